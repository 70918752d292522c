"""How a message is made: one description (`static/message.json`) for the templates here and for the widget's script."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from markupsafe import Markup

from bot.contract import Language
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.reply import Reply, ReplyKind
from web.site import site

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


def register(app: Flask) -> None:
    """Give the templates what they make messages with."""
    app.jinja_env.globals.update(
        answer_name=answer_name,
        begin=begin,
        choice_options=choice_options,
        finish=finish,
        message_parts=parts,
        related_options=related_options,
    )
