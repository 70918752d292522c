"""Several replies to one message as one: the answer first, the open question after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.reply.reply import Reply, ReplyKind


def joined(replies: Sequence[Reply]) -> Reply:
    """One reply with all blocks; it is what the first one is, and asks what the last one asks.

    Raises ValueError when there are no replies.
    """
    if not replies:
        raise ValueError("no replies to join")
    first, *others = replies
    for other in others:
        first = replace(
            first,
            blocks=(*first.blocks, *other.blocks),
            topic=first.topic or other.topic,
            # Choices that were offered stay beside those of the question after them.
            choices=tuple(dict.fromkeys((*first.choices, *other.choices)))
            if first.kind is ReplyKind.CHOICES
            else other.choices or first.choices,
            entities=other.entities,
            spoken=(*first.spoken, *other.spoken),
            sources=tuple(dict.fromkeys((*first.sources, *other.sources))),
            unknown=first.unknown or other.unknown,
        )
    return first
