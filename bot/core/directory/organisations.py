"""Organisations, their services, and municipalities: the directory's facts as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.directory.contacts import UNCONFIRMED, Confirmation, Contact
from bot.core.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Term:
    """A word of one of the directory's small vocabularies (need, law, function, kind of organisation)."""

    id: str
    names: dict[str, str]
    """Name per language code; Dutch is always there."""

    def name(self, language: str) -> str:
        """The name in this language, else English, else Dutch."""
        return self.names.get(language) or self.names.get("en") or self.names["nl"]


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


@dataclass(frozen=True, slots=True)
class Organisation:
    """A provider, desk or public body. `area` is empty for the whole country, else CBS codes of municipalities."""

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

    def summary(self, language: str) -> str:
        """What the organisation is, in this language, else in Dutch; may be empty."""
        return self.summaries.get(language) or self.summaries.get("nl", "")


@dataclass(frozen=True, slots=True)
class AdministrativeChoice:
    """How a municipality wants its administration done (subject, e.g. `ritme`; value, e.g. `maand`)."""

    subject: str
    value: str
    source_id: str = ""
    confirmation: Confirmation = UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the municipalities of 1 January 2026 (CBS). Contacts and choices are empty where not known."""

    cbs_code: str
    name: str
    province: str
    youth_region: str
    contacts: tuple[Contact, ...] = ()
    choices: tuple[AdministrativeChoice, ...] = ()
