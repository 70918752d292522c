"""Conversations in memory: nothing of them is written to disk, and they are forgotten after a time without use."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.contract import Language
from bot.core.reply.reply import Reply

_ID_BYTES = 18  # 144 random bits: cannot be guessed
_MOST_CONVERSATIONS = 20_000
_MOST_TURNS = 200


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


@dataclass(slots=True)
class Conversation:
    """A conversation and its turns, oldest first."""

    id: str
    language: Language
    used_at: float
    turns: list[Turn] = field(default_factory=list)
    turns_so_far: int = 0

    @property
    def last(self) -> Turn | None:
        """The newest turn."""
        return self.turns[-1] if self.turns else None


class Conversations:
    """The conversations of the last `minutes`. `forgotten` is told of each that expires. Safe to use from threads."""

    def __init__(
        self, *, minutes: float, forgotten: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = minutes * 60
        self._forgotten = forgotten
        self._clock = clock
        self._lock = threading.Lock()
        self._by_id: OrderedDict[str, Conversation] = OrderedDict()

    def start(self, language: Language) -> Conversation:
        """A new conversation under an id that cannot be guessed."""
        conversation = Conversation(secrets.token_urlsafe(_ID_BYTES), language, self._clock())
        with self._lock:
            self._by_id[conversation.id] = conversation
            expired = self._drop_expired()
        self._tell(expired)
        return conversation

    def get(self, conversation_id: str) -> Conversation | None:
        """The conversation, which counts as used now; None when unknown, expired or wiped."""
        with self._lock:
            expired = self._drop_expired()
            conversation = self._by_id.get(conversation_id)
            if conversation is not None:
                conversation.used_at = self._clock()
                self._by_id.move_to_end(conversation_id)
        self._tell(expired)
        return conversation

    def add(self, conversation: Conversation, said: str, said_in: Language, reply: Reply) -> Turn:
        """Keep an exchange; of a very long conversation the oldest exchanges go."""
        with self._lock:
            conversation.turns_so_far += 1
            turn = Turn(conversation.turns_so_far, said, said_in, reply)
            conversation.turns.append(turn)
            del conversation.turns[:-_MOST_TURNS]
        return turn

    def wipe(self, conversation_id: str) -> bool:
        """Forget a conversation at once; False when there was none."""
        with self._lock:
            known = self._by_id.pop(conversation_id, None) is not None
        if known:
            self._forgotten(conversation_id)
        return known

    def __len__(self) -> int:
        with self._lock:
            return len(self._by_id)

    def _drop_expired(self) -> list[str]:
        """The ids that went; they stand in order of last use."""
        limit = self._clock() - self._seconds
        expired = []
        while self._by_id:
            oldest = next(iter(self._by_id.values()))
            if oldest.used_at > limit and len(self._by_id) <= _MOST_CONVERSATIONS:
                break
            expired.append(self._by_id.popitem(last=False)[0])
        return expired

    def _tell(self, expired: list[str]) -> None:
        # Outside the lock: telling may take a network call.
        for conversation_id in expired:
            self._forgotten(conversation_id)
