"""Headers, rate limit and logs: what protects the person."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.adapters.logs.lines import LineFormatter, current_request
from tests.web.conftest import CheckingClient
from tests.web.fakes import World


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
    line = json.loads(LineFormatter("web").format(record))
    assert (line["message"], line["process"]) == ("wachtrij 3", "web")


class Lines(logging.Handler):
    """Formats each record where it is made, as a real handler does."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(LineFormatter("web").format(record)))


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    handler, logger = Lines(), logging.getLogger("kennispunt.events")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler.lines
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_every_line_of_a_request_has_its_id_and_so_has_the_answer(
    client: CheckingClient, lines: list[dict[str, object]]
):
    ids = [client.post("/chat", data={"text": "Wachttijd?", "taal": "nl"}).headers["X-Request-ID"] for _ in range(2)]
    assert len(set(ids)) == 2
    for name in ids:
        assert {line["event"] for line in lines if line["request"] == name} >= {"turn", "request"}
    assert current_request() == ""


@pytest.mark.parametrize("trusted", [False, True])
def test_id_that_comes_along_counts_only_from_a_proxy_of_ours(world: World, trusted: bool):
    world.settings = replace(world.settings, trusted_proxy="127.0.0.1" if trusted else "")
    client = world.app().test_client()
    told = client.get("/help", headers={"X-Request-ID": "0123456789abcdef"}).headers["X-Request-ID"]
    assert (told == "0123456789abcdef") is trusted
    for odd in ("kort", "x" * 65, "met spatie erin", "a\u00e9bcdefgh", "<script>alert(1)"):
        assert client.get("/help", headers={"X-Request-ID": odd}).headers["X-Request-ID"] != odd
