"""Headers, rate limit and logs: what protects the person."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import replace
from datetime import date

import pytest

from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from tests.web.page_checks import Page
from web.http.logs import LineFormatter
from web.http.rate_limit import RateLimiter


def test_only_our_own_files_run(client: CheckingClient):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert re.search(r"script-src 'self' 'nonce-[\w-]{20,}'", policy)


def test_nonce_is_new_for_every_response(client: CheckingClient):
    nonces = {re.search(r"nonce-([\w-]+)", client.get("/").headers["Content-Security-Policy"])[1] for _ in range(5)}
    assert len(nonces) == 5


@pytest.mark.parametrize("url", ["/", "/chat", "/api/v1/topics", "/nergens", "/static/css/base.css", "/healthz"])
def test_headers_of_every_response(client: CheckingClient, url: str):
    headers = client.get(url).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in headers
    assert headers.get("Server", "").find("Python") == -1


def test_conversations_are_in_no_cache(client: CheckingClient):
    assert client.get("/chat").headers["Cache-Control"] == "no-store"
    assert client.post("/api/v1/conversations").headers["Cache-Control"] == "no-store"
    assert client.get("/help").headers["Cache-Control"] == "no-cache"


def test_static_files_change_their_address_with_their_content(client: CheckingClient):
    page = client.page("/")
    sheets = [link.get("href") for link in page.all("link") if link.get("rel") == "stylesheet"]
    assert len(sheets) > 10
    for sheet in sheets:
        response = client.get(sheet)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
        assert re.search(r"\?v=[0-9a-f]{12}$", sheet)


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/css/..%2f..%2fapp.py"])
def test_no_file_outside_the_static_folder(client: CheckingClient, path: str):
    assert client.get(path).status_code == 404


class Clock:
    def __init__(self) -> None:
        self.now = 0.0
        self.day = date(2026, 11, 22)

    def __call__(self) -> float:
        return self.now

    def today(self) -> date:
        return self.day


def test_bucket_fills_up_evenly():
    clock = Clock()
    limiter = RateLimiter("3/minute", clock=clock, today=clock.today)
    assert [limiter.take("a") for _ in range(4)] == [0, 0, 0, 20]
    assert limiter.take("b") == 0
    clock.now = 19.0
    assert limiter.take("a") == 1
    clock.now = 20.0
    assert [limiter.take("a") for _ in range(2)] == [0, 20]
    clock.now = 10_000.0
    assert [limiter.take("a") for _ in range(4)] == [0, 0, 0, 20]


def test_no_address_is_kept_and_the_salt_goes_every_day():
    clock = Clock()
    limiter = RateLimiter("1/hour", clock=clock, today=clock.today)
    assert limiter.take("192.0.2.7") == 0
    assert "192.0.2.7" not in str(vars(limiter))
    keys = set(limiter._buckets)
    clock.day = date(2026, 11, 23)
    assert limiter.take("192.0.2.7") == 0
    assert keys.isdisjoint(limiter._buckets)


@pytest.mark.parametrize("rate", ["", "30", "0/minute", "30/second", "-1/hour", "veel"])
def test_rate_that_cannot_be_read_is_said(rate: str):
    with pytest.raises(ValueError, match="KENNISPUNT_RATE_LIMIT"):
        RateLimiter(rate)


@pytest.fixture
def limited(world: World) -> CheckingClient:
    world.settings = replace(world.settings, rate_limit="2/minute")
    app = world.app()
    app.test_client_class = CheckingClient
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def test_page_keeps_the_text_when_there_were_too_many(limited: CheckingClient):
    limited.say("een")
    limited.say("twee")
    response = limited.post("/chat", data={"text": "drie", "taal": "nl"})
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    page = Page(response)
    assert page.by_id("vraag-tekst").text == "drie"
    assert re.search(r"Over \d+ seconden kunt u uw volgende vraag stellen", page.text())


def test_api_says_when_to_try_again(limited: CheckingClient):
    made = limited.post("/api/v1/conversations", json={"language": "nl"}).json["id"]
    url = f"/api/v1/conversations/{made}/messages"
    assert limited.post(url, json={"text": "een"}).status_code == 200
    refused = limited.post(url, json={"text": "twee"})
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert refused.json["seconds"] == int(refused.headers["Retry-After"])


def test_log_has_a_line_an_event_without_texts_and_ids(client: CheckingClient, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, logger="kennispunt.events")
    page = client.say("Mijn geheime vraag")
    conversation_id = page.by_id("vraag").get("action", "").split("?")[0].rpartition("/")[2]
    lines = [json.loads(LineFormatter().format(record)) for record in caplog.records]
    [turn] = [line for line in lines if line["event"] == "turn"]
    assert (turn["kind"], turn["topic"], turn["channel"]) == ("answer", "wmo-zg/wachttijd", "page")
    assert {"time", "level", "milliseconds", "degraded"} <= set(turn)
    requests = [line for line in lines if line["event"] == "request"]
    assert [line["route"] for line in requests] == ["/chat", "/chat/<conversation_id>"]
    assert "geheime" not in caplog.text
    assert conversation_id not in caplog.text


def test_log_of_another_library_is_a_line_too():
    record = logging.LogRecord("waitress", logging.WARNING, "", 0, "wachtrij %s", (3,), None)
    assert json.loads(LineFormatter().format(record))["message"] == "wachtrij 3"
