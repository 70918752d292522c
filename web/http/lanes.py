"""Who answers which request: health, pages, turns and speech have threads and a queue of their own, so none stands behind another.

A queue that is full, or that goes so slowly that the next would wait for too long, sends who comes next to the lane that refuses:
there the application answers at once that it is busy (`web.http.busy`).
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

_LOG = logging.getLogger(__name__)
_NEWEST = 0.2
"""How much the newest request counts in what a request of a lane takes: what was so a few dozen ago counts no more."""
_REFUSING = threading.local()


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane with its number of threads, how many requests may wait for them, and how many seconds, as far as can be foreseen."""

    name: str
    threads: int
    most_waiting: int
    most_seconds: float = math.inf


ALIVE, WATCH, TURNS, SPEECH, HEARING, PAGES, REFUSED = (
    "alive", "watch", "turns", "speech", "hearing", "pages", "refused",
)  # fmt: skip
LANES = (
    Lane(ALIVE, 1, 1000),
    Lane(WATCH, 1, 8),  # readiness looks at every part, and may take as long as the slowest
    Lane(
        TURNS, 16, 32, 2.0
    ),  # they wait for Rasa most of their time; so many at 25 a second are done within two seconds
    Lane(
        SPEECH, 2, 8, 10.0
    ),  # a recording is made by one process at a time; the second thread gives what is there already
    Lane(
        HEARING, 2, 2, 30.0
    ),  # one utterance is recognised at a time, for seconds; who would wait for long is told so at once
    Lane(PAGES, 4, 64, 5.0),
    Lane(REFUSED, 2, 1000),
)
"""What one process serves with. No more can wait than there are connections (`web.http.server`)."""


class _Request(Protocol):
    """What is asked of a request of waitress."""

    error: object
    command: str
    path: str


class _Task(Protocol):
    """What is asked of a task of waitress: a connection with at least one request."""

    requests: list[_Request]

    def service(self) -> None: ...

    def cancel(self) -> None: ...


def lane_of(command: str, path: str) -> str:
    """The lane of a request, by its method and path."""
    if path == "/healthz":
        return ALIVE
    if path in {"/readyz", "/metrics"}:
        return WATCH
    if path.startswith("/api/v1/speech/") or path == "/api/v1/speech":
        return SPEECH
    if path == "/api/v1/hearing" and command == "POST":
        return HEARING
    # These wait for the dialogue.
    if command in {"POST", "DELETE"} and path.startswith(("/chat", "/api/v1/conversations/", "/telefoon/")):
        return TURNS
    return PAGES


def is_refused() -> bool:
    """Whether the request that this thread answers came when its lane was full."""
    return bool(getattr(_REFUSING, "now", False))


class _Queue:
    """One lane at work."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.waiting: deque[_Task] = deque()
        self.busy = 0
        self.takes = 0.0
        """Seconds that a request of this lane takes, by the latest."""
        self.changed = threading.Condition()

    def has_room(self) -> bool:
        """Whether another one fits, and would be begun with in time."""
        lane = self.lane
        if self.busy + len(self.waiting) >= lane.threads + lane.most_waiting:
            return False
        return len(self.waiting) * self.takes / lane.threads <= lane.most_seconds

    def took(self, seconds: float) -> None:
        """One was done."""
        self.takes += _NEWEST * (seconds - self.takes)

    def is_idle(self) -> bool:
        """Whether none of its threads has anything to do."""
        return self.busy == 0


class Lanes:
    """A task dispatcher for waitress with these lanes, each started at once; `clock` gives seconds that only go up."""

    def __init__(self, lanes: Sequence[Lane] = LANES, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._queues = {lane.name: _Queue(lane) for lane in lanes}
        self._stopping = False
        for queue in self._queues.values():
            for number in range(queue.lane.threads):
                name = f"{queue.lane.name}-{number}"
                threading.Thread(target=self._work, args=(queue,), name=name, daemon=True).start()

    def add_task(self, task: _Task) -> None:
        """Have the task done by its lane, or refused; returns at once."""
        request = task.requests[0]
        # What could not be read is answered by waitress itself, at once.
        name = REFUSED if request.error else lane_of(request.command, request.path)
        if not self._put(self._queues[name], task):
            self._put(self._queues[REFUSED], task, always=True)

    def held(self, name: str) -> int:
        """How many requests this lane has now: those that are answered and those that wait."""
        queue = self._queues[name]
        with queue.changed:
            return queue.busy + len(queue.waiting)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:  # noqa: FBT001, FBT002 - waitress's signature
        """Take no more and wait so long for what is being done; returns whether anything was waiting."""
        self._stopping = True
        until = time.monotonic() + timeout
        waited = False
        for queue in self._queues.values():
            with queue.changed:
                left, tasks = list(queue.waiting), queue.waiting
                tasks.clear()
                queue.changed.notify_all()
                queue.changed.wait_for(queue.is_idle, max(0.0, until - time.monotonic()))
            waited = waited or bool(left)
            for task in left if cancel_pending else ():
                task.cancel()
        return waited

    @staticmethod
    def _put(queue: _Queue, task: _Task, *, always: bool = False) -> bool:
        with queue.changed:
            if not always and not queue.has_room():
                return False
            queue.waiting.append(task)
            queue.changed.notify()
            return True

    def _work(self, queue: _Queue) -> None:
        _REFUSING.now = queue.lane.name == REFUSED
        while True:
            with queue.changed:
                queue.changed.wait_for(lambda: queue.waiting or self._stopping)
                if not queue.waiting:
                    return
                task = queue.waiting.popleft()
                queue.busy += 1
            began = self._clock()
            try:
                task.service()
            except BaseException:  # noqa: BLE001 - whatever it is, the thread goes on with the next
                _LOG.exception("a request was not served")
            finally:
                with queue.changed:
                    queue.busy -= 1
                    queue.took(self._clock() - began)
                    queue.changed.notify_all()
