"""Somebody who asks one question after the other, and writes down when it was answered and how."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlsplit

QUESTION = "Wie betaalt het vervoer naar de dagbesteding?"
_EVERY_SECONDS = 0.2
_PATIENCE_SECONDS = 30.0
WHOLE, DEGRADED, NOTHING = "whole", "degraded", "nothing"
STEADY = 5
"""So many whole answers in a row mean that it is over."""


@dataclass(frozen=True, slots=True)
class Look:
    """One question: when it was asked, when that ended, and what came of it."""

    asked: float
    ended: float
    outcome: str


@dataclass(slots=True)
class Asking:
    """Asks in a thread, each time in a conversation of its own, for the length of a `with` block. Moments are of the monotonic clock."""

    url: str
    looks: list[Look] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join()

    def without_answer(self, since: float) -> float:
        """The longest that somebody who went on asking was without an answer after this moment, in seconds."""
        answered = [look.ended for look in self.looks if look.outcome != NOTHING and look.ended >= since]
        moments = [since, *answered] if answered else [since, time.monotonic()]
        return max(later - earlier for earlier, later in itertools.pairwise(moments))

    def whole_since(self, since: float) -> float | None:
        """From when after this moment answers were whole again for good; None when they are not yet."""
        later = [look for look in self.looks if look.asked >= since]
        if len(later) < STEADY or any(look.outcome != WHOLE for look in later[-STEADY:]):
            return None
        broken = [number for number, look in enumerate(later) if look.outcome != WHOLE]
        return later[broken[-1] + 1].ended if broken else since

    def degraded(self, since: float) -> int:
        """How many answers after this moment said that they come from searching."""
        return sum(look.outcome == DEGRADED for look in self.looks if look.ended >= since)

    def _run(self) -> None:
        while not self._stopping.wait(_EVERY_SECONDS):
            asked = time.monotonic()
            try:
                outcome = self._ask()
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                outcome = NOTHING
            self.looks.append(Look(asked, time.monotonic(), outcome))

    def _ask(self) -> str:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=_PATIENCE_SECONDS)
        try:
            made = _post(connection, "/api/v1/conversations", {"language": "nl"})
            reply = _post(connection, f"/api/v1/conversations/{made['id']}/messages", {"text": QUESTION})
        finally:
            connection.close()
        return DEGRADED if reply["degraded"] else WHOLE


def _post(connection: http.client.HTTPConnection, path: str, body: dict[str, str]) -> dict[str, Any]:
    """The answer; raises ValueError when it is none."""
    connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    response = connection.getresponse()
    said = response.read()
    if response.status not in {HTTPStatus.OK, HTTPStatus.CREATED}:
        raise ValueError(f"status {response.status}")
    answer: dict[str, Any] = json.loads(said)
    return answer
