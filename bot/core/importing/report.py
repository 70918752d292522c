"""What a file would do: for each row an outcome, in words, and the edits that taking it comes down to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.core.changes.changes import RecordKind
from bot.core.directory.standing import Origin
from bot.core.partial_date import PartialDate


class Outcome(StrEnum):
    """What becomes of a row."""

    TAKE = "overnemen"
    TELL = "melden"
    ASK = "vragen"
    REFUSE = "weigeren"
    SKIP = "overslaan"


class FileKind(StrEnum):
    """What a file is a table of."""

    MUNICIPALITIES = "municipalities"
    CONTACTS = "contacts"
    REGISTER = "register"
    CHOICES = "choices"
    PHONES = "hsds phones"


@dataclass(frozen=True, slots=True)
class Edit:
    """One fact to write. `instead_of` is the key of the fact that it replaces; `confirmed` has the day and who."""

    owner_id: str
    kind: RecordKind
    values: Mapping[str, str]
    origin: Origin
    instead_of: str = ""
    source_id: str = ""
    source_date: PartialDate | None = None
    confirmed: tuple[date, str] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to what a row asks."""

    id: str
    words: str


SKIP = Choice("overslaan", "Sla deze rij over")
"""What can be chosen for every row."""


@dataclass(slots=True)
class RowReport:
    """What becomes of one row, and why; `told` are its sentences, `column` names the cell that is wrong."""

    sheet: str
    row: int
    outcome: Outcome = Outcome.TAKE
    owner_id: str = ""
    owner_name: str = ""
    values: dict[str, object] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    column: str = ""
    choices: list[Choice] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    secret: bool = False
    """Whether it holds data of a client: nothing of it is repeated anywhere."""

    def tell(self, words: str) -> None:
        """Say what was changed or left out; the row is taken."""
        self.told.append(words)
        if self.outcome is Outcome.TAKE:
            self.outcome = Outcome.TELL

    def ask(self, words: str, *choices: Choice) -> None:
        """Say what only a person decides; the row is not taken until they do."""
        self.told.append(words)
        self.choices += [choice for choice in choices if choice not in self.choices]
        if self.outcome is not Outcome.REFUSE:
            self.outcome = Outcome.ASK

    def refuse(self, words: str, column: str = "") -> None:
        """Say what is wrong; nothing of the file is taken."""
        self.told.append(words)
        self.column = self.column or column
        self.outcome = Outcome.REFUSE

    def skip(self, words: str) -> None:
        """Say why it is no data for the directory."""
        self.told.append(words)
        self.outcome = Outcome.SKIP
        self.edits.clear()


@dataclass(slots=True)
class Report:
    """What becomes of a whole file."""

    kind: FileKind | None
    rows: list[RowReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    """What each column was taken for, by its head; empty for a column that is not used."""
    written: int = 0
    """How many facts taking it changes."""
    proposed: int = 0
    """How many of its values become a proposal, because a stronger one said otherwise."""

    def count(self, outcome: Outcome) -> int:
        """How many rows have this outcome."""
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def refused(self) -> bool:
        """Whether a row is refused: then nothing is written."""
        return self.count(Outcome.REFUSE) > 0

    @property
    def summary(self) -> str:
        """The counts in a sentence."""
        parts = ", ".join(f"{self.count(outcome)} {outcome}" for outcome in Outcome)
        return f"{len(self.rows)} rijen: {parts}."
