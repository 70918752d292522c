"""What is looked at while visitors are there: how soon `/healthz` answers, and how much memory each process has."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

import psutil

HEALTH_EVERY_SECONDS = 0.25
MEMORY_EVERY_SECONDS = 1.0
_MEGABYTE = 1024 * 1024
_NAMES = {
    "leash": "leash",
    "bot.cli round": "werk op de achtergrond",
    "bot.cli directory": "werk op de achtergrond",
    "bot.cli": "toezicht",
    "bot.actions": "acties",
    "rasa": "Rasa",
    "-m web": "website",
    "speech": "spraak",
}
"""Part of the command line, and whose it is; the first that fits."""
LEASH = "leash"
PASSING = frozenset({LEASH, "werk op de achtergrond"})
"""Processes that come and go, or are nothing: of these no memory is compared."""


def process_name(command: Sequence[str]) -> str:
    """Which part of the service this is."""
    line = " ".join(command)
    return next((name for part, name in _NAMES.items() if part in line), "overig")


def family(pid: int) -> dict[str, list[psutil.Process]]:
    """The processes below this one and itself, by name."""
    found: dict[str, list[psutil.Process]] = defaultdict(list)
    with contextlib.suppress(psutil.Error):
        top = psutil.Process(pid)
        for process in (top, *top.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                found[process_name(process.cmdline())].append(process)
    return found


@dataclass(slots=True)
class Watch:
    """Looks in two threads for the length of a `with` block."""

    url: str
    pid: int
    health: list[float] = field(default_factory=list)
    """Seconds of each look; one without an answer counts as infinite."""
    memory: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    """By process: moment in seconds since the beginning, and resident megabytes."""
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        began = time.monotonic()
        for look, every in ((self._look_health, HEALTH_EVERY_SECONDS), (self._look_memory, MEMORY_EVERY_SECONDS)):
            thread = threading.Thread(target=self._every, args=(look, every, began), daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _every(self, look: Callable[[float], None], seconds: float, began: float) -> None:
        while not self._stopping.wait(seconds):
            look(began)

    def _look_health(self, _began: float) -> None:
        began = time.perf_counter()
        with contextlib.closing(http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=10)) as connection:
            try:
                connection.request("GET", "/healthz")
                good = connection.getresponse().status == http.client.OK
            except OSError:
                good = False
        self.health.append(time.perf_counter() - began if good else float("inf"))

    def _look_memory(self, began: float) -> None:
        for name, processes in family(self.pid).items():
            total = 0
            for process in processes:
                with contextlib.suppress(psutil.Error):
                    total += process.memory_info().rss
            self.memory[name].append((time.monotonic() - began, total / _MEGABYTE))


def growth(samples: Sequence[tuple[float, float]], after: float) -> tuple[float, float]:
    """Megabytes in the first and in the last fifth of what was seen after so many seconds; equal where that is too little."""
    later = [value for moment, value in samples if moment >= after] or [value for _, value in samples[-1:]]
    fifth = max(1, len(later) // 5)
    first, last = later[:fifth], later[-fifth:]
    return sum(first) / len(first), sum(last) / len(last)
