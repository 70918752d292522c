"""Telling other systems of changes, in a thread of the web application: it waits for the network nearly all of its time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

from bot.settings import Settings
from bot.wiring import Wiring

FIRST_AFTER_SECONDS = 5.0
LOOK_EVERY_SECONDS = 15.0
"""A change is told within this; a look costs a query."""
_STOP_SECONDS = 2.0

logger = logging.getLogger(__name__)


class WebhookWork:
    """Does `work` now and then until `stop`; what goes wrong is logged by its kind, since its words may hold an address."""

    def __init__(self, work: Callable[[], object], *, first_after: float, every: float) -> None:
        self._work = work
        self._waits = (first_after, every)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)

    def start(self) -> None:
        """Return at once; the work is done in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Begin no more; a message under way is not waited for, and goes again."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        wait, every = self._waits
        failing = False
        while not self._stopping.wait(wait):
            try:
                self._work()
                failing = False
            except Exception as error:  # noqa: BLE001 - whatever it is, there is a next time
                if not failing:  # once, and not every time
                    logger.warning("webhooks: they cannot be told now (%s)", type(error).__name__)
                failing = True
            wait = every


def webhook_work(
    settings: Settings, *, first_after: float = FIRST_AFTER_SECONDS, every: float = LOOK_EVERY_SECONDS
) -> WebhookWork:
    """The work on parts of its own, so that nobody waits for it."""
    parts = Wiring(settings)

    done_on: date | None = None

    def work() -> None:
        nonlocal done_on
        today = datetime.now(UTC).date()
        if today != done_on:
            parts.come_to_pass()
            done_on = today
        parts.webhooks.run()

    return WebhookWork(work, first_after=first_after, every=every)
