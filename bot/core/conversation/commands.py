"""What the assistant does on request: repeat, say it simpler, read aloud, another language, start again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.contract import COMMAND_GROUP, Language
from bot.core.answering.answers import Answers
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Understanding
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Choice, Reply, ReplyKind

REPEAT, SIMPLER, ALOUD, LANGUAGE, RESTART, THANKS = (
    f"{COMMAND_GROUP}{name}" for name in ("herhalen", "eenvoudiger", "voorlezen", "taal", "opnieuw", "bedankt")
)

_LIKELY_LANGUAGE, _LANGUAGE_WORDS = 0.2, 12
"""From this confidence on, and in no more words, a message that names a language asks for it."""
_SENTENCE_END = re.compile(r"(?<=[.!?؟።])\s")


class Commands:
    """Carries out a `gesprek/…` topic. `language_names` gives languages by every name that people may write, in lower case."""

    def __init__(self, answers: Answers, phrases: Phrases, language_names: Mapping[str, Language]) -> None:
        self._answers = answers
        self._phrases = phrases
        self._names = language_names
        longest_first = sorted(language_names, key=len, reverse=True)
        # Arabic writes 'in', 'to' and 'and' onto the word; other languages put endings after it.
        self._name = re.compile(rf"(?<!\w)[بلو]?({'|'.join(map(re.escape, longest_first))})", re.IGNORECASE)

    def run(
        self, topic: str, understanding: Understanding, state: ConversationState
    ) -> tuple[Reply, ConversationState]:
        """The reply to a command and the state after it; raises UnknownTopicError when content has no such topic."""
        if topic == LANGUAGE:
            named = self._named_language(understanding.text)
            # Who calls the language that is spoken by a foreign name ('nie rozumiem po holendersku') wants another.
            if named is None or (named is state.language and not self._by_its_own_name(understanding.text, named)):
                return self._which_language(state.language), state
            return self.switch(named, state)
        if topic == RESTART and understanding.choice is None:
            return self._sure(state.language), replace(state, asking=None)
        if topic == RESTART:
            return self._answers.answer(topic, state.language), ConversationState(
                language=state.language, page=state.page
            )
        if state.last_reply is not None and topic in {REPEAT, SIMPLER, ALOUD}:
            again = self._again(topic, state.last_reply, state.language)
            return again, replace(state, last_reply=_said_short(state.last_reply, again)) if topic == SIMPLER else state
        return self._answers.answer(topic, state.language), state

    def asks_language(self, understanding: Understanding, now: Language) -> bool:
        """Whether another language is asked for by name, in a message that may well be about that."""
        return self._may_be_about_language(understanding) and self._named_language(understanding.text) not in {
            None,
            now,
        }

    def leaves(self, understanding: Understanding, before: Language, now: Language) -> bool:
        """Whether the message, in another language than was spoken, names that one: 'I don't speak Dutch' asks for no Dutch."""
        named = self._named_language(understanding.text)
        return now is not before and named is before and self._may_be_about_language(understanding)

    def _may_be_about_language(self, understanding: Understanding) -> bool:
        likely = any(
            item.topic == LANGUAGE and item.confidence >= _LIKELY_LANGUAGE for item in understanding.candidates[:2]
        )
        return understanding.choice is None and likely and understanding.words <= _LANGUAGE_WORDS

    def switch(self, language: Language, state: ConversationState) -> tuple[Reply, ConversationState]:
        """Go on in this language, with the last answer again in it."""
        text = self._phrases.translate("We go on in {language}.", language, language=language.own_name)
        blocks: tuple[Block, ...] = (Block(BlockType.TEXT, text, language),)
        choices: tuple[Choice, ...] = ()
        if (
            state.topic
            and state.last_reply
            and state.last_reply.kind is ReplyKind.ANSWER
            and self._answers.knows(state.topic)
        ):
            again = self._answers.led(state.topic, language, facet_id=state.last_reply.facet)
            blocks, choices = (*blocks, *again.blocks), again.choices
        reply = Reply(ReplyKind.DIALOGUE, language, blocks, topic=LANGUAGE, choices=choices)
        return reply, replace(state, language=language)

    def _again(self, topic: str, last: Reply, language: Language) -> Reply:
        if topic == SIMPLER:
            short = _shorter(last)
            if not short:
                return self._answers.answer(topic, language)
            # The short form is a topic's own, so it is in the language that the answer was in.
            written_in = next(
                (block.language for block in last.blocks if block.type is not BlockType.NOTICE), last.language
            )
            return replace(
                last,
                kind=ReplyKind.DIALOGUE,
                topic=topic,
                blocks=(Block(BlockType.TEXT, short, written_in),),
                confidence=1.0,
                spoken=(),
                whole=(),
            )
        again = replace(last, kind=ReplyKind.DIALOGUE, topic=topic, confidence=1.0)
        # Who asks for it to be read aloud hears all of it, not the beginning and a question.
        return replace(again, spoken=last.whole, whole=()) if topic == ALOUD and last.whole else again

    def _sure(self, language: Language) -> Reply:
        """Whether all is to be forgotten: words can be taken for that which meant something else."""
        text = self._phrases.translate("Shall I delete the conversation? You cannot get it back.", language)
        yes = self._phrases.translate("Yes, delete the conversation", language)
        command = ChoiceValue(ChoiceKind.COMMAND, RESTART.removeprefix(COMMAND_GROUP))
        return Reply(
            ReplyKind.DIALOGUE,
            language,
            (Block(BlockType.TEXT, text, language),),
            choices=(Choice(yes, str(command)),),
        )

    def _which_language(self, language: Language) -> Reply:
        text = self._phrases.translate("Which language would you like?", language)
        return Reply(
            ReplyKind.DIALOGUE,
            language,
            (Block(BlockType.TEXT, text, language),),
            topic=LANGUAGE,
            choices=tuple(Choice(item.own_name, str(ChoiceValue(ChoiceKind.LANGUAGE, item))) for item in Language),
        )

    @staticmethod
    def _by_its_own_name(text: str, language: Language) -> bool:
        return language.own_name.casefold() in text.casefold()

    def _named_language(self, text: str) -> Language | None:
        found = self._name.search(text)
        return self._names[found[1].casefold()] if found else None


