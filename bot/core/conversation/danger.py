"""Whether the trained model takes a message for one of somebody in danger; the web layer's own recognition stands beside it."""

from __future__ import annotations

from bot.core.conversation.understanding import LEANING, Understanding
from bot.core.safety.detector import is_help
from bot.core.topics.candidate import Candidate

_LEAST = 0.55
"""From this likelihood of the help topics together on, help comes first: missing somebody is worse than offering it in vain."""


def help_needed(understanding: Understanding) -> Candidate | None:
    """The likeliest help topic, when the help topics together are likely enough."""
    if understanding.choice is not None:
        return None
    helps = [candidate for candidate in understanding.candidates if is_help(candidate.topic)]
    alone = 1.0 - understanding.does(*LEANING)  # a few words about what was said before are near to many things
    if not helps or alone * sum(candidate.confidence for candidate in helps) < _LEAST:
        return None
    return max(helps, key=lambda candidate: candidate.confidence)
