"""Whether the trained model takes a message for one of somebody in danger; the web layer's own recognition stands beside it."""

from __future__ import annotations

from bot.core.conversation.understanding import Understanding
from bot.core.safety.detector import is_help
from bot.core.topics.candidate import Candidate

_LEAST = 0.3
"""From this likelihood of the help topics together on, help comes first: missing somebody is worse than offering it in vain."""


def help_needed(understanding: Understanding) -> Candidate | None:
    """The likeliest help topic, when the help topics together are likely enough."""
    if understanding.choice is not None:
        return None
    helps = [candidate for candidate in understanding.candidates if is_help(candidate.topic)]
    if not helps or sum(candidate.confidence for candidate in helps) < _LEAST:
        return None
    return max(helps, key=lambda candidate: candidate.confidence)
