"""How a message is made: one description (`static/message.json`) for the templates here and for the widget's script."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from markupsafe import Markup

from bot.contract import Language
from bot.core.directory.contacts import Contact
from bot.core.directory.port import Directory
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.reply import Reply, ReplyKind
from web.http.i18n import current_language
from web.site import site

CHECKLISTS = {"verwijzen": "wmo-zg/verwijzen"}
"""The topics whose steps can be printed to tick off, by the name in the address."""
DESCRIPTION = Path(__file__).resolve().parents[1] / "static" / "message.json"
_NAMED = frozenset({ReplyKind.ANSWER, ReplyKind.LOOKUP})
"""A question back or a list of choices is about a topic at most; it has no name of its own."""


@cache
def description() -> dict[str, dict[str, Any]]:
    """Every part of a message by its name: element, attributes, and for a message its parts in order."""
    found: dict[str, dict[str, Any]] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return found


def parts(name: str) -> list[str]:
    """The parts of a message in their order."""
    return list(description()[name]["parts"])


def begin(name: str, **attributes: str) -> Markup:
    """The start tag of a part; an attribute without a value is left out."""
    own = {key: value for key, value in description()[name].items() if key not in {"tag", "parts"}}
    written = [
        Markup(' {}="{}"').format(key.replace("_", "-"), value) for key, value in (own | attributes).items() if value
    ]
    return Markup("<{}{}>").format(description()[name]["tag"], Markup().join(written))


def finish(name: str) -> Markup:
    """The end tag of a part."""
    return Markup("</{}>").format(description()[name]["tag"])


def answer_name(reply: Reply) -> tuple[str, Language] | None:
    """What an answer is called among other answers, and in which language; None for what is no answer to a topic."""
    library = site().services.library
    if reply.topic is None or reply.topic not in library.topics() or reply.kind not in _NAMED:
        return None
    text = library.topic(reply.topic).text(reply.language)
    return text.title, text.language


def choice_options(reply: Reply) -> list[tuple[str, str]]:
    """What can be chosen: the value that is sent back, and the words."""
    return [(item.value, item.label) for item in reply.choices]


def related_options(reply: Reply) -> list[tuple[str, str]]:
    """The topics to read on with, each as a choice within the conversation."""
    return [(str(ChoiceValue(ChoiceKind.TOPIC, item.topic)), item.title) for item in reply.related]


def past_choices(reply: Reply) -> list[tuple[str, str]]:
    """What could be chosen: no page, and the words."""
    return [("", item.label) for item in reply.choices]


def past_related(reply: Reply) -> list[tuple[str, str]]:
    """The topics to read on with, each with its page."""
    return [(f"/onderwerpen/{item.topic}?taal={reply.language}", item.title) for item in reply.related]


def reply_links(reply: Reply) -> dict[str, str] | None:
    """Where an answer or contact stands by itself: its `page`, its `checklist`, what a report is `about`, and its `topic`.

    None for what is no answer: a question back, choices.
    """
    if reply.kind not in _NAMED or reply.private:
        return None
    library, directory = site().services.library, site().services.directory
    topic = reply.topic if reply.topic in library.topics() else ""
    checklist = next((name for name, steps_of in CHECKLISTS.items() if steps_of == topic), "")
    contact = next((contact for block in reply.blocks for contact in block.contacts), None)
    path = f"onderwerpen/{topic}" if topic else contact_path(contact, directory) if contact else ""
    language = str(reply.language)
    return {
        "page": f"/{path}?taal={language}" if path else "",
        "checklist": url_for("checklists.show", name=checklist, taal=language) if checklist else "",
        "about": path,
        "topic": topic or "",
    }


def contact_path(contact: Contact, directory: Directory) -> str:
    """The path of the page of whom a contact belongs to; empty when there is none."""
    if directory.organisation(contact.owner_id):
        return f"gids/aanbieders/{contact.owner_id}"
    return f"gids/gemeenten/{contact.owner_id}" if directory.municipality(contact.owner_id) else ""


def contact_link(contact: Contact) -> str:
    """As `contact_path`, as a link; empty on that page itself."""
    path = contact_path(contact, site().services.directory)
    return f"/{path}?taal={current_language()}" if path and request.path != f"/{path}" else ""


def register(app: Flask) -> None:
    """Give the templates what they make messages with."""
    app.jinja_env.globals.update(
        answer_name=answer_name,
        begin=begin,
        choice_options=choice_options,
        contact_link=contact_link,
        finish=finish,
        message_parts=parts,
        past_choices=past_choices,
        past_related=past_related,
        related_options=related_options,
        reply_links=reply_links,
    )
