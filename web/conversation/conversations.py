"""Conversations: what was said in each, kept behind the store port for as long as somebody goes on with it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.adapters.dialogue.reply_json import UnreadableReplyError, from_json, to_json
from bot.contract import Language
from bot.core.conversation.commands import RESTART
from bot.core.errors import KennispuntError
from bot.core.reply.reply import Reply
from bot.core.store.changing import change
from bot.core.store.port import Store, Stores

_ID_BYTES = 18  # 144 random bits: cannot be guessed
_MOST_CONVERSATIONS = 20_000
_MOST_TURNS = 200


class ConversationGoneError(KennispuntError):
    """The conversation was wiped, or its time was up, while a message in it was being answered."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: what the person said or chose (already cleaned) and the reply. `number` counts from 1."""

    number: int
    said: str
    said_in: Language
    reply: Reply

    @property
    def id(self) -> str:
        """Names the reply within its conversation, also as an anchor on the page."""
        return f"antwoord-{self.number}"

    @property
    def begins_anew(self) -> bool:
        """Whether this reply tells the person that what was said before it has been wiped."""
        return self.reply.topic == RESTART


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it was at one moment. `language` is the one it was last held in; the oldest turn comes first."""

    id: str
    language: Language
    turns: tuple[Turn, ...] = ()
    turns_so_far: int = 0

    @property
    def last(self) -> Turn | None:
        """The newest turn."""
        return self.turns[-1] if self.turns else None

    def with_turn(self, said: str, said_in: Language, reply: Reply) -> tuple[Conversation, Turn]:
        """The conversation after an exchange; of a very long one the oldest go, and all go when it begins anew."""
        turn = Turn(self.turns_so_far + 1, said, said_in, reply)
        before = () if turn.begins_anew else self.turns[-(_MOST_TURNS - 1) :]
        return Conversation(self.id, said_in, (*before, turn), turn.number), turn


class ConversationCodec:
    """Conversations as JSON, so that they can leave this process."""

    def encode(self, value: Conversation) -> bytes:
        """As in `Codec`."""
        turns = [[turn.number, turn.said, turn.said_in, to_json(turn.reply)] for turn in value.turns]
        return json.dumps([value.id, value.language, value.turns_so_far, turns], ensure_ascii=False).encode()

    def decode(self, data: bytes) -> Conversation:
        """As in `Codec`."""
        try:
            name, language, so_far, turns = json.loads(data)
            return Conversation(
                name,
                Language(language),
                tuple(
                    Turn(number, said, Language(said_in), from_json(reply)) for number, said, said_in, reply in turns
                ),
                so_far,
            )
        except (TypeError, UnreadableReplyError) as error:
            raise ValueError(str(error)) from error


class Conversations:
    """The conversations of the last `minutes`. Safe to use from threads.

    One that expires is gone without a word to anybody: the dialogue lets go of it by itself, after the same time.

    Args:
        stores: where they are kept.
        minutes: so long after its last use a conversation is gone.
        forget: makes the dialogue forget one that is wiped; may take a network call.
    """

    def __init__(self, stores: Stores, *, minutes: float, forget: Callable[[str], None]) -> None:
        self._store: Store[Conversation] = stores.store("conversations", ConversationCodec(), most=_MOST_CONVERSATIONS)
        self._seconds = minutes * 60
        self._forget = forget

    def start(self, language: Language) -> Conversation:
        """A new conversation under an id that cannot be guessed."""
        conversation = Conversation(secrets.token_urlsafe(_ID_BYTES), language)
        self._store.put(conversation.id, conversation, seconds=self._seconds)
        return conversation

    def get(self, conversation_id: str) -> Conversation | None:
        """The conversation, which counts as used now; None when unknown, expired or wiped."""
        kept = self._store.get(conversation_id, seconds=self._seconds)
        return kept.value if kept else None

    def add(self, conversation: Conversation, said: str, said_in: Language, reply: Reply) -> Turn:
        """Keep an exchange; raises ConversationGoneError when there is no such conversation any more."""

        def step(now: Conversation | None) -> tuple[Conversation | None, Turn | None]:
            return now.with_turn(said, said_in, reply) if now else (None, None)

        turn = change(self._store, conversation.id, step, seconds=self._seconds)
        # The dialogue answered after it was told to forget, or could not be asked to begin anew: it is told again.
        if turn is None or (turn.begins_anew and reply.degraded):
            self._forget(conversation.id)
        if turn is None:
            raise ConversationGoneError
        return turn

    def wipe(self, conversation_id: str) -> bool:
        """Forget a conversation at once; False when there was none."""
        known = self._store.delete(conversation_id)
        if known:
            self._forget(conversation_id)
        return known
