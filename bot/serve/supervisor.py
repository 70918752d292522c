"""Keeps processes running: starts them, shows what they write, starts again what dies, and stops all of them."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from bot.core.errors import KennispuntError
from bot.serve.leash import AT_ONCE

LEASH = Path(__file__).with_name("leash.py")
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
"""A process that ran this long starts again without delay when it dies."""
DEATHS_BEFORE_READY = 5
"""So many deaths before the first readiness mean that it will never work."""
STOP_SECONDS = 10.0
"""Longer than the leash's own patience."""


class ServeError(KennispuntError):
    """Serving cannot start or go on; the message is the one line that is shown."""


@dataclass(frozen=True, slots=True)
class Service:
    """One process to keep running. `command` is asked anew at each start, so that a restart takes the newest model."""

    name: str
    command: Callable[[], Sequence[str]]
    environment: Mapping[str, str] = field(default_factory=dict)
    """Added to the environment of the supervisor."""
    stops_first: bool = False
    """Whether the others stay until this one is gone, because it finishes with their help what it is doing."""


@dataclass(slots=True)
class _Running:
    process: subprocess.Popen[str]
    follower: threading.Thread
    started: float


class Supervisor:
    """Runs services until it is told to stop.

    Args:
        say: shows a line about what happens; gets the subject's name and the text.
        folder: working directory of the services.
        gone: is told the name of a service that died, before it is started again; it must not take long.
    """

    def __init__(
        self,
        services: Iterable[Service],
        say: Callable[[str, str], None],
        folder: Path,
        gone: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._services = {service.name: service for service in services}
        self._say = say
        self._folder = folder
        self._gone = gone
        self._running: dict[str, _Running] = {}
        self._due: dict[str, float] = {}
        self._deaths = dict.fromkeys(self._services, 0)
        self._starts = dict.fromkeys(self._services, 0)
        self._events: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self.watching = False

    def stop(self) -> None:
        """Make `run` return; may be called from a signal handler or another thread."""
        self._stopping.set()
        self._events.put(("", 0))

    def start(self, *names: str) -> None:
        """Start services by name, or all of them."""
        for name in names or self._services:
            self._start(self._services[name])

    def starts(self, name: str) -> int:
        """How often this service has been started."""
        return self._starts[name]

    def restart(self, name: str) -> None:
        """Stop a service that does not do its work; it is started again as after a death. May be called from any thread."""
        running = self._running.get(name)
        if running is None or self._stopping.is_set():
            return
        self._say(name, "reageert niet en wordt opnieuw gestart")
        if running.process.stdin:
            with contextlib.suppress(OSError):  # it ended at this very moment
                running.process.stdin.write(AT_ONCE)  # what does not answer will not listen to a request either
                running.process.stdin.close()

    def is_running(self, name: str) -> bool:
        """Whether this service has a live process now."""
        return name in self._running

    def run(self, every_second: Callable[[], bool]) -> None:
        """Watch until `stop`. `every_second` is called about once a second; it returns whether all is ready.

        Raises ServeError when a service keeps dying before everything was ready once.
        """
        ready = False
        self.watching = True
        while not self._stopping.is_set():
            try:
                name, code = self._events.get(timeout=self._wait_seconds())
            except queue.Empty:
                pass
            else:
                if name:
                    self._died(name, code, was_ready=ready)
            for due in [name for name, moment in self._due.items() if moment <= time.monotonic()]:
                del self._due[due]
                self._start(self._services[due])
            if not self._stopping.is_set():
                ready = every_second() or ready

    def close(self) -> None:
        """Stop every process and everything that those started; returns when they are gone."""
        self._stopping.set()
        first = {name: item for name, item in self._running.items() if self._services[name].stops_first}
        for batch in (first, {name: item for name, item in self._running.items() if name not in first}):
            self._stop(batch)
        self._running.clear()

    def _stop(self, batch: Mapping[str, _Running]) -> None:
        for running in batch.values():
            if running.process.stdin:
                running.process.stdin.close()
        deadline = time.monotonic() + STOP_SECONDS
        for name, running in batch.items():
            try:
                running.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say(name, "stopt niet uit zichzelf en wordt afgebroken")
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(running.process.pid, signal.SIGKILL)
                running.process.wait()
            running.follower.join(1.0)

    def _start(self, service: Service) -> None:
        process = leashed(service.command(), service.environment, self._folder, output=subprocess.PIPE)
        follower = threading.Thread(target=self._follow, args=(service.name, process), daemon=True)
        self._running[service.name] = _Running(process, follower, time.monotonic())
        self._starts[service.name] += 1
        follower.start()

    def _follow(self, name: str, process: subprocess.Popen[str]) -> None:
        if process.stdout:
            with process.stdout as lines:
                for line in lines:
                    self._say(name, line.rstrip())
        self._events.put((name, process.wait()))

    def _died(self, name: str, code: int, *, was_ready: bool) -> None:
        running = self._running.pop(name)
        if running.process.stdin:
            running.process.stdin.close()
        if self._stopping.is_set():
            return
        self._gone(name)
        steady = time.monotonic() - running.started >= STEADY_SECONDS
        self._deaths[name] = 1 if steady else self._deaths[name] + 1
        if not was_ready and self._deaths[name] >= DEATHS_BEFORE_READY:
            raise ServeError(
                f"{name} stopte {self._deaths[name]} keer tijdens het starten (code {code}); zie de regels hierboven"
            )
        pause = 0.0 if steady else min(LONGEST_PAUSE_SECONDS, 0.5 * 2.0 ** (self._deaths[name] - 1))
        self._due[name] = time.monotonic() + pause
        self._say(name, f"is gestopt (code {code}) en wordt over {pause:.1f} s opnieuw gestart")

    def _wait_seconds(self) -> float:
        soonest = min(self._due.values(), default=float("inf"))
        return max(0.01, min(1.0, soonest - time.monotonic()))


def leashed(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, output: int | None = None
) -> subprocess.Popen[str]:
    """Start a command that stops, with all it started, when we close its standard input or are gone.

    Args:
        command: program and arguments.
        environment: added to our own environment.
        folder: its working directory.
        output: `subprocess.PIPE` to read what it writes; None to let it write where we write.
    """
    return subprocess.Popen(
        [sys.executable, "-S", "-E", str(LEASH), *command],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env={**os.environ, **environment},
        cwd=folder,
        text=True,
        errors="replace",
        start_new_session=True,  # Ctrl-C in the terminal reaches us alone
    )


@contextlib.contextmanager
def stopped_by_signals(supervisor: Supervisor) -> Iterator[None]:
    """Let Ctrl-C, SIGTERM and a closed terminal stop the supervisor for the duration of the block.

    What comes before `run` is interrupted with KeyboardInterrupt.
    """

    def handle(_number: int, _frame: FrameType | None) -> None:
        watching = supervisor.watching
        supervisor.stop()
        if not watching:
            raise KeyboardInterrupt

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
