"""The directory as tables for everybody: each line a fact with its state, its source and who confirmed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.directory.contacts import Contact
from bot.core.directory.organisations import AdministrativeChoice, Municipality, Organisation, Service
from bot.core.directory.port import Directory
from bot.core.exchange.hsds import Stated, key_of

_STANDING = ("toestand", "bron", "brondatum", "bevestigd_op", "bevestigd_door", "betwist_op")

type Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A data set: what it is called and about, its columns, and how its rows are read."""

    name: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: Callable[[Directory, date], list[Row]]


def _standing(fact: Stated, today: date) -> Row:
    confirmation = fact.confirmation
    return (
        fact.state(today).value,
        fact.source_id,
        str(fact.source_date or ""),
        confirmation.confirmed_on.isoformat() if confirmation.confirmed_on else "",
        confirmation.confirmed_by,
        confirmation.disputed_on.isoformat() if confirmation.disputed_on else "",
    )


def _owners(directory: Directory) -> list[tuple[str, str, str, Sequence[Contact]]]:
    organisations: list[Organisation | Municipality] = [*directory.organisations(), *directory.municipalities()]
    return [
        ("organisatie" if isinstance(item, Organisation) else "gemeente", key_of(item), item.name, item.contacts)
        for item in organisations
    ]


def _contacts(directory: Directory, today: date) -> list[Row]:
    return [
        (kind, key, name, contact.label, channel.kind.value, channel.value, *_standing(channel, today))
        for kind, key, name, contacts in _owners(directory)
        for contact in contacts
        for channel in contact.channels
    ]


def _organisations(directory: Directory, today: date) -> list[Row]:
    return [
        (item.id, item.name, item.kind, item.summary("nl"), item.website, ";".join(item.area), *_standing(item, today))
        for item in directory.organisations()
    ]


def _services(directory: Directory, today: date) -> list[Row]:
    found: Iterable[tuple[Organisation, Service]] = (
        (owner, service) for owner in directory.organisations() for service in owner.services
    )
    return [
        (owner.id, owner.name, item.need, item.law, item.function, item.note, *_standing(item, today))
        for owner, item in found
    ]


def _choices(directory: Directory, today: date) -> list[Row]:
    found: Iterable[tuple[Municipality, AdministrativeChoice]] = (
        (owner, choice) for owner in directory.municipalities() for choice in owner.choices
    )
    return [
        (
            owner.cbs_code,
            owner.name,
            item.subject,
            item.value,
            item.valid_from.isoformat() if item.valid_from else "",
            *_standing(item, today),
        )
        for owner, item in found
    ]


def _municipalities(directory: Directory, _today: date) -> list[Row]:
    return [
        (item.cbs_code, item.name, item.province, item.youth_region, ";".join(item.places))
        for item in directory.municipalities()
    ]


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table(
            "contacten",
            "Contacten van gemeenten en aanbieders voor mensen met een zintuiglijke beperking",
            "Loketten met telefoonnummers, e-mailadressen en websites. Elk gegeven zegt wat het waard is, waar het vandaan "
            "komt en wie het bevestigde. Er staan geen namen van mensen in.",
            ("soort_eigenaar", "code", "naam", "loket", "soort", "waarde", *_STANDING),
            _contacts,
        ),
        Table(
            "organisaties",
            "Aanbieders van ondersteuning bij een zintuiglijke beperking",
            "Organisaties met hun soort, omschrijving en website. Is het werkgebied leeg, dan is dat het hele land.",
            ("id", "naam", "soort", "omschrijving", "website", "werkgebied", *_STANDING),
            _organisations,
        ),
        Table(
            "diensten",
            "Diensten van aanbieders bij een zintuiglijke beperking",
            "Wat een organisatie biedt: voor welke beperking, onder welke wet en in welke functie.",
            ("organisatie_id", "organisatie", "beperking", "wet", "functie", "opmerking", *_STANDING),
            _services,
        ),
        Table(
            "administratieve-keuzes",
            "Administratieve keuzes van gemeenten",
            "Hoe een gemeente de administratie wil. Wat er niet in staat, is niet opgegeven; dat is iets anders dan 'nee'.",
            ("cbs_code", "gemeente", "onderwerp", "keuze", "geldt_vanaf", *_STANDING),
            _choices,
        ),
        Table(
            "gemeenten",
            "Gemeenten met hun plaatsen",
            "Gemeenten met CBS-code, provincie, jeugdregio en de plaatsen die erin liggen.",
            ("cbs_code", "naam", "provincie", "jeugdregio", "plaatsen"),
            _municipalities,
        ),
    )
}
"""The data sets by name."""
