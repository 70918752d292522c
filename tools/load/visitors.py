"""Visitors made of locust: `python -m tools.load.visitors <plan as JSON>` prints what happened to them as JSON.

A process of its own, because locust replaces Python's sockets and threads in the whole of it.
Each visitor holds one conversation after the other, and each conversation is about a municipality of its own. A reply that names
another one is mixed up; what the conversation does not show afterwards is lost.
"""

from __future__ import annotations

import itertools
import json
import signal
import sys
import time
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

import gevent
from gevent.event import Event
from locust import FastHttpUser, constant_throughput, events, task
from locust.env import Environment
from locust.exception import StopUser

from tools.load.plan import BEGUN, Plan, Seen
from tools.load.questions import after

_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_OPENING_A_SECOND = 50.0
_AGAIN_SECONDS = 0.5


class Visitor(FastHttpUser):
    """One person after the other, each with a municipality of their own."""

    plan: Plan
    seen: Seen
    names: itertools.cycle[str]
    connection_timeout = 10.0
    network_timeout = 60.0

    def on_start(self) -> None:
        """Begin with somebody."""
        self._begin()

    @task
    def turn(self) -> None:
        """Say the next thing of this conversation, or begin another one when it was said whole."""
        if len(self._said) == self.plan.turns:
            self._look_back()
            self._begin()
        if not self._conversation and not self._open():
            return
        text = self._questions[len(self._said)]
        self._keep(text, *self._send(text))

    def _begin(self) -> None:
        self._municipality = next(self.names)
        self._questions = after(self._municipality, self.plan.turns)
        self._said: list[str] = []
        self._conversation = ""

    def _open(self) -> bool:
        if self.plan.rasa:
            self._conversation = f"load-{id(self)}-{time.monotonic_ns()}"
            return True
        status, body, _ = self._post("/api/v1/conversations", {"language": "nl"})
        if status == HTTPStatus.CREATED:
            self._conversation = body["id"]
            return True
        if status not in _BUSY:
            self.seen.errors.append(f"gesprek beginnen: {status or 'geen antwoord'}")
            gevent.sleep(_AGAIN_SECONDS)
        return False

    def _send(self, text: str) -> tuple[int, Any, float]:
        if self.plan.rasa:
            metadata = {"language": "nl", "request": f"load-{len(self.seen.answered):08d}"}
            body = {"sender": self._conversation, "message": text, "metadata": metadata}
            return self._post("/webhooks/rest/webhook", body)
        return self._post(f"/api/v1/conversations/{self._conversation}/messages", {"text": text})

    def _keep(self, text: str, status: int, body: Any, seconds: float) -> None:  # noqa: ANN401 - JSON
        if status in _BUSY:
            self.seen.refused.append(seconds)
            return
        if status == HTTPStatus.NOT_FOUND:
            self._gone()
            self._begin()
            return
        if status != HTTPStatus.OK or not body:
            # The same is said again, in the same conversation: what was answered before must still be there.
            self.seen.errors.append(f"vraag: {status or 'geen antwoord'}")
            gevent.sleep(_AGAIN_SECONDS)
            return
        self.seen.answered.append(seconds)
        if len(self.seen.answered) == self.plan.people:
            sys.stdout.write(f"{BEGUN}\n")  # everybody is in the middle of it, more or less
            sys.stdout.flush()
        self._said.append(text)
        reply = body[0]["custom"] if self.plan.rasa else body
        self.seen.degraded += bool(reply.get("degraded"))
        about = (reply.get("entities") or {}).get("gemeente")
        if about not in {None, self._municipality}:
            self.seen.mixed_up.append(f"{self._municipality} kreeg {about}")

    def _gone(self) -> None:
        if self._said:
            self.seen.lost.append("gesprek weg waarin al was geantwoord")

    def _look_back(self) -> None:
        """Compare the conversation as it is kept with what was said in it."""
        if self.plan.rasa:
            self.seen.conversations += 1
            return
        with self.client.get(f"/api/v1/conversations/{self._conversation}", catch_response=True) as response:
            response.success()
            if response.status_code in _BUSY:
                return
            if response.status_code == HTTPStatus.NOT_FOUND:
                self._gone()
                return
            if response.status_code != HTTPStatus.OK:
                self.seen.errors.append(f"gesprek bekijken: {response.status_code}")
                return
            kept = [message["said"] for message in response.json()["messages"]]
        self.seen.conversations += 1
        if not _in_order(self._said, kept):
            self.seen.lost.append(f"{self._municipality}: {len(kept)} van {len(self._said)}")

    def _post(self, path: str, body: dict[str, Any]) -> tuple[int, Any, float]:
        """Status (0: no answer), body and seconds; who is told to wait does so, as programs that read Retry-After do."""
        headers = {"Authorization": f"Bearer {self.plan.token}"} if self.plan.token else {}
        began = time.perf_counter()
        with self.client.post(path, json=body, headers=headers, catch_response=True) as response:
            response.success()  # what counts is counted here
            seconds = time.perf_counter() - began
            status = response.status_code
            if status in _BUSY:
                gevent.sleep(float(response.headers.get("Retry-After", "1")))
            good = status in {HTTPStatus.OK, HTTPStatus.CREATED}
            return status, (response.json() if good else None), seconds


def _in_order(said: list[str], kept: list[str]) -> bool:
    """Whether all that was answered is kept in its order, perhaps with what was asked and never heard of between it."""
    left = iter(kept)
    return all(text in left for text in said)


def hold(plan: Plan) -> Seen:
    """Let the visitors of the plan do their work for its time, or until SIGTERM."""
    seen, enough = Seen(), Event()
    gevent.signal_handler(signal.SIGTERM, enough.set)
    # Evenly over the list, so that neighbours in time are strangers to each other.
    kind = type("Planned", (Visitor,), {"plan": plan, "seen": seen, "names": itertools.cycle(plan.municipalities)})
    kind.host = plan.url
    if plan.rate:
        kind.wait_time = constant_throughput(plan.rate / plan.people)
    environment = Environment(user_classes=[kind], events=events, catch_exceptions=True)

    def broke(user_instance: object, exception: Exception, **_: object) -> None:
        if not isinstance(exception, StopUser):
            seen.errors.append(f"{type(exception).__name__}: {exception} ({type(user_instance).__name__})")

    environment.events.user_error.add_listener(broke)
    runner = environment.create_local_runner()
    began = time.monotonic()
    runner.start(plan.people, spawn_rate=_OPENING_A_SECOND)
    enough.wait(plan.seconds)
    seen.seconds = time.monotonic() - began
    runner.quit()
    return seen


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(hold(Plan(**json.loads(sys.argv[1]))))))
