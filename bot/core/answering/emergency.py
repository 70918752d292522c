"""Help for people in danger, as a reply: what helps stands first, and nothing is asked back."""

from __future__ import annotations

from dataclasses import replace

from bot.contract import Language
from bot.core.answering.answers import Answers
from bot.core.reply.joining import joined
from bot.core.reply.phrases import Phrases, phrase
from bot.core.reply.reply import Block, BlockType, Reply, ReplyKind
from bot.core.safety.detector import Danger

NOT_KEPT = phrase("We do not keep this message.")
"""Stands where the words of somebody in danger stood."""
_OTHER_QUESTION = phrase("About your other question:")
_ANSWERS = frozenset({ReplyKind.ANSWER, ReplyKind.LOOKUP})


class Emergency:
    """Makes the replies to messages of people in danger, and of people who worry about somebody."""

    def __init__(self, answers: Answers, phrases: Phrases) -> None:
        self._answers = answers
        self._phrases = phrases

    def help(self, danger: Danger, language: Language) -> Reply:
        """The help for the first kind of danger, and in a few words that for every other kind that was recognised."""
        first, *others = danger.kinds
        reply = self._answers.answer(first.value, language)
        shorts = [self._answers.answer(kind.value, language) for kind in others]
        more = tuple(Block(BlockType.TEXT, other.short, other.blocks[0].language) for other in shorts if other.short)
        return replace(reply, blocks=(*reply.blocks, *more), private=True)

    def with_answer(self, help_reply: Reply, answer: Reply) -> Reply:
        """The help, and below it the answer to what the message asks beside it; the help alone when that is no answer."""
        if answer.kind not in _ANSWERS or answer.topic is None:
            return help_reply
        language = answer.language
        heading = Block(BlockType.NOTICE, self._phrases.translate(_OTHER_QUESTION, language), language)
        below = replace(answer, blocks=(heading, *answer.blocks), spoken=())
        return replace(joined([replace(help_reply, spoken=()), below]), related=answer.related, private=True)
