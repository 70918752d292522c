"""Questions to a database that may hang: who asks waits so long and no longer, whatever the database does."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLateError
from typing import cast

from sqlalchemy.exc import TimeoutError as DatabaseTimeoutError

_THREADS = 4
NO_ANSWER = "the database gives no answer"


class NoAnswerError(DatabaseTimeoutError):
    """The database did not answer in time, or did not the last time and has not come back since."""

    def __init__(self) -> None:
        super().__init__(NO_ANSWER)


class Patience:
    """Asks in threads of its own, which may hang; safe to use from threads.

    A connection has time limits too, but none that holds for a server that is stopped and whose system still answers.
    While a question that came too late is still open, further ones fail at once: nobody waits for what hangs.

    Args:
        seconds: longest wait for an answer.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._threads = 0
        self._open = 0
        self._late: set[Future[object]] = set()
        self._asked: queue.SimpleQueue[tuple[Callable[[], object], Future[object]]] = queue.SimpleQueue()

    @property
    def seconds(self) -> float:
        """Longest wait for an answer."""
        return self._seconds

    def ask[Answer](self, question: Callable[[], Answer], *, seconds: float | None = None) -> Answer:
        """What the question gives or raises; raises NoAnswerError when it takes too long (`seconds`: another wait)."""
        answer: Future[object] = Future()
        with self._lock:
            if self._late:
                raise NoAnswerError
            self._open += 1
            if self._threads < min(self._open, _THREADS):
                self._threads += 1
                threading.Thread(target=self._work, name=f"database-{self._threads}", daemon=True).start()
        self._asked.put((question, answer))
        try:
            return cast(Answer, answer.result(self._seconds if seconds is None else seconds))
        except TooLateError:
            with self._lock:
                if not answer.done():
                    self._late.add(answer)
            raise NoAnswerError from None

    def _work(self) -> None:
        while True:
            question, answer = self._asked.get()
            try:
                result, error = question(), None
            except BaseException as raised:  # noqa: BLE001 - it is raised where the question was asked
                result, error = None, raised
            with self._lock:
                self._open -= 1
                self._late.discard(answer)
                if error is None:
                    answer.set_result(result)
                else:
                    answer.set_exception(error)
