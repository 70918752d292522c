"""How often cleaning takes something away from questions that hold no personal data: `python -m tools.false_alarms`.

Cleans whatever people say in the measuring sets (KENNISPUNT_EVAL, and our own), but those made of personal data, and prints figures
alone, none of their words. What personal data they may hold themselves counts as a false alarm too, so that the share is never
better than it is.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from bot.adapters.sql.directory.setup import prepare
from bot.core.directory.public_facts import public_facts
from bot.core.personal_data.cleaning import clean
from bot.evaluation.sets import folder, load_default
from bot.settings import Settings
from bot.wiring import Wiring

MOST = 0.02
MADE_OF_PERSONAL_DATA = "personal*.jsonl"


@dataclass(frozen=True, slots=True)
class Alarms:
    """Of how many texts something was taken, out of how many, and how often each kind."""

    texts: int
    alarms: int
    kinds: Counter[str]

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.alarms / self.texts


def measure() -> Alarms:
    """Clean every text once, with what the directory in `content/` makes public."""
    with tempfile.TemporaryDirectory(prefix="kennispunt-vals-alarm-") as name:
        settings = replace(Settings.from_env(), database_url=f"sqlite:///{Path(name) / 'gids.db'}")
        prepare(settings.database, settings.content_dir / "directory")
        allowed = public_facts(Wiring(settings).directory)
    personal = {
        json.loads(line)["text"]
        for path in folder().glob(MADE_OF_PERSONAL_DATA)
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    }
    texts = [text for text in load_default().texts if text not in personal]
    found = [clean(text, allowed).removed for text in texts]
    return Alarms(len(texts), sum(map(bool, found)), Counter(kind for one in found for kind in one))


def main() -> int:
    """Measure; returns 1 when it is more than what is allowed."""
    found = measure()
    print(f"{found.alarms} van {found.texts} vragen ({found.share:.2%}); per soort: {dict(found.kinds) or 'geen'}")
    return 0 if found.share <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
