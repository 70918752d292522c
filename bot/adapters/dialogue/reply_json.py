"""Replies as JSON: what the API gives, and what travels between the action server and the web application.

The shape is that of the API (camelCase, ISO 8601 dates); `id` and the address of the speech are the web layer's to add.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.contract import Language
from bot.core.directory.contacts import Channel, ChannelKind, Confirmation, Contact
from bot.core.errors import KennispuntError
from bot.core.partial_date import PartialDate
from bot.core.reply.reply import (
    Block,
    BlockType,
    Choice,
    Entities,
    RelatedTopic,
    Reply,
    ReplyKind,
    SourceLine,
    SpokenPart,
)

Json = dict[str, Any]


class UnreadableReplyError(KennispuntError):
    """The JSON is not that of a reply."""


def to_json(reply: Reply) -> Json:
    """The reply as plain JSON values."""
    return {
        "kind": reply.kind.value,
        "topic": reply.topic,
        "subject": reply.subject,
        "facet": reply.facet,
        "language": reply.language.value,
        "confidence": reply.confidence,
        "blocks": [_block_to_json(block) for block in reply.blocks],
        "choices": [{"label": item.label, "value": item.value, "topic": item.topic} for item in reply.choices],
        "sources": [{"title": item.title, "url": item.url, "date": _text(item.date)} for item in reply.sources],
        "reviewedOn": _text(reply.reviewed_on),
        "validUntil": reply.valid_until.isoformat() if reply.valid_until else None,
        "status": str(reply.status) if reply.status is not None else None,
        "related": [{"topic": item.topic, "title": item.title} for item in reply.related],
        "entities": {name: getattr(reply.entities, name) for name in Entities.__dataclass_fields__},
        "unknown": reply.unknown,
        "short": reply.short,
        "removedPersonalData": list(reply.removed_personal_data),
        "speech": {
            "text": " ".join(part.text for part in reply.spoken),
            "parts": _parts_to_json(reply.spoken),
            "whole": _parts_to_json(reply.whole),
        },
        "private": reply.private,
        "degraded": reply.degraded,
    }


def from_json(data: Mapping[str, Any]) -> Reply:
    """The reply that `to_json` wrote; raises UnreadableReplyError for anything else."""
    try:
        return Reply(
            kind=ReplyKind(data["kind"]),
            topic=data["topic"],
            subject=data["subject"],
            facet=data["facet"],
            language=Language(data["language"]),
            confidence=float(data["confidence"]),
            blocks=tuple(_block_from_json(item) for item in data["blocks"]),
            choices=tuple(Choice(item["label"], item["value"], item["topic"]) for item in data["choices"]),
            sources=tuple(SourceLine(item["title"], item["url"], _partial(item["date"])) for item in data["sources"]),
            reviewed_on=_partial(data["reviewedOn"]),
            valid_until=date.fromisoformat(data["validUntil"]) if data["validUntil"] else None,
            status=data["status"],
            related=tuple(RelatedTopic(item["topic"], item["title"]) for item in data["related"]),
            entities=Entities(**data["entities"]),
            unknown=data["unknown"],
            short=data["short"],
            removed_personal_data=tuple(data["removedPersonalData"]),
            spoken=_parts_from_json(data["speech"]["parts"]),
            whole=_parts_from_json(data["speech"]["whole"]),
            private=data["private"],
            degraded=data["degraded"],
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableReplyError(str(error)) from error


def _parts_to_json(parts: Iterable[SpokenPart]) -> list[Json]:
    return [{"text": part.text, "language": part.language.value} for part in parts]


def _parts_from_json(data: Iterable[Mapping[str, str]]) -> tuple[SpokenPart, ...]:
    return tuple(SpokenPart(item["text"], Language(item["language"])) for item in data)


def contact_to_json(contact: Contact) -> Json:
    """A contact with its channels, each with the address that a link points at."""
    return {
        "ownerId": contact.owner_id,
        "ownerName": contact.owner_name,
        "label": contact.label,
        "confirmed": contact.confirmed,
        "channels": [_channel_to_json(channel) for channel in contact.channels],
    }


def _contact_from_json(data: Mapping[str, Any]) -> Contact:
    channels = tuple(_channel_from_json(item) for item in data["channels"])
    return Contact(data["ownerId"], data["ownerName"], data["label"], channels)


def _channel_to_json(channel: Channel) -> Json:
    confirmed_on, disputed_on = channel.confirmation.confirmed_on, channel.confirmation.disputed_on
    return {
        "kind": channel.kind.value,
        "value": channel.value,
        "href": channel.href,
        "sourceId": channel.source_id,
        "sourceDate": _text(channel.source_date),
        "confirmedOn": confirmed_on.isoformat() if confirmed_on else None,
        "confirmedBy": channel.confirmation.confirmed_by,
        "disputedOn": disputed_on.isoformat() if disputed_on else None,
        "state": channel.state(datetime.now(UTC).date()).value,
    }


def _channel_from_json(data: Mapping[str, Any]) -> Channel:
    confirmed_on = date.fromisoformat(data["confirmedOn"]) if data["confirmedOn"] else None
    disputed_on = date.fromisoformat(data["disputedOn"]) if data["disputedOn"] else None
    return Channel(
        ChannelKind(data["kind"]),
        data["value"],
        data["sourceId"],
        _partial(data["sourceDate"]),
        Confirmation(confirmed_on, data["confirmedBy"], disputed_on),
    )


def _block_to_json(block: Block) -> Json:
    return {
        "type": block.type.value,
        "text": block.text,
        "html": block.html,
        "lang": block.language.value,
        "dir": block.language.direction,
        "contacts": [contact_to_json(contact) for contact in block.contacts],
        "behind": block.behind,
    }


def _block_from_json(data: Mapping[str, Any]) -> Block:
    contacts = tuple(_contact_from_json(item) for item in data["contacts"])
    return Block(BlockType(data["type"]), data["text"], Language(data["lang"]), data["html"], contacts, data["behind"])


def _text(value: PartialDate | None) -> str | None:
    return None if value is None else str(value)


def _partial(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
