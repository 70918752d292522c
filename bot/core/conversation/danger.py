"""Whether the trained model takes a message for one of somebody in danger; the web layer's own recognition stands beside it."""

from __future__ import annotations

from dataclasses import replace

from bot.contract import Act, Intent
from bot.core.conversation.understanding import LEANING, Understanding
from bot.core.safety.detector import is_help
from bot.core.topics.candidate import Candidate

_LEAST = 0.55
"""From this likelihood of the help topics together on, help comes first: missing somebody is worse than offering it in vain."""
_ABOUT_THE_TALK = (
    *LEANING, Act.MORE, Act.SHORTER, Act.SIMPLER, Act.REPEAT,
    Act.PICK_1, Act.PICK_2, Act.PICK_3, Act.PICK_4, Act.PICK_5, Act.PICK_LAST, Act.PICK_BOTH,
)  # fmt: skip
"""What is said of an answer or a choice. Refusing, thanking and goodbye are not among these: so speaks who wants to die, too."""


def help_needed(understanding: Understanding) -> Candidate | None:
    """The likeliest help topic, when the help topics together are likely enough."""
    if understanding.choice is not None:
        return None
    helps = [candidate for candidate in understanding.candidates if is_help(candidate.topic)]
    # A few words about what was said before are near to many things.
    alone = 1.0 - understanding.does(*_ABOUT_THE_TALK)
    if not helps or alone * sum(candidate.confidence for candidate in helps) < _LEAST:
        return None
    return max(helps, key=lambda candidate: candidate.confidence)


def without_faint_help(understanding: Understanding) -> Understanding:
    """The message as it is to be answered when help was not needed: a help topic that is a little likely is no answer.

    It stays among what may be meant, so that it can be chosen. Of the messages that are so near to help one in forty was of
    somebody in danger (docs/understanding.md).
    """
    best = understanding.best
    sure = understanding.intent is Intent.QUESTION and understanding.choice is None
    if not sure or best is None or not is_help(best.topic):
        return understanding
    return replace(understanding, intent=Intent.DOUBT)
