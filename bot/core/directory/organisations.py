"""Organisations, their services, and municipalities: the directory's facts as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.core.directory.contacts import UNCONFIRMED, Confirmation, Contact
from bot.core.directory.standing import MONTHS_FRESH_NAME, State
from bot.core.languages import nearest
from bot.core.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Term:
    """A word of one of the directory's small vocabularies (need, law, function, kind of organisation).

    `names` and `labels` are by language code, the official name (Dutch is always there) and how people say it where
    they choose it (may be empty). `consists_of` are the terms that together are this one, as sight and hearing are
    deafblindness; `topics` what to read about it first.
    """

    id: str
    names: dict[str, str]
    labels: dict[str, str] = field(default_factory=dict)
    consists_of: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The name in this language, else in the nearest there is."""
        return self.names[nearest(language, self.names)]

    def label(self, language: str) -> str:
        """The word to choose it by, in this language or the nearest there is; its name where it has none."""
        return self.labels.get(nearest(language, self.labels)) or self.name(language)


@dataclass(frozen=True, slots=True)
class Service:
    """What an organisation offers: a function for a need under a law. `function` is empty where it is not known."""

    organisation_id: str
    need: str
    law: str
    function: str = ""
    note: str = ""
    source_id: str = ""
    source_date: PartialDate | None = None
    confirmation: Confirmation = UNCONFIRMED

    def state(self, today: date) -> State:
        """What it is worth on this day."""
        return self.confirmation.state(today)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A provider, desk or public body.

    `area`: CBS codes of municipalities; empty where no limit is known, which a search takes for the whole country.
    """

    id: str
    name: str
    kind: str
    summaries: dict[str, str]
    website: str = ""
    contract_status: str = "onbevestigd"
    source_id: str = ""
    source_date: PartialDate | None = None
    services: tuple[Service, ...] = ()
    contacts: tuple[Contact, ...] = ()
    area: tuple[str, ...] = ()
    confirmation: Confirmation = UNCONFIRMED

    def state(self, today: date) -> State:
        """What it is worth on this day that the organisation exists as it is described here."""
        return self.confirmation.state(today, months=MONTHS_FRESH_NAME)

    def summary(self, language: str) -> str:
        """What the organisation is, in this language or the nearest there is; may be empty."""
        return self.summaries.get(nearest(language, self.summaries), "")


@dataclass(frozen=True, slots=True)
class AdministrativeChoice:
    """How a municipality wants its administration done (subject and value of `choices.CHOICES`)."""

    subject: str
    value: str
    source_id: str = ""
    confirmation: Confirmation = UNCONFIRMED
    valid_from: date | None = None
    """From which day the municipality wants it so; None where nobody said."""
    source_date: PartialDate | None = None

    def state(self, today: date) -> State:
        """What it is worth on this day."""
        return self.confirmation.state(today, source_id=self.source_id, source_date=self.source_date)


@dataclass(frozen=True, slots=True)
class Retired:
    """What is no longer in the directory: since when, why, and what came in its place."""

    id: str
    name: str
    on: date
    why: str = ""
    successor: str = ""
    """Id or CBS code of what came in its place; empty where nothing did."""
    merged: bool = False
    """Whether it and its successor were one thing entered twice."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the municipalities of 1 January 2026 (CBS). Contacts and choices are empty where not known."""

    cbs_code: str
    name: str
    province: str
    youth_region: str
    other_names: tuple[str, ...] = ()
    """Other spellings and names, also of what it used to be."""
    contacts: tuple[Contact, ...] = ()
    choices: tuple[AdministrativeChoice, ...] = ()
    places: tuple[str, ...] = ()
    """Villages and towns in it, by name; empty while the register was not read."""