def _said_short(last: Reply, short: Reply) -> Reply:
    """The last answer as it was said in short: who wants it shorter still does not get that again; all of it stays behind."""
    if short.topic != SIMPLER or short.kind is not ReplyKind.DIALOGUE or len(short.blocks) != 1:
        return last
    behind = any(block.behind for block in last.blocks)
    whole = [block if behind else replace(block, behind=True) for block in last.blocks if block.behind or not behind]
    return replace(last, blocks=(*short.blocks, *whole), short="", spoken=(), whole=())


def _shorter(reply: Reply) -> str:
    """The topic's short form, or what says even less where that was shown already; a directory's reply in a few words."""
    shown = next((block.text for block in reply.blocks if block.type is BlockType.TEXT and not block.behind), "")
    if reply.short and reply.short != shown and len(reply.short) < len(shown):
        return reply.short
    if any(block.behind for block in reply.blocks):
        first = _SENTENCE_END.split(shown, maxsplit=1)[0]
        return first if reply.short or first != shown else ""
    return reply.short or _in_brief(reply)


def _in_brief(reply: Reply) -> str:
    """A reply from the directory in a few words: its first sentence, and the first way to reach each organisation."""
    first = next((block.text for block in reply.blocks if block.type is BlockType.TEXT), "")
    ways = [
        f"{contact.owner_name}: {contact.channels[0].value}"
        for block in reply.blocks
        for contact in block.contacts
        if contact.channels
    ]
    return "\n".join([first, *ways]).strip()
