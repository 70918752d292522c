"""A case: what was reported, how far it is, and what was said about it to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from bot.core.errors import KennispuntError

LONGEST = 2000
"""Of one text of a report or an entry, in characters."""


class Agreement(StrEnum):
    """Which agreement was not kept."""

    PRODUCT_CODES = "productcodes"
    WAY = "wijze"
    RHYTHM = "ritme"
    PAYMENT = "betaaltermijn"
    ASSIGNMENT = "toewijzing"
    CONTACT = "contactpersoon"
    OTHER = "anders"


class Status(StrEnum):
    """How far a case is, in the words that everybody reads."""

    RECEIVED = "ontvangen"
    TAKEN_UP = "in behandeling"
    ASKED = "gevraagd aan de ander"
    AGREED = "afgesproken"
    SOLVED = "opgelost"
    UNSOLVED = "niet opgelost"
    NOT_BROKEN = "geen afspraak geschonden"

    @property
    def closed(self) -> bool:
        """Whether nothing more is done about it, unless it is opened again."""
        return self in _CLOSED

    @property
    def nexts(self) -> tuple[Status, ...]:
        """What can come after it; a closed case can only be opened again."""
        if self.closed:
            return (Status.TAKEN_UP,)
        return tuple(item for item in Status if item not in {self, Status.RECEIVED})


_CLOSED = frozenset({Status.SOLVED, Status.UNSOLVED, Status.NOT_BROKEN})

LOST = "niet meer bekend"
"""In the place of a status: of a case that was let go of before it was counted how cases end."""


class Side(StrEnum):
    """Whose eyes an entry is for, or whose word it is."""

    REPORTER = "melder"
    OTHER = "ander"
    DESK = "vng"


class EntryKind(StrEnum):
    """What an entry is."""

    MESSAGE = "bericht"
    """From the desk to one of the two."""
    RECEIVED = "ontvangen"
    """From one of the two to the desk."""
    NOTE = "notitie"
    """For the desk alone."""
    STEP = "stap"
    """A new status; for everybody who sees the case."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reports. No text in it says anything about a client."""

    about: str
    """The municipality (CBS code) or organisation (id) that did not keep it."""
    kind: Agreement
    what: str
    since: str
    often: str
    tried: str
    wish: str
    may_name: bool

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts that somebody typed, by field."""
        return {name: str(getattr(self, name)) for name in TEXTS}


TEXTS = ("what", "since", "often", "tried", "wish")
assert set(TEXTS) < {field.name for field in fields(Report)}  # noqa: S101  # a slip here would let a text pass unread


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a case. `side` is who reads a message, or who said what was received."""

    made_at: datetime
    who: str
    kind: EntryKind
    side: Side
    text: str

    def seen_by(self, side: Side) -> bool:
        """Whether this side reads it."""
        if side is Side.DESK:
            return True
        return self.kind is EntryKind.STEP or (self.kind is not EntryKind.NOTE and self.side is side)


@dataclass(frozen=True, slots=True)
class Case:
    """A report and what came of it."""

    number: str
    reporter: str
    """The organisation or municipality that reports."""
    address: str
    """Where the receipt went."""
    report: Report
    made_at: datetime
    answer_by: date
    status: Status = Status.RECEIVED
    next_on: date | None = None
    """When the desk looks at it again."""
    handler: str = ""
    """Who at the desk does."""
    agreed: str = ""
    agreed_on: date | None = None
    passed_on: bool = False
    """Whether the other party was told."""
    closed_on: date | None = None
    version: int = 1
    entries: tuple[Entry, ...] = ()

    def overdue(self, today: date) -> bool:
        """Whether the desk should have looked at it again."""
        return not self.status.closed and (self.next_on or self.answer_by) < today

    def side_of(self, owners: Collection[str]) -> Side | None:
        """Which side somebody is on who speaks for these owners; None: for them the case is not there."""
        if self.reporter in owners:
            return Side.REPORTER
        return Side.OTHER if self.passed_on and self.report.about in owners else None


class CaseError(KennispuntError):
    """This cannot be done with a case; the words say why, in Dutch."""


class ClientDataError(KennispuntError):
    """A text says something about a person: it is kept nowhere. `found` has each such text in stretches with their kinds."""

    def __init__(self, found: Mapping[str, tuple[tuple[str, str], ...]]) -> None:
        self.found = found
        super().__init__("Hier staan gegevens van een persoon in. Die bewaren wij niet.")


class ChangedMeanwhileError(KennispuntError):
    """Somebody else changed the case since it was shown."""


def quarter_of(day: date) -> str:
    """The quarter of a day, as '2026 kwartaal 2'."""
    return f"{day.year} kwartaal {(day.month + 2) // 3}"
