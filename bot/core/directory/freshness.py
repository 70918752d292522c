"""Which facts of the directory nobody has confirmed lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.core.directory.contacts import Confirmation, Contact
from bot.core.directory.port import Directory


@dataclass(frozen=True, slots=True)
class StaleFact:
    """A fact to confirm: whose it is, what it says, and the last confirmation (empty: never)."""

    owner_id: str
    owner_name: str
    fact: str
    confirmation: Confirmation


def stale_facts(directory: Directory, before: date) -> tuple[StaleFact, ...]:
    """Facts confirmed before this day or never; those never confirmed first, then the oldest, then by owner's name."""
    return tuple(
        sorted(
            (
                fact
                for fact in _facts(directory)
                if fact.confirmation.confirmed_on is None or fact.confirmation.confirmed_on < before
            ),
            key=lambda fact: fact.confirmation.confirmed_on or date.min,
        )
    )


def _facts(directory: Directory) -> Iterator[StaleFact]:
    for organisation in directory.organisations():
        owner = (organisation.id, organisation.name)
        yield StaleFact(*owner, f"organisatie, contract: {organisation.contract_status}", organisation.confirmation)
        for service in organisation.services:
            offer = ", ".join(part for part in (service.function, service.need, service.law) if part)
            yield StaleFact(*owner, f"dienst: {offer}", service.confirmation)
        yield from _channels(organisation.contacts)
    for municipality in directory.municipalities():
        for choice in municipality.choices:
            yield StaleFact(
                municipality.cbs_code, municipality.name, f"{choice.subject}: {choice.value}", choice.confirmation
            )
        yield from _channels(municipality.contacts)


def _channels(contacts: tuple[Contact, ...]) -> Iterator[StaleFact]:
    for contact in contacts:
        for channel in contact.channels:
            named = f"{contact.label}, " if contact.label else ""
            yield StaleFact(
                contact.owner_id, contact.owner_name, f"{named}{channel.kind}: {channel.value}", channel.confirmation
            )
