"""A change of the directory: who made it, what it was before and after, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.directory.standing import Origin


class Action(StrEnum):
    """What was done to a fact."""

    ADDED = "toegevoegd"
    CHANGED = "gewijzigd"
    CONFIRMED = "bevestigd"
    DISPUTED = "betwist"
    WITHDRAWN = "ingetrokken"
    REMOVED = "verwijderd"
    MERGED = "samengevoegd"
    UNDONE = "teruggedraaid"


class RecordKind(StrEnum):
    """What a fact is about."""

    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"
    SERVICE = "service"
    AREA = "area"
    CHANNEL = "channel"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Author:
    """Who speaks, on whose behalf, and why. `batch` holds together what was done in one go, such as an import."""

    who: str
    origin: Origin
    why: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Which fact: its kind, and its key in the database."""

    kind: RecordKind
    key: str

    def __str__(self) -> str:
        return f"{self.kind}-{self.key}"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history. `number` only goes up: who has seen a number has seen all below it.

    `before` is empty for what was added, `after` for what was removed; `about` says which fact it is (a desk, a subject).
    """

    number: int
    made_at: datetime
    author: Author
    action: Action
    ref: Ref
    owner_id: str
    about: Mapping[str, str]
    before: Mapping[str, str]
    after: Mapping[str, str]
    undoes: int | None = None
    undone_by: int | None = None
