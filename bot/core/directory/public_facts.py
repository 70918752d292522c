"""What is public by nature: the directory's own names, numbers and addresses, which are no personal data."""

from __future__ import annotations

from bot.core.directory.contacts import ChannelKind, Contact
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.port import Directory


def public_facts(directory: Directory) -> tuple[str, ...]:
    """Names of organisations and municipalities, and the telephone numbers and e-mail addresses of their desks."""
    known: list[Organisation | Municipality] = [*directory.organisations(), *directory.municipalities()]
    contacts = [contact for item in known for contact in item.contacts]
    return tuple(
        dict.fromkeys(
            [*(item.name for item in known), *(value for contact in contacts for value in _reachable(contact))]
        )
    )


def _reachable(contact: Contact) -> list[str]:
    return [channel.value for channel in contact.channels if channel.kind is not ChannelKind.WEBSITE]
