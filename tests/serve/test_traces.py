"""One question as a trace: a real collector hears from the web application and the actions, and reads nobody's words."""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from bot.actions.server import executor
from bot.adapters.dialogue.rasa_rest import RasaRest
from bot.adapters.logs import traces
from tests.fakes.world import conversation
from tests.web.fakes import World

TEXT = "Mijn buurvrouw Kwartelbloem is doof, wie betaalt haar tolk?"


class Collector:
    """Receives by OTLP over HTTP, as a collector does."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        received = self.received

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing on the screen."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def spans(self) -> dict[str, Span]:
        requests = [ExportTraceServiceRequest.FromString(body) for body in self.received]
        return {
            span.name: span
            for request in requests
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        }


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    made = Collector()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv(traces.ENDPOINT, made.address)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "5")  # seconds: one that is gone is not waited for at the end
    traces.set_up("web")
    yield made
    traces.shut_down()
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def rasa(request: httpx.Request) -> httpx.Response:
    """Rasa gives the metadata of a message on to the actions, and what they say back."""
    sent = json.loads(request.content)
    message = {
        "intent": {"name": "vraag", "confidence": 0.9},
        "text": sent["message"],
        "entities": [],
        "topic_ranking": [{"topic": "wmo-zg/wachttijd", "confidence": 0.9}],
        "language": "nl",
        "metadata": sent["metadata"],
    }
    call: dict[str, Any] = {"next_action": "action_antwoord", "sender_id": sent["sender"], "domain": {}}
    call["tracker"] = {"sender_id": sent["sender"], "slots": {}, "latest_message": message, "events": []}
    done = asyncio.run(executor(conversation()).run(call))
    return httpx.Response(200, json=done["responses"])


def ask() -> str:
    """Ask it over the API; gives the conversation's id."""
    world = World()
    world.dialogue = RasaRest("http://rasa", "http://actions", 30, transport=httpx.MockTransport(rasa))  # type: ignore[assignment]
    client = world.app().test_client()
    made = client.post("/api/v1/conversations", json={"language": "nl"}).get_json()
    answer = client.post(f"/api/v1/conversations/{made['id']}/messages", json={"text": TEXT})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    client.get("/healthz")
    return str(made["id"])


def test_a_question_is_one_trace_through_the_processes(collector: Collector):
    conversation_id = ask()
    traces.shut_down()
    spans = collector.spans()
    route = "POST /api/v1/conversations/<conversation_id>/messages"
    assert {route, "rasa", "action_antwoord"} <= set(spans)
    web, asked, acted = spans[route], spans["rasa"], spans["action_antwoord"]
    assert web.trace_id == asked.trace_id == acted.trace_id
    assert (asked.parent_span_id, acted.parent_span_id) == (web.span_id, asked.span_id)
    assert not any("healthz" in name for name in spans), "who watches the service is no visitor"
    everything = b"".join(collector.received)
    assert b"wachttijd" not in everything
    assert b"Kwartelbloem" not in everything
    assert conversation_id.encode() not in everything


def test_without_a_collector_nothing_is_sent_and_nothing_added(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(traces.ENDPOINT, raising=False)
    traces.set_up("web")
    with traces.span("x"):
        traces.describe("y", z=1)
        assert traces.passed_on() == ""


def test_collector_that_is_away_costs_nobody_an_answer(collector: Collector):
    collector.server.shutdown()
    collector.server.server_close()
    ask()


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(traces.ENDPOINT, "http://127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(ValueError, match="make traces"):
        traces.set_up("web")
