"""The headers that protect are on every kind of response: pages, files, downloads, refusals, errors, redirects, of every status."""

from __future__ import annotations

from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from tests.web.fakes import World
from web.http import lanes

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'")
START = "/api/v1/conversations"


def is_hard(response: TestResponse) -> bool:
    policy = response.headers.get("Content-Security-Policy", "")
    return (
        all(response.headers.get(name) == value for name, value in ALWAYS.items())
        and all(part in policy for part in POLICY)
        and "unsafe" not in policy
        and response.headers.get("Referrer-Policy") in {"same-origin", "no-referrer"}
        and "geolocation=()" in response.headers.get("Permissions-Policy", "")
        and "Cross-Origin-Resource-Policy" in response.headers
        and "X-Request-ID" in response.headers
        and "Cache-Control" in response.headers
        and "Python" not in response.headers.get("Server", "")
        and "Set-Cookie" not in response.headers
    )


@pytest.mark.parametrize(
    ("method", "url", "given", "status"),
    [
        ("GET", "/", {}, 200),
        ("HEAD", "/", {}, 200),
        ("GET", "/chat", {}, 200),
        ("GET", "/static/css/base.css", {}, 200),
        ("GET", "/embed.js", {}, 200),
        ("GET", "/robots.txt", {}, 200),
        ("GET", "/healthz", {}, 200),
        ("GET", "/readyz", {}, 200),
        ("GET", "/metrics", {}, 200),
        ("GET", "/api/v1/openapi.json", {}, 200),
        ("OPTIONS", START, {"headers": {"Origin": "https://example.nl", "Access-Control-Request-Method": "POST"}}, 200),
        ("POST", START, {"json": {}}, 201),
        ("POST", "/chat", {"data": {"text": "Vraag"}}, 303),
        ("POST", "/chat", {"data": {"text": ""}}, 400),
        ("POST", START, {"data": "geen json", "content_type": "application/json"}, 400),
        ("POST", "/chat", {"data": {"text": "Vraag"}, "headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
        ("GET", "/nergens", {}, 404),
        ("GET", "/static/nope", {}, 404),
        ("GET", "/api/v1/topics/nergens", {}, 404),
        ("GET", "/beheer/", {}, 404),
        ("DELETE", "/help", {}, 405),
        ("POST", "/chat", {"data": {"text": "x" * 100_000}}, 413),
        ("POST", START, {"data": "{}", "content_type": "text/plain"}, 415),
        ("GET", "/help", {"headers": {"Host": "evil.example"}}, 421),
    ],
)
def test_headers_of_every_kind_of_response(world: World, method: str, url: str, given: dict, status: int):
    with world.app().test_client().open(url, method=method, **given) as response:
        assert response.status_code == status, response.get_data(as_text=True)[:500]
        assert is_hard(response), dict(response.headers)


def test_refusals_and_errors_are_as_hard(world: World, monkeypatch: pytest.MonkeyPatch):
    world.settings = replace(world.settings, rate_limit="30/minute:1")
    app = world.app()
    app.testing = False
    client = app.test_client()
    messages = f"{START}/{client.post(START, json={}).get_json()['id']}/messages"

    def send() -> TestResponse:
        return client.post(messages, json={"text": "Vraag"})

    answered, too_many = send(), send()
    monkeypatch.setattr(lanes._REFUSING, "now", True, raising=False)
    busy = client.get("/help")
    monkeypatch.undo()
    world.dialogue.reply = _broken
    conversation = client.post(START, json={}).get_json()["id"]
    broken = client.post(f"{START}/{conversation}/messages", json={"text": "Vraag"})
    assert [one.status_code for one in (answered, too_many, busy, broken)] == [200, 429, 503, 500]
    assert all(is_hard(one) for one in (answered, too_many, busy, broken))
    assert all(int(one.headers["Retry-After"]) > 0 for one in (too_many, busy))


def _broken(_: object) -> None:
    raise RuntimeError("kapot")


@pytest.mark.parametrize("url", ["/", "/help", "/api/v1/topics", "/nergens", "/static/css/base.css", "/healthz"])
def test_strict_transport_over_https(world: World, url: str):
    client = world.app().test_client()
    with client.get(url, base_url="https://localhost") as response:
        over_https = response.headers["Strict-Transport-Security"]
    assert int(over_https.partition("max-age=")[2].partition(";")[0]) >= 365 * 24 * 60 * 60
    assert "includeSubDomains" in over_https
    with client.get(url) as response:
        assert "Strict-Transport-Security" not in response.headers


def test_trace_is_no_way_to_ask(world: World):
    response = world.app().test_client().open("/", method="TRACE", headers={"X-Secret": "geheim"})
    assert response.status_code == 405
    assert b"geheim" not in response.data


def test_a_name_twice_is_refused(world: World):
    client = world.app().test_client()
    assert client.get("/api/v1/organisations?need=visueel&need=auditief").status_code == 400
    assert client.get("/api/v1/topics?language=nl&language=en").status_code == 400
