"""Work that is done again and again, in a thread of the web application, so that nobody waits for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

_STOP_SECONDS = 2.0


class NowAndThen:
    """Does `work` after `first_after` seconds and then `every` so many, until `stop`.

    What goes wrong is logged by its kind, since its words may hold an address, and once until it goes well again.

    Args:
        name: of the thread, and before the line of the log.
        cannot: what cannot be done then, for that line.
        at_the_end: whether it is done once more when it is told to stop.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], object],
        *,
        every: float,
        first_after: float,
        cannot: str,
        at_the_end: bool = False,
    ) -> None:
        self._name = name
        self._work = work
        self._waits = (first_after, every)
        self._cannot = cannot
        self._at_the_end = at_the_end
        self._failing = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Return at once; the work is done in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Begin no more; what is under way gets two seconds."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        wait, every = self._waits
        while not self._stopping.wait(wait):
            self._once()
            wait = every
        if self._at_the_end:
            self._once()

    def _once(self) -> None:
        try:
            self._work()
            self._failing = False
        except Exception as error:  # noqa: BLE001 - whatever it is, there is a next time
            if not self._failing:
                logging.getLogger(__name__).warning("%s: %s now (%s)", self._name, self._cannot, type(error).__name__)
            self._failing = True
