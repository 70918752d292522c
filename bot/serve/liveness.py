"""Whether the processes do their work, and not only exist: what hangs is stopped, and the supervisor starts it again."""

from __future__ import annotations

import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from bot.serve.readiness import address
from bot.serve.supervisor import Supervisor
from bot.settings import Settings

EVERY_SECONDS = 5.0
AGAIN_SECONDS = 2.0
"""After a look without an answer the next comes sooner: whoever asks something meanwhile waits as long."""
FAILURES = 3
"""So many looks in a row without an answer mean that it hangs: a busy machine may miss one."""
STARTING_SECONDS = 240.0
"""So long a process has for its start: Rasa loads for 20 s, on a busy machine for minutes."""
_QUICK_SECONDS = 5.0
_TURN_SECONDS = 8.0
_PROBE = "Wat kan ik hier vragen?"

Checks = Mapping[str, Callable[[], bool]]


@dataclass(slots=True)
class _Looks:
    """What was seen of one start of a service."""

    start: int
    began: float
    failures: int = 0
    """In a row."""
    worked: bool = False


class Liveness:
    """Looks at each service every so often, in a thread, until `stop`.

    Args:
        supervisor: runs the services.
        checks: per service whether it does its work. They are made in this order; after one that does not, the later ones are
            not judged in that round, because they work with its help.
        every: seconds between two rounds, fewer after a round in which something did not answer.
        starting: seconds within which a process that was started must have worked once.
    """

    def __init__(
        self,
        supervisor: Supervisor,
        checks: Checks,
        *,
        every: float = EVERY_SECONDS,
        starting: float = STARTING_SECONDS,
    ) -> None:
        self._supervisor = supervisor
        self._checks = checks
        self._every = every
        self._starting = starting
        self._stopping = threading.Event()
        self._looks: dict[str, _Looks] = {}
        self._thread = threading.Thread(target=self._run, name="liveness", daemon=True)

    def start(self) -> None:
        """Return at once; the looking is done in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more. A look under way may go on for seconds, and stops nothing then."""
        self._stopping.set()

    def _run(self) -> None:
        pause = self._every
        while not self._stopping.wait(pause):
            all_work = all(self._judge(name, works) for name, works in self._checks.items())
            pause = self._every if all_work else min(self._every, AGAIN_SECONDS)

    def _judge(self, name: str, works: Callable[[], bool]) -> bool:
        start = self._supervisor.starts(name)
        good = works()
        if self._stopping.is_set() or self._supervisor.starts(name) != start:
            return False
        looks = self._looks.get(name)
        if looks is None or looks.start != start:
            looks = self._looks[name] = _Looks(start, time.monotonic())
        looks.failures = 0 if good else looks.failures + 1
        looks.worked = looks.worked or good
        patient = time.monotonic() - looks.began < self._starting and not looks.worked
        if looks.failures >= FAILURES and not patient:
            del self._looks[name]
            self._supervisor.restart(name)
        return good


def checks(settings: Settings) -> Checks:
    """The action server answers, Rasa answers a real question with its help, the web application answers."""
    rasa = f"http://127.0.0.1:{settings.rasa_port}/webhooks/rest/webhook"

    def turn() -> bool:
        sender = f"probe-{secrets.token_hex(8)}"
        question = {"sender": sender, "message": _PROBE, "metadata": {"language": "nl"}}
        replies = _json(rasa, _TURN_SECONDS, question, settings.internal_token)
        if replies:  # nothing of it stays
            _json(rasa, _TURN_SECONDS, {"sender": sender, "message": "/restart"}, settings.internal_token)
        return bool(replies)

    return {
        "acties": lambda: _json(f"http://127.0.0.1:{settings.actions_port}/health", _QUICK_SECONDS) is not None,
        "rasa": turn,
        "web": lambda: _json(f"{address(settings)}/healthz", _QUICK_SECONDS) is not None,
    }


def _json(url: str, seconds: float, body: Mapping[str, object] | None = None, token: str = "") -> object:
    """What is answered, None when nothing is that can be read."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(url, data, headers)  # noqa: S310  # addresses of our own
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=seconds) as answer:
            return json.load(answer) if answer.status == HTTPStatus.OK else None
    except (urllib.error.URLError, OSError, ValueError):
        return None
