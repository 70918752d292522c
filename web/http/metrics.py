"""Counts and times for Prometheus: never a text, never a person."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import Blueprint, Flask, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from bot.core.reply.reply import Reply
from web.http.monitors import for_monitors

_SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 10)


class Metrics:
    """What is counted, in a registry of this application's own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # memory, processor time and open files of this process
        self._turns = Counter(
            "kennispunt_turns", "Replies given", ["kind", "language", "channel"], registry=self.registry
        )
        self._seconds = Histogram(
            "kennispunt_turn_seconds", "Time from message to reply", registry=self.registry, buckets=_SECONDS
        )
        self._in_flight = Gauge(
            "kennispunt_turns_in_flight", "Messages being answered now, or waiting for that", registry=self.registry
        )
        self._degraded = Counter(
            "kennispunt_degraded", "Replies by topic search because the dialogue was away", registry=self.registry
        )
        self._removed = Counter(
            "kennispunt_removed_personal_data", "Messages with this kind removed", ["kind"], registry=self.registry
        )
        self._helped = Counter(
            "kennispunt_help", "Replies with help for people in danger", ["kind"], registry=self.registry
        )
        self._refused = Counter("kennispunt_refused", "Messages refused", ["reason"], registry=self.registry)
        self._spoken = Counter("kennispunt_speech", "Recordings asked for", ["outcome"], registry=self.registry)
        self._heard = Counter(
            "kennispunt_hearing", "Recordings of speech received", ["outcome"], registry=self.registry
        )
        self._feedback = Counter("kennispunt_feedback", "Judgements received", ["helpful"], registry=self.registry)

    def answering(self) -> AbstractContextManager[object]:
        """Counts a message for as long as the block takes: by this the service grows (deploy/kubernetes/scaling.yaml)."""
        return self._in_flight.track_inprogress()

    def turn(self, reply: Reply, channel: str, seconds: float) -> None:
        """A reply was given through `channel` (`page` or `api`)."""
        self._turns.labels(reply.kind, reply.language, channel).inc()
        self._seconds.observe(seconds)
        if reply.degraded:
            self._degraded.inc()
        if reply.private:
            self._helped.labels(reply.topic or "").inc()
        for kind in reply.removed_personal_data:
            self._removed.labels(kind).inc()

    def refused(self, reason: str) -> None:
        """A message was not taken."""
        self._refused.labels(reason).inc()

    def spoken(self, outcome: str) -> None:
        """A recording was asked for: `made`, `read-back`, `unknown` or `unavailable`."""
        self._spoken.labels(outcome).inc()

    def heard(self, outcome: str) -> None:
        """A recording of speech came in: `words`, `nothing`, `empty`, `format`, `long` or `unavailable`."""
        self._heard.labels(outcome).inc()

    def feedback(self, *, helpful: bool) -> None:
        """A judgement came in."""
        self._feedback.labels("yes" if helpful else "no").inc()


def register(app: Flask, metrics: Metrics) -> None:
    """`/metrics`, for monitors."""
    pages = Blueprint("metrics", __name__)

    @pages.get("/metrics")
    @for_monitors
    def show() -> Response:
        return Response(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)

    app.register_blueprint(pages)
