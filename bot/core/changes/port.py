"""The desk as the core asks for it: `bot.adapters.sql.directory.desk` has it in a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.core.changes.changes import Author, Change, RecordKind, Ref
from bot.core.changes.doubles import Double, NotSame
from bot.core.changes.merging import Comparison, Merge
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


class Merging(Protocol):
    """Two records that are one: finding them, making them one, and taking that back.

    They are organisations, or two numbers or addresses of one owner. RefusedError where they cannot be made one.
    """

    def compare(self, keep: Ref, other: Ref) -> Comparison:
        """The two beside each other; UnknownRecordError where one is not there."""

    def merge(
        self, keep: Ref, other: Ref, versions: Mapping[Ref, int], choices: Mapping[str, str], author: Author
    ) -> str:
        """Make them one, with what was chosen of each difference (a `Side` by key); returns the batch in the history.

        The one that goes is withdrawn with the one that stays as its successor, and keeps its own facts. `versions` are those
        of everything that was compared: MergeClashError when something of it changed meanwhile.
        """

    def undo(self, batch: str, author: Author) -> None:
        """Take a merge back as a whole: both are what they were. RefusedError when something was changed after it."""

    def merges(self) -> Sequence[Merge]:
        """The merges that were made, the newest first."""

    def doubles(self) -> Sequence[Double]:
        """Records that may be one, without those of which somebody said that they are two."""

    def say_not_same(self, one: Ref, other: Ref, author: Author) -> None:
        """These two are not the same, and are proposed no more."""

    def not_same(self) -> Sequence[NotSame]:
        """The pairs of which that was said, the newest first."""

    def forget_not_same(self, number: int) -> None:
        """Propose such a pair again after all."""


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
