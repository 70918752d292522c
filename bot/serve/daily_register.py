"""Keeps the directory up to date with the national register: a process of its own, started now and then in the background.

The web application starts it, however the web application itself was started. Nobody's question waits for it: reading and
writing happen in another process, which is stopped with this one.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Sequence

from bot.serve.supervisor import leashed
from bot.settings import ROOT, Settings

OFF = "off"
FIRST_AFTER_SECONDS = 30.0
"""So long after the start, when the service has had time to get ready."""
LOOK_EVERY_SECONDS = 3600.0
"""The command itself fetches no more than once a day; a look in between costs a query."""
AT_MOST_SECONDS = 900.0
_POLL_SECONDS = 0.5

logger = logging.getLogger(__name__)


class DailyRegister:
    """Runs `command` in the background, first after a while and then every so often, until `stop`; `name` is for the log."""

    def __init__(
        self,
        command: Sequence[str],
        name: str = "register",
        *,
        first_after: float = FIRST_AFTER_SECONDS,
        every: float = LOOK_EVERY_SECONDS,
        at_most: float = AT_MOST_SECONDS,
    ) -> None:
        self._command = list(command)
        self._waits = (first_after, every, at_most)
        self._stopping = threading.Event()
        self._name = name
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Return at once; the work is done in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End the background work, with the process that it may have running."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        first_after, every, at_most = self._waits
        wait = first_after
        while not self._stopping.wait(wait):
            try:
                self._once(at_most)
            except OSError:
                logger.exception("%s: the work in the background cannot be done", self._name)
            wait = every

    def _once(self, at_most: float) -> None:
        with leashed(self._command, {}, ROOT) as process:
            until = time.monotonic() + at_most
            while process.poll() is None and time.monotonic() < until and not self._stopping.wait(_POLL_SECONDS):
                pass
            if process.poll() is None:
                logger.warning("%s: the work in the background is stopped before it is done", self._name)
            if process.stdin:
                process.stdin.close()  # the leash stops what still runs


def daily_register(settings: Settings, *, first_after: float = FIRST_AFTER_SECONDS) -> DailyRegister | None:
    """The daily fetch of the address in the settings; None when it is off."""
    if settings.register_url in {"", OFF}:
        return None
    command = [sys.executable, "-m", "bot.cli", "directory", "import-register", settings.register_url, "--daily"]
    return DailyRegister(command, first_after=first_after)
