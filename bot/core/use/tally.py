"""How many conversations, replies and questions without an answer a month had: counts, and never what anybody said.

What is counted names a month, a language and a topic of the content, and nothing else: nobody stands in it, and from it
no conversation can be put together again (docs/adr/0028-insight-and-the-weekly-letter.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from bot.contract import Language


class Counted(StrEnum):
    """What is counted."""

    CONVERSATION = "gesprek"
    """One in which something was asked, once."""
    REPLY = "antwoord"
    UNANSWERED = "zonder antwoord"
    """A reply that says that what was asked is not known."""


@dataclass(frozen=True, slots=True, order=True)
class Tallied:
    """What there is one count of. `month` is '2026-11'; `topic` is a topic's id, empty where the question fits none."""

    month: str
    what: Counted
    language: Language
    topic: str = ""


LONGEST_TOPIC = 120
"""Of a topic's id, in characters."""


class Tally(Protocol):
    """Counts, without anybody waiting for it."""

    def count(self, what: Counted, language: Language, topic: str = "") -> None:
        """One more, now."""

    def write(self) -> None:
        """Put what was counted in the book; raises what the book raises, and then tries it again next time."""


class TallyBook(Protocol):
    """Keeps the counts: `bot.adapters.sql.use` has them in a database, `bot.adapters.tally` in memory."""

    def add(self, counts: Mapping[Tallied, int]) -> None:
        """So many more of each; all or nothing."""

    def counts(self) -> Mapping[Tallied, int]:
        """All of them."""

    def forget(self, before: str) -> int:
        """Let go of the months before this one; returns how many counts."""


def month_of(day: date) -> str:
    """The month of a day, as '2026-11'."""
    return f"{day.year}-{day.month:02}"
