"""What people think of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.contract import Language


@dataclass(frozen=True, slots=True)
class Feedback:
    """A judgement of one answer. `comment` has been cleaned of personal data; nothing in it names the person."""

    given_at: datetime
    """With time zone."""
    helpful: bool
    language: Language
    topic: str = ""
    comment: str = ""


class FeedbackBox(Protocol):
    """Where feedback is kept until an editor reads it."""

    def put(self, feedback: Feedback) -> None:
        """Keep it; raises OSError when that is not possible."""

    def forget_before(self, moment: datetime) -> int:
        """Forget what was given before this moment; returns how much. Raises OSError when that is not possible."""
