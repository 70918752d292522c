"""Messages within one conversation are answered one after the other, in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from bot.core.errors import KennispuntError

_MOST_WAITING = 12


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
        self._queues: dict[str, deque[threading.Event]] = {}

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """Wait for one's turn and have it for the length of the block; raises TooManyWaitingError."""
        mine = threading.Event()
        with self._lock:
            queue = self._queues.setdefault(key, deque())
            if len(queue) > self._most:
                raise TooManyWaitingError
            queue.append(mine)
            if queue[0] is mine:
                mine.set()
        try:
            if not mine.wait(self._seconds):
                raise TooManyWaitingError
            yield
        finally:
            with self._lock:
                first = queue[0] is mine
                queue.remove(mine)
                if first and queue:
                    queue[0].set()
                if not queue:
                    self._queues.pop(key, None)
