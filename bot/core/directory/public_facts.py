"""What is public by nature: the directory's own names, numbers and addresses, which are no personal data."""

from __future__ import annotations

import re

from bot.core.directory.contacts import ChannelKind, Contact
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.port import Directory

_NAMING = re.compile(r"[^\W_]{4,}")
"""A word of a place's name that names: no article, no preposition."""


def public_facts(directory: Directory) -> tuple[str, ...]:
    """Names of organisations, municipalities and places, and the telephone numbers and e-mail addresses of their desks.

    Of places only names of several words: 'Anna Paulowna' is no person, but 'Vries' is the name of many.
    """
    municipalities = directory.municipalities()
    known: list[Organisation | Municipality] = [*directory.organisations(), *municipalities]
    places = (place for item in municipalities for place in item.places if len(_NAMING.findall(place)) > 1)
    contacts = [contact for item in known for contact in item.contacts]
    return tuple(
        dict.fromkeys(
            [*(item.name for item in known), *places, *(value for contact in contacts for value in _reachable(contact))]
        )
    )


def _reachable(contact: Contact) -> list[str]:
    return [channel.value for channel in contact.channels if channel.kind is not ChannelKind.WEBSITE]
