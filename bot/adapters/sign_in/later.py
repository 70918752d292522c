"""Work that nobody waits for, one after the other: how long an answer takes then says nothing about the work."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

_LOG = logging.getLogger(__name__)
_MOST_WAITING = 1000


class Later:
    """Does what it is given in a thread of its own. Too much at once, and what goes wrong, is told to the log alone."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Callable[[], None]] = queue.Queue(_MOST_WAITING)
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def __call__(self, work: Callable[[], None]) -> None:
        """Do this soon."""
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="later", daemon=True)
                self._worker.start()
        try:
            self._waiting.put_nowait(work)
        except queue.Full:
            _LOG.warning("too much work waits: some is not done")

    def wait(self) -> None:
        """Come back when everything is done."""
        self._waiting.join()

    def _work(self) -> None:
        while True:
            work = self._waiting.get()
            try:
                work()
            except Exception as error:  # noqa: BLE001  # whatever it is, the next work is to be done
                _LOG.warning("work for later failed: %s", type(error).__name__)
            finally:
                self._waiting.task_done()
