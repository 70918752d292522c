"""The desk as the core asks for it: `bot.adapters.sql.directory.desk` has it in a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.core.changes.changes import Author, Change, RecordKind, Ref
from bot.core.changes.proposals import Proposal
from bot.core.changes.records import Record
from bot.core.errors import KennispuntError


class UnknownRecordError(KennispuntError):
    """There is no such fact, owner, change or proposal."""


class ClashError(KennispuntError):
    """Somebody else changed the fact meanwhile; `now` is how it is now, None when it is gone."""

    def __init__(self, now: Record | None) -> None:
        self.now = now
        super().__init__("Iemand anders heeft dit intussen gewijzigd.")


class RefusedError(KennispuntError):
    """This cannot be done; the words say why, in Dutch."""


class Desk(Protocol):
    """Reading and changing the facts of the directory, withdrawn ones too.

    Whoever changes something says which version they saw: ClashError when it is another one by now. UnknownRecordError
    where there is no such thing; ValuesError for values that cannot be taken. What a stronger one said is not changed
    by a weaker one: it becomes a proposal.
    """

    def records(self, owner_id: str) -> Sequence[Record]:
        """Everything of an organisation (id) or municipality (CBS code), itself first; empty where there is none."""

    def record(self, ref: Ref) -> Record | None:
        """One fact, or None."""

    def add(
        self, owner_id: str, kind: RecordKind, values: Mapping[str, str], author: Author, *, confirm: bool
    ) -> Record:
        """Add a fact to this owner; the same fact that was withdrawn before holds again."""

    def change(
        self, ref: Ref, version: int, values: Mapping[str, str], author: Author, *, confirm: bool
    ) -> Record | Proposal:
        """Give fields other values; values that are as they were change nothing."""

    def confirm(self, ref: Ref, version: int, author: Author) -> Record:
        """Say that the fact still holds: it is no longer disputed."""

    def confirm_all(self, versions: Mapping[Ref, int], author: Author) -> Sequence[Ref]:
        """Say that all these facts still hold, together; returns those that are left because they are of another version by now."""

    def dispute(self, ref: Ref, author: Author) -> Record:
        """Somebody says (`author.why`) that it does not hold; whoever says so."""

    def withdraw(self, ref: Ref, version: int, author: Author, *, on: date, successor: str = "") -> Record | Proposal:
        """The fact holds no longer from this day on; it is kept, and answers nothing."""

    def undo(self, number: int, author: Author) -> None:
        """Take one change back; ClashError when the fact was changed after it, RefusedError where it cannot be."""

    def history(self, *, owner_id: str = "", ref: Ref | None = None, most: int = 200) -> Sequence[Change]:
        """The changes of an owner's facts, or of one, the newest first."""

    def proposals(self) -> Sequence[Proposal]:
        """What waits for a decision, the oldest first."""

    def decide(self, proposal_id: int, author: Author, *, take: bool, values: Mapping[str, str] | None = None) -> None:
        """Take a proposal (with other values, where given) or refuse it with `author.why`."""
