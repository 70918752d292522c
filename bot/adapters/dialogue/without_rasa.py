"""The dialogue without Rasa: choices and the need finder by the same rules, everything else by searching the topics."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.adapters.dialogue.remembered import from_reply
from bot.adapters.dialogue.reply_json import UnreadableReplyError, from_json, to_json
from bot.contract import PROVIDER_SEARCH, Intent, Language
from bot.core.conversation.conversation import Conversation, OpensFinder, Replied
from bot.core.conversation.need_finder import missing
from bot.core.conversation.port import Message
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Understanding
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.joining import joined
from bot.core.reply.reply import Reply
from bot.core.store.changing import change
from bot.core.store.port import Store, Stores

_MOST = 20_000
_TEXTS = ("need", "law", "municipality", "organisation", "function", "topic", "asking")
_FINDER = ChoiceValue(ChoiceKind.TOPIC, PROVIDER_SEARCH)


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search through the topics made of a message."""

    reply: Reply
    finder: bool = False
    """Whether the message asks for the need finder."""


class StateCodec:
    """Conversation states as JSON, without the choices that the client's page makes for itself."""

    def encode(self, value: ConversationState) -> bytes:
        """As in `Codec`."""
        plain = {name: getattr(value, name) for name in _TEXTS}
        reply = to_json(value.last_reply) if value.last_reply else None
        lists = [value.offered, value.doubts, value.questions, value.discussed]
        return json.dumps([value.language, lists, value.page, plain, reply], ensure_ascii=False).encode()

    def decode(self, data: bytes) -> ConversationState:
        """As in `Codec`."""
        try:
            language, (offered, doubts, questions, discussed), page, plain, reply = json.loads(data)
            return ConversationState(
                language=Language(language),
                offered=tuple(offered),
                doubts=tuple(doubts),
                questions=tuple((topic, facet) for topic, facet in questions),
                discussed=tuple(discussed),
                page=Language(page) if page else None,
                last_reply=from_json(reply) if reply else None,
                **{name: plain[name] for name in _TEXTS},
            )
        except (TypeError, KeyError, UnreadableReplyError) as error:
            raise ValueError(str(error)) from error


class WithoutRasa:
    """Answers while Rasa is away, going on from the reply that the person saw last. Safe to use from threads.

    Args:
        rules: the rules of the dialogue.
        stores: where what is remembered between two such answers is kept.
        minutes: for so long.
    """

    def __init__(self, rules: Conversation, stores: Stores, *, minutes: float) -> None:
        self._rules = rules
        self._store: Store[ConversationState] = stores.store("without-rasa", StateCodec(), most=_MOST)
        self._seconds = minutes * 60

    def respond(self, message: Message, last: Reply | None, search: Callable[[Message], Searched]) -> Reply:
        """The reply; `last` is what the person saw last, and `search` answers what is no choice and not for the need finder."""
        state = self._state(message, last)
        replied = self._reply(message, state, search)
        change(self._store, message.conversation_id, lambda _: (replied.state, None), seconds=self._seconds)
        return replied.reply

    def forget(self, conversation_id: str) -> None:
        """Drop everything known of this conversation."""
        self._store.delete(conversation_id)

    def _state(self, message: Message, last: Reply | None) -> ConversationState:
        kept = self._store.get(message.conversation_id)
        # What was kept counts as long as nothing else was said since: then Rasa has answered.
        if kept and last and last.degraded and (kept.value.topic, kept.value.entities) == (last.topic, last.entities):
            return replace(kept.value, language=message.language)
        return from_reply(ConversationState(language=message.language), last)

    def _reply(self, message: Message, state: ConversationState, search: Callable[[Message], Searched]) -> Replied:
        if message.choice:
            chosen = Understanding(Intent.CHOICE, choice=ChoiceValue.parse(message.choice))
            return self._by_rules(chosen, state)
        understanding = Understanding(Intent.OUT_OF_SCOPE, text=message.text)
        if state.asking and (taken := self._rules.take(understanding, state)) is not None:
            return self._go_on(taken, understanding)
        found = search(message)
        if found.finder:
            return self._by_rules(Understanding(Intent.CHOICE, choice=_FINDER), state)
        said = replace(found.reply, entities=state.entities)
        if not state.asking or said.private:
            return Replied(said, replace(state, last_reply=said, topic=said.topic, asking=None))
        again = self._rules.ask(state.asking, replace(state, last_reply=said), understanding, after_reply=True)
        both = joined([said, again.reply])
        return Replied(both, replace(again.state, last_reply=both, topic=both.topic))

    def _by_rules(self, understanding: Understanding, state: ConversationState) -> Replied:
        if state.asking and (taken := self._rules.take(understanding, state)) is not None:
            return self._go_on(taken, understanding)
        reaction = self._rules.respond(understanding, state)
        return self._go_on(reaction.state, understanding) if isinstance(reaction, OpensFinder) else reaction

    def _go_on(self, state: ConversationState, understanding: Understanding) -> Replied:
        """The finder's next question, or its result."""
        slot = missing(state)
        return self._rules.find(state, understanding) if slot is None else self._rules.ask(slot, state, understanding)
