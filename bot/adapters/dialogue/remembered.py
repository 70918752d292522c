"""What a reply that a person saw says of the conversation: enough for a dialogue that has lost its memory to go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.contract import PROVIDER_SEARCH
from bot.core.conversation.need_finder import missing
from bot.core.conversation.state import ConversationState
from bot.core.reply.reply import Entities, Reply, ReplyKind

Json = dict[str, Any]


def to_metadata(reply: Reply) -> Json:
    """The part of a reply that is remembered, as plain JSON values; private replies leave nothing."""
    if reply.private:
        return {}
    entities = {name: getattr(reply.entities, name) for name in Entities.__dataclass_fields__}
    return {"topic": reply.subject or reply.topic, "kind": reply.kind.value, "entities": entities}


def from_metadata(state: ConversationState, data: object) -> ConversationState:
    """The state with what `to_metadata` wrote; unchanged for anything else."""
    if not isinstance(data, Mapping) or not isinstance(data.get("entities"), Mapping):
        return state
    said = {name: value for name, value in data["entities"].items() if isinstance(value, str)}
    topic = data.get("topic")
    known = replace(
        state,
        municipality=said.get("gemeente"),
        organisation=said.get("aanbieder"),
        need=said.get("behoefte"),
        law=said.get("wet"),
        function=said.get("functie"),
        topic=topic if isinstance(topic, str) else None,
    )
    asked = data.get("kind") == ReplyKind.QUESTION and topic == PROVIDER_SEARCH
    return replace(known, asking=missing(known) if asked else None)


def from_reply(state: ConversationState, reply: Reply | None) -> ConversationState:
    """The state with what this reply says; it is what was said last."""
    if reply is None or reply.private:
        return state
    return replace(from_metadata(state, to_metadata(reply)), last_reply=reply)
