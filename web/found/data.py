"""What a page is about for programs: schema.org in JSON-LD, and only what the page itself shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import url_for

from bot.contract import Language
from bot.core.directory.contacts import ChannelKind, Contact
from bot.core.directory.organisations import Organisation
from bot.core.directory.standing import State
from bot.core.reply.reply import Reply
from bot.core.topics.topic import Topic
from web.found.entries import Entry
from web.http.i18n import current_language
from web.rendering.replies import absolute, block_text
from web.site import site

NAME = "Kennispunt ZG"
_PUBLISHER = "vng"
_GOVERNMENT = frozenset({"vng", "uitvoerder"})
"""Kinds of organisation that belong to the government: of the municipalities together, or a public body."""
_ASKING = ("?", "؟", "፧")

type Node = dict[str, Any]


def linked_data(entry: Entry, heading: str) -> Node:
    """The graph of a page under this heading: the page, the site that it is part of, and who publishes that."""
    language = entry.shown_in(current_language())
    page: Node = {
        "@type": "WebPage",
        "@id": absolute(entry.path(language)),
        "url": absolute(entry.path(language)),
        "name": heading,
        "description": entry.describe(),
        "inLanguage": str(language),
        "isPartOf": {"@id": _id("website")},
    }
    if entry.checked_on:
        page["lastReviewed"] = entry.checked_on
    about = _ABOUT.get(entry.endpoint)
    return {
        "@context": "https://schema.org",
        "@graph": [page | (about(entry.values, language) if about else {}), _website(), *_publisher()],
    }


def _id(name: str) -> str:
    return f"{absolute('/')}#{name}"


def _website() -> Node:
    publisher = {"publisher": {"@id": _id(_PUBLISHER)}} if _publisher() else {}
    return {
        "@type": "WebSite",
        "@id": _id("website"),
        "url": absolute("/"),
        "name": NAME,
        "inLanguage": [str(language) for language in Language],
    } | publisher


def _publisher() -> list[Node]:
    found = site().services.directory.organisation(_PUBLISHER)
    return [organisation_node(found) | {"@id": _id(_PUBLISHER)}] if found else []


def organisation_node(found: Organisation) -> Node:
    """An organisation, with those of its channels that somebody has confirmed."""
    node: Node = {
        "@type": "GovernmentOrganization" if found.kind in _GOVERNMENT else "Organization",
        "name": found.name,
        "url": absolute(url_for("directory.organisation", organisation_id=found.id, taal=None).partition("?")[0]),
    }
    return node | _contact_points(found.contacts)


def _contact_points(contacts: tuple[Contact, ...]) -> Node:
    """What nobody has confirmed is left out: the page says so beside it, and a program that reads this does not."""
    today = datetime.now(UTC).date()
    keys = {ChannelKind.PHONE: "telephone", ChannelKind.EMAIL: "email", ChannelKind.WEBSITE: "url"}
    points: list[Node] = []
    for contact in contacts:
        said = {
            keys[channel.kind]: channel.href if channel.kind is ChannelKind.WEBSITE else channel.value
            for channel in contact.channels
            if channel.kind in keys and channel.state(today) is State.CONFIRMED
        }
        if said:
            points.append({"@type": "ContactPoint", "contactType": contact.label or contact.owner_name} | said)
    return {"contactPoint": points} if points else {}


def _topic(values: Mapping[str, str], language: Language) -> Node:
    topic = site().services.library.topic(values["topic_id"])
    reply = site().services.answers.answer(topic.id, language)
    cited = [
        {"@type": "CreativeWork", "name": source.title, "url": absolute(source.url)}
        if source.url
        else {"@type": "CreativeWork", "name": source.title}
        for source in reply.sources
    ]
    node: Node = {"creativeWorkStatus": str(topic.status), "citation": cited}
    if topic.text(language).title.rstrip().endswith(_ASKING):
        node |= {"@type": ["WebPage", "FAQPage"], "mainEntity": [_question(topic, language, reply)]}
    return node


def _question(topic: Topic, language: Language, reply: Reply) -> Node:
    said = "\n\n".join(filter(None, map(block_text, reply.blocks)))
    return {
        "@type": "Question",
        "name": topic.text(language).title,
        "acceptedAnswer": {"@type": "Answer", "text": said},
    }


def _organisation(values: Mapping[str, str], _: Language) -> Node:
    found = site().services.directory.organisation(values["organisation_id"])
    return {"mainEntity": organisation_node(found)} if found else {}


def _municipality(values: Mapping[str, str], _: Language) -> Node:
    found = site().services.directory.municipality(values["cbs_code"])
    if found is None:
        return {}
    node: Node = {"@type": "GovernmentOrganization", "name": found.name, "identifier": found.cbs_code}
    return {"mainEntity": node | _contact_points(found.contacts)}


_ABOUT = {
    "topics.show": _topic,
    "directory.organisation": _organisation,
    "directory.municipality": _municipality,
}
"""What a page of this kind says beside its name and description."""
