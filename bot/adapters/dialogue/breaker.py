"""The dialogue with a breaker: while it hangs nobody waits for it, and its first real answer puts it back in use."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import deque

import httpx

from bot.contract import DEFAULT_LANGUAGE
from bot.core.conversation.port import Dialogue, Message
from bot.core.errors import DialogueUnavailableError
from bot.core.reply.reply import Reply

_LOG = logging.getLogger(__name__)

FAILURES = 2
"""So many messages in a row that got no answer at all: one may have been a stroke of bad luck."""
_EVERY_SECONDS = 1.0
_MOST_TO_FORGET = 10_000
PROBE = "Wat kan ik hier vragen?"


class Breaker:
    """Implements the Dialogue port around another one. Safe to use from several threads.

    After FAILURES in a row messages fail at once, and a thread asks a question of its own until one is answered. What
    should have been forgotten meanwhile is forgotten then.

    Args:
        dialogue: asked while it answers.
        every: seconds between two questions of our own.
    """

    def __init__(self, dialogue: Dialogue, *, every: float = _EVERY_SECONDS) -> None:
        self._dialogue = dialogue
        self._every = every
        self._lock = threading.Lock()
        self._failures = 0
        self._broken = False
        self._to_forget: deque[str] = deque(maxlen=_MOST_TO_FORGET)

    @property
    def is_broken(self) -> bool:
        """Whether messages fail at once now."""
        return self._broken

    def respond(self, message: Message) -> Reply:
        """As in `Dialogue`."""
        if self._broken:
            raise DialogueUnavailableError
        try:
            reply = self._dialogue.respond(message)
        except DialogueUnavailableError as error:
            # An answer that cannot be read is that message's own; no answer at all is everybody's.
            if isinstance(error.__cause__, httpx.TransportError):
                self._failed()
            raise
        self._failures = 0
        return reply

    def forget(self, conversation_id: str) -> None:
        """As in `Dialogue`; while it hangs, remembered for later."""
        if self._broken:
            self._to_forget.append(conversation_id)
        else:
            self._dialogue.forget(conversation_id)

    def ready(self) -> bool:
        """As in `Dialogue`."""
        return not self._broken and self._dialogue.ready()

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._broken or self._failures < FAILURES:
                return
            self._broken = True
        _LOG.warning("the dialogue hangs; answers come from searching until it is back")
        threading.Thread(target=self._until_it_answers, name="dialogue-probe", daemon=True).start()

    def _until_it_answers(self) -> None:
        while not self._answers():
            time.sleep(self._every)
        self._failures = 0
        self._broken = False
        _LOG.warning("the dialogue answers again")
        while self._to_forget and not self._broken:
            self._dialogue.forget(self._to_forget.popleft())

    def _answers(self) -> bool:
        """Whether a real turn is answered; nothing of it stays."""
        probe = Message(f"probe-{secrets.token_hex(8)}", DEFAULT_LANGUAGE, text=PROBE)
        try:
            self._dialogue.respond(probe)
        except DialogueUnavailableError:
            return False
        self._dialogue.forget(probe.conversation_id)
        return True
