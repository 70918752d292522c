"""Cases as the desk asks for them: `bot.adapters.sql.agreements` has them in a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.core.agreements.cases import Agreement, Case, Entry, Report


class CaseBook(Protocol):
    """Cases and their entries."""

    def add(self, reporter: str, address: str, report: Report, now: datetime, answer_by: date) -> Case:
        """A new case, with the next number of this year."""

    def cases(self) -> Sequence[Case]:
        """All of them, the newest first, without their entries."""

    def case(self, number: str) -> Case | None:
        """One of them with its entries, the oldest first."""

    def write(self, case: Case, entries: Sequence[Entry], *, version: int) -> Case:
        """Keep the case as it is now, with new entries; raises ChangedMeanwhileError when its version is another one."""

    def counts(self) -> Mapping[tuple[str, Agreement], int]:
        """How many were made, by quarter and kind, those that were let go of too."""

    def statuses(self) -> Mapping[tuple[str, str], int]:
        """How many by quarter and how far they are (the words of a `Status`), those that were let go of too."""

    def forget(self, closed_before: date) -> int:
        """Let go of what was closed before this day, but for the counts; returns how many cases."""
