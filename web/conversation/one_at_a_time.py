"""Messages within one conversation are answered one after the other, in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from bot.core.errors import KennispuntError

_MOST_WAITING = 6


class TooManyWaitingError(KennispuntError):
    """So many messages of this conversation are waiting already, or one of them takes so long, that this one is refused."""


class OneAtATime:
    """A queue a key, without polling: whoever leaves wakes the one that came next.

    Args:
        seconds: longest wait for one's turn.
        most_waiting: how many may wait for one key, so that one person cannot hold all threads.
    """

    def __init__(self, seconds: float, *, most_waiting: int = _MOST_WAITING) -> None:
        self._seconds = seconds
        self._most = most_waiting
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[threading.Event]] = {}
        """Who waits, for each key that somebody has the turn of; mostly nobody does, and then this costs next to nothing."""

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """Wait for one's turn and have it for the length of the block; raises TooManyWaitingError."""
        self._come(key)
        try:
            yield
        finally:
            self._leave(key)

    def is_taken(self, key: str) -> bool:
        """Whether one would have to wait."""
        with self._lock:
            return key in self._waiting

    def _come(self, key: str) -> None:
        with self._lock:
            waiting = self._waiting.get(key)
            if waiting is None:
                self._waiting[key] = deque()
                return
            if len(waiting) >= self._most:
                raise TooManyWaitingError
            mine = threading.Event()
            waiting.append(mine)
        if mine.wait(self._seconds):
            return
        with self._lock:
            if mine in waiting:
                waiting.remove(mine)
                raise TooManyWaitingError
            # The turn came just as the wait was over: it is ours, and nobody else's.

    def _leave(self, key: str) -> None:
        with self._lock:
            waiting = self._waiting[key]
            if waiting:
                waiting.popleft().set()
            else:
                del self._waiting[key]
