"""What people think of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
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


KEPT_DAYS = 180
"""So long a report is kept: by then an editor has dealt with it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says is not right. `comment` has been cleaned of personal data; nothing in it names the person."""

    number: str
    """By which the person and the desk speak of it."""
    given_at: datetime
    """With time zone."""
    about: str
    """The page that it is about, as a path on this site; empty: the service as a whole."""
    comment: str
    language: Language

    @property
    def kept_until(self) -> date:
        """The last day on which it is kept."""
        return self.given_at.date() + timedelta(days=KEPT_DAYS)


class ReportBox(Protocol):
    """Where reports are kept for the desk until their day."""

    def put(self, report: Report) -> None:
        """Keep it, and let go of those past their day; raises OSError when that is not possible."""

    def all(self, today: date) -> tuple[Report, ...]:
        """Those that are kept, oldest first."""

    def forget(self, today: date) -> None:
        """Let go of those past their day; raises OSError when that is not possible."""
