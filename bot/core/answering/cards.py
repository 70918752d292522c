"""Organisations of the directory as parts of a reply."""

from __future__ import annotations

import html
from collections.abc import Iterable

from bot.contract import Language
from bot.core.directory.contacts import Channel, ChannelKind, Contact
from bot.core.directory.organisations import Organisation, Service
from bot.core.directory.port import Directory
from bot.core.languages import nearest
from bot.core.reply.reply import Block, BlockType


def contacts_of(organisation: Organisation) -> tuple[Contact, ...]:
    """The organisation's contacts, with its website among them where no contact has one."""
    if not organisation.website or any(kind_in(contact, ChannelKind.WEBSITE) for contact in organisation.contacts):
        return organisation.contacts
    website = Channel(ChannelKind.WEBSITE, organisation.website, organisation.source_id, organisation.source_date)
    return (*organisation.contacts, Contact(organisation.id, organisation.name, channels=(website,)))


def kind_in(contact: Contact, kind: ChannelKind) -> bool:
    """Whether the contact has a channel of this kind."""
    return any(channel.kind is kind for channel in contact.channels)


def sources_of(organisation: Organisation, services: Iterable[Service] = ()) -> tuple[str, ...]:
    """Ids of the sources behind what is shown of the organisation."""
    ids = [organisation.source_id]
    ids += [channel.source_id for contact in organisation.contacts for channel in contact.channels]
    ids += [service.source_id for service in services]
    return tuple(dict.fromkeys(source for source in ids if source))


def description(
    organisation: Organisation, services: Iterable[Service], directory: Directory, language: Language
) -> Block:
    """What the organisation is and which functions of these services it has, in this language or the nearest there is."""
    spoken = nearest(language, organisation.summaries)
    terms = directory.terms("functions")
    functions = dict.fromkeys(terms[service.function].name(spoken) for service in services if service.function in terms)
    summary = organisation.summaries.get(spoken, "")
    offers = f" {', '.join(functions)}." if functions else ""
    text = f"{organisation.name}. {summary}{offers}".strip()
    markup = f"<p><strong>{html.escape(organisation.name)}</strong>. {html.escape(summary + offers)}</p>"
    return Block(BlockType.TEXT, text, spoken, markup)


def card(contacts: Iterable[Contact], language: Language) -> list[Block]:
    """The contacts as a block, or nothing when there are none."""
    shown = tuple(contact for contact in contacts if contact.channels)
    return [Block(BlockType.CONTACTS, "", language, contacts=shown)] if shown else []
