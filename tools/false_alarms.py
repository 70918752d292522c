"""How often cleaning takes something away from questions that hold no personal data: `python -m tools.false_alarms`.

Asks the measuring questions (KENNISPUNT_EVAL) and prints figures alone, none of their words. What personal data they may hold
themselves counts as a false alarm too, so that the share is never better than it is.
"""

from __future__ import annotations

import sys
from collections import Counter

from bot.core.directory.public_facts import public_facts
from bot.core.personal_data.cleaning import clean
from bot.evaluation.sets import load_default
from bot.settings import Settings
from bot.wiring import Wiring

MOST = 0.02


def main() -> int:
    """Measure; returns 1 when it is more than what is allowed."""
    allowed = public_facts(Wiring(Settings.from_env()).directory)
    sets = load_default()
    texts = [question.text for question in sets.questions]
    texts += [turn.user for conversation in sets.conversations for turn in conversation.turns]
    found = [clean(text, allowed).removed for text in texts]
    alarms = sum(map(bool, found))
    kinds = Counter(kind for one in found for kind in one)
    share = alarms / len(texts)
    print(f"{alarms} van {len(texts)} vragen ({share:.2%}); per soort: {dict(kinds) or 'geen'}")
    return 0 if share <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
