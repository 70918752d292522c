"""Languages that no native reader has read yet: every page and every reply in them says so, and what to do."""

from __future__ import annotations

from dataclasses import replace

from bot.contract import Language
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Reply
from web.http.marking import mark as _

UNREAD = frozenset({Language.TIGRINYA})
"""Take a language out when a native reader has read its answers and its catalogues."""

NOTICE = _("Nobody has checked this translation yet. The Dutch text counts.")
"""The same sentence, in the same words, as the answers of the dialogue end with."""


def with_notice(reply: Reply, words: Phrases) -> Reply:
    """The reply, ending in the notice when its language is unread and it does not say so itself."""
    if reply.language not in UNREAD:
        return reply
    said = words.translate(NOTICE, reply.language)
    if any(block.type is BlockType.NOTICE and block.text == said for block in reply.blocks):
        return reply
    return replace(reply, blocks=(*reply.blocks, Block(BlockType.NOTICE, said, reply.language)), spoken=(), whole=())
