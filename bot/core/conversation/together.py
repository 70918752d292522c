"""Several answers in one reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.contract import Language
from bot.core.answering.answers import Answers
from bot.core.reply.joining import joined
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Reply, ReplyKind


def together(replies: Sequence[Reply], answers: Answers, phrases: Phrases, language: Language) -> Reply:
    """Several answers as one: each below its title, the same thing once."""
    shown: list[Reply] = []
    for reply in replies:
        said = {block.text for other in shown for block in other.blocks}
        blocks = tuple(block for block in reply.blocks if block.text not in said)
        if not blocks:
            continue
        if reply.topic and reply.kind in {ReplyKind.ANSWER, ReplyKind.LOOKUP}:
            title = answers.title(reply.topic, language)
            text = phrases.translate("About '{title}':", language, title=title)
            if blocks[0].text != text:
                blocks = (Block(BlockType.TEXT, text, language), *blocks)
        shown.append(replace(reply, blocks=blocks, spoken=(), whole=()))
    return joined(shown)
