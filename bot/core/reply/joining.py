"""Several replies to one message as one: the answer first, the open question after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.reply.reply import Reply, ReplyKind, SpokenPart


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
            spoken=(*_unasked(first), *other.spoken),
            whole=_whole(first, other),
            sources=tuple(dict.fromkeys((*first.sources, *other.sources))),
            unknown=first.unknown or other.unknown,
        )
    return first


def _unasked(reply: Reply) -> tuple[SpokenPart, ...]:
    """What is said of a reply that another follows: without the question whether to go on, for the other comes first."""
    return reply.spoken[:-1] if reply.whole else reply.spoken


def _whole(*replies: Reply) -> tuple[SpokenPart, ...]:
    """All that can be said, where any of the replies has more than is said of it."""
    if not any(reply.whole for reply in replies):
        return ()
    return tuple(part for reply in replies for part in reply.whole or reply.spoken)
