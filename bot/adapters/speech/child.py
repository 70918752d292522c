"""A process of ours that answers one request at a time, fed and timed: it can hang or die without taking anybody along."""

from __future__ import annotations

import logging
import os
import selectors
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.adapters.speech.frames import HEADER, READY, REQUEST
from bot.settings import ROOT

logger = logging.getLogger(__name__)

_CHUNK = 65536
_END_SECONDS = 2.0
_MOST_PATIENCE = 8.0
"""A child that waits for a processor gets up to so many times its deadline: it does not hang, the machine is busy."""
_NANO = 1e-9
_WORTH_SECONDS = 0.01


_MOST_THREADS = 2
"""Of a model: more would take the processor from who is answered meanwhile."""


def threads_for_models() -> int:
    """With how many threads a child computes."""
    return max(1, min(_MOST_THREADS, os.cpu_count() or 1))


def model_environment(threads: int) -> dict[str, str]:
    """Variables for a child with a model: so many threads, and nothing fetched, told to others or taken from elsewhere."""
    return {
        "HF_HUB_OFFLINE": "1",
        "ORT_DISABLE_TELEMETRY": "1",
        "OMP_NUM_THREADS": str(threads),
        "PYTHONNOUSERSITE": "1",
    }


class ChildError(Exception):
    """No answer: the process hung, died or did not start, or too many others wait for it."""


class Child:
    """Started at the first request (or by `prepare`), killed at the deadline and replaced at once. Safe for threads.

    Args:
        name: for the log.
        command: what is run; it talks in `frames` and ends when its standard input closes.
        deadline_seconds: for one answer, waiting for its turn included unless that has seconds of its own.
        turn_seconds: how long one may wait for its turn, beside the deadline.
        most_waiting: so many may wait; who comes next is refused at once.
        environment: variables that it gets beside ours.
        start_seconds: how long it may take until it says that it is ready, before its first answer and beside the deadline
            of that; None for one that does not say so.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        deadline_seconds: float,
        most_waiting: int = 8,
        environment: Mapping[str, str] | None = None,
        turn_seconds: float | None = None,
        start_seconds: float | None = None,
    ) -> None:
        self._name = name
        self._command = tuple(command)
        self._deadline = deadline_seconds
        self._places = threading.BoundedSemaphore(most_waiting + 1)
        self._environment = dict(environment or {})
        self._turn = turn_seconds
        self._start = start_seconds
        self._is_ready = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, *payload: bytes | bytearray) -> tuple[int, bytearray]:
        """The sign and the bytes of the answer to this request, whose parts are sent one after another; raises ChildError."""
        until = time.monotonic() + self._deadline
        if not self._places.acquire(blocking=False):
            raise ChildError(f"{self._name}: too many wait")
        try:
            if not self._lock.acquire(timeout=self._deadline if self._turn is None else self._turn):
                raise ChildError(f"{self._name}: others are still being answered")
            if self._turn is not None:
                until = time.monotonic() + self._deadline
            try:
                return self._exchange(payload, until)
            except (OSError, EOFError, TimeoutError) as error:
                logger.warning("%s is replaced: %s", self._name, error)
                self._end()
                self._begin()  # who comes next finds it ready
                raise ChildError(f"{self._name}: {error}") from error
            finally:
                self._lock.release()
        finally:
            self._places.release()

    def prepare(self) -> None:
        """Start the process, so that the first request does not wait for it."""
        with self._lock:
            self._begin()

    def close(self) -> None:
        """End the process; a later request starts a new one."""
        with self._lock:
            self._end()

    def extend(self, deadline_seconds: float) -> None:
        """Give each answer so long: for who measures on a busy machine."""
        self._deadline = deadline_seconds

    @property
    def pid(self) -> int | None:
        """The running process's id, None when there is none."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def _exchange(self, payload: Sequence[bytes | bytearray], until: float) -> tuple[int, bytearray]:
        if self.pid is None:
            self._end()
            self._begin()
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise EOFError("it did not start")
        given, taken = process.stdin.fileno(), process.stdout.fileno()
        if self._start is not None and not self._is_ready:
            sign, _ = HEADER.unpack(_read(taken, HEADER.size, _Until(process.pid, self._start)))
            if sign != READY:
                raise EOFError("it did not get ready")
            self._is_ready = True
            until = time.monotonic() + self._deadline
        end = _Until(process.pid, until - time.monotonic())
        _write(given, HEADER.pack(REQUEST, sum(map(len, payload))), end)
        for part in payload:
            _write(given, part, end)
        sign, length = HEADER.unpack(_read(taken, HEADER.size, end))
        return sign, _read(taken, length, end)

    def _begin(self) -> None:
        self._is_ready = False
        try:
            self._process = subprocess.Popen(  # noqa: S603  # a fixed command
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # the engines' chatter
                bufsize=0,
                cwd=ROOT,
                env={**os.environ, **self._environment},
                start_new_session=True,  # Ctrl-C is for the supervisor; this process ends with its pipe
            )
        except OSError as error:
            logger.warning("%s does not start: %s", self._name, error)
            self._process = None
            return
        if self._process.stdin is not None:
            os.set_blocking(self._process.stdin.fileno(), False)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait(_END_SECONDS)


class _Until:
    """A deadline in the time that a process has had: what it waits for a processor comes on top."""

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid = pid
        self._at = time.monotonic() + seconds
        self._last = self._at + (_MOST_PATIENCE - 1) * seconds
        self._waited = _waited(pid)

    def left(self) -> float:
        """Seconds; nought when it is over."""
        left = self._at - time.monotonic()
        if left > 0:
            return left
        waited = _waited(self._pid)
        more, self._waited = waited - self._waited, waited
        if more < _WORTH_SECONDS:
            return 0.0
        self._at = min(self._last, self._at + more)
        return max(0.0, self._at - time.monotonic())


def _waited(pid: int) -> float:
    """Seconds that this process has waited for a processor, by the thread that waited longest; nought where it is not told."""
    waited = 0.0
    for told in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            waited = max(waited, int(told.read_text().split()[1]) * _NANO)
        except (OSError, IndexError, ValueError):  # the thread ended, or this kernel does not tell
            continue
    return waited


def _write(descriptor: int, data: bytes | bytearray, until: _Until) -> None:
    """All of it; TimeoutError at the deadline, OSError when the process is gone."""
    written = 0
    with selectors.DefaultSelector() as selector, memoryview(data) as view:
        selector.register(descriptor, selectors.EVENT_WRITE)
        while written < len(data):
            _wait(selector, until)
            written += os.write(descriptor, view[written : written + _CHUNK])


def _read(descriptor: int, length: int, until: _Until) -> bytearray:
    """Exactly this many bytes; TimeoutError at the deadline, EOFError when the process is gone."""
    read = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while len(read) < length:
            _wait(selector, until)
            chunk = os.read(descriptor, min(_CHUNK, length - len(read)))
            if not chunk:
                raise EOFError("it died")
            read += chunk
    return read


def _wait(selector: selectors.BaseSelector, until: _Until) -> None:
    while not selector.select(left := until.left()):
        if not left:
            raise TimeoutError("it takes too long")
