"""The directory's contacts and choices as rows, in the form that importing reads: out and in again is no difference."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.core.directory.choices import CHOICES, NOT_STATED
from bot.core.directory.contacts import Contact
from bot.core.directory.organisations import Municipality, Organisation

CONTACT_HEADS = (
    "code",
    "organisatie",
    "functie",
    "soort",
    "waarde",
    "bron",
    "brondatum",
    "bevestigd op",
    "bevestigd door",
    "toestand",
)
CHOICE_HEADS = ("code", "gemeente", *CHOICES, "geldt vanaf")


def contact_rows(owners: Iterable[Organisation | Municipality], today: date) -> list[list[str]]:
    """A row for each number and address."""
    return [
        row
        for owner in owners
        for contact in owner.contacts
        for row in _channels(
            owner.cbs_code if isinstance(owner, Municipality) else owner.id, owner.name, contact, today
        )
    ]


def _channels(key: str, name: str, contact: Contact, today: date) -> list[list[str]]:
    return [
        [
            key,
            name,
            contact.label,
            channel.kind.value,
            channel.value,
            channel.source_id,
            str(channel.source_date or ""),
            channel.confirmation.confirmed_on.isoformat() if channel.confirmation.confirmed_on else "",
            channel.confirmation.confirmed_by,
            channel.state(today).value,
        ]
        for channel in contact.channels
    ]


def choice_rows(municipalities: Iterable[Municipality]) -> list[list[str]]:
    """A row for each municipality; what nobody said is 'niet opgegeven', which is not 'nee'."""
    rows = []
    for item in municipalities:
        said = {choice.subject: choice for choice in item.choices}
        days = {choice.valid_from.isoformat() for choice in item.choices if choice.valid_from}
        values = [said[subject].value if subject in said else NOT_STATED for subject in CHOICES]
        rows.append([item.cbs_code, item.name, *values, max(days, default="")])
    return rows
