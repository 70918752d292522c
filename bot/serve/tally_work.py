"""Writing down what was counted, in a thread of the web application: a reply waits for no database."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

EVERY_SECONDS = 30.0
"""A process that is killed loses the counts of so long at most."""
_STOP_SECONDS = 2.0

logger = logging.getLogger(__name__)


class TallyWork:
    """Calls `write` now and then until `stop`, and once more then."""

    def __init__(self, write: Callable[[], object], *, every: float = EVERY_SECONDS) -> None:
        self._write = write
        self._every = every
        self._stopping = threading.Event()
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="tally", daemon=True)

    def start(self) -> None:
        """Return at once; the work is done in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Write the last counts, and begin no more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        stopping = False
        while not stopping:
            stopping = self._stopping.wait(self._every)
            try:
                self._write()
                self._failing = False
            except Exception as error:  # noqa: BLE001 - whatever it is, there is a next time
                if not self._failing:  # once, and not every time
                    logger.warning("tally: counts cannot be written now (%s)", type(error).__name__)
                self._failing = True
