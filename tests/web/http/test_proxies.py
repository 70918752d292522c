"""Only what a trusted proxy says counts, through any number of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.web.fakes import World
from web.http.proxies import TrustedProxies

TWO = "10.0.0.5, 192.0.2.0/24 2001:db8:ffff::/48"


def seen(trusted: str, remote: str, **headers: str) -> dict[str, Any]:
    """The request as the application gets it."""
    got: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: object) -> list[bytes]:
        got.update(environ)
        return []

    environ = {"REMOTE_ADDR": remote, "HTTP_HOST": "intern:8000", "wsgi.url_scheme": "http"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    TrustedProxies(application, trusted)(environ, lambda *_: None)  # type: ignore[arg-type,return-value]
    return got


@pytest.mark.parametrize(
    ("remote", "said", "visitor"),
    [
        ("10.0.0.5", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "203.0.113.9, 192.0.2.44", "203.0.113.9"),
        ("192.0.2.1", "203.0.113.9, 10.0.0.5, 192.0.2.44", "203.0.113.9"),
        # What the visitor wrote in it themselves stands before what our proxies added.
        ("10.0.0.5", "127.0.0.1, 198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "10.0.0.5, 203.0.113.9, 192.0.2.44", "203.0.113.9"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.5", "onbekend", "10.0.0.5"),
        ("10.0.0.5", "203.0.113.9, <script>", "10.0.0.5"),
        ("10.0.0.5", "192.0.2.44", "192.0.2.44"),
        ("10.0.0.5", "203.0.113.9:51234", "203.0.113.9"),
        ("10.0.0.5", "[2001:db8:1::7]:51234", "2001:db8:1::7"),
        ("10.0.0.5", "2001:db8:1::7,2001:db8:ffff::1", "2001:db8:1::7"),
        ("::ffff:10.0.0.5", "203.0.113.9", "203.0.113.9"),
        # Not one of ours: whatever it says is nothing.
        ("10.0.0.6", "203.0.113.9", "10.0.0.6"),
        ("203.0.113.9", "127.0.0.1", "203.0.113.9"),
    ],
)
def test_visitor_is_the_first_from_the_end_that_is_no_proxy_of_ours(remote: str, said: str, visitor: str):
    assert seen(TWO, remote, x_forwarded_for=said)["REMOTE_ADDR"] == visitor


def test_without_trusted_proxies_nothing_counts():
    got = seen(
        "", "127.0.0.1", x_forwarded_for="203.0.113.9", x_forwarded_proto="https", x_forwarded_host="kwaad.example"
    )
    assert (got["REMOTE_ADDR"], got["wsgi.url_scheme"], got["HTTP_HOST"]) == ("127.0.0.1", "http", "intern:8000")
    assert not [name for name in got if "FORWARDED" in name]


@pytest.mark.parametrize(
    ("proto", "host", "scheme", "name"),
    [
        ("https", "kennispunt.example", "https", "kennispunt.example"),
        ("https, http", "kennispunt.example, intern", "https", "kennispunt.example"),
        ("http, https, http", "kwaad.example, kennispunt.example, intern", "https", "kennispunt.example"),
        ("", "", "http", "intern:8000"),
        ("gopher", "kwaad.example/<script>", "http", "intern:8000"),
        ("HTTPS", "[2001:db8::1]:8443", "https", "[2001:db8::1]:8443"),
    ],
)
def test_scheme_and_host_are_those_of_the_outermost_proxy(proto: str, host: str, scheme: str, name: str):
    got = seen(
        TWO,
        "10.0.0.5",
        x_forwarded_for="203.0.113.9, 192.0.2.44",
        x_forwarded_proto=proto,
        x_forwarded_host=host,
        forwarded="for=127.0.0.1",
    )
    assert (got["wsgi.url_scheme"], got["HTTP_HOST"]) == (scheme, name)
    assert not [name for name in got if "FORWARDED" in name]


@pytest.mark.parametrize("trusted", ["proxy.example", "10.0.0.300", "10.0.0.0/33", "10.0.0.5; 10.0.0.6"])
def test_what_is_no_address_is_named(trusted: str):
    with pytest.raises(ValueError, match="KENNISPUNT_TRUSTED_PROXY"):
        TrustedProxies(lambda *_: [], trusted)


def test_application_counts_and_links_by_it(world: World):
    world.settings = replace(
        world.settings,
        trusted_proxy=TWO,
        allowed_hosts="kennispunt.example",
        rate_limit="9/minute",
        rate_limit_starts="1/hour",
    )
    client = world.app().test_client()

    def start(visitor: str) -> Any:  # noqa: ANN401 - Flask's response
        headers = {
            "X-Forwarded-For": f"{visitor}, 192.0.2.44",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "kennispunt.example",
        }
        return client.post(
            "/api/v1/conversations", json={}, headers=headers, environ_overrides={"REMOTE_ADDR": "10.0.0.5"}
        )

    first = start("203.0.113.9")
    assert first.location.startswith("https://kennispunt.example/api/v1/conversations/")
    assert "Strict-Transport-Security" in first.headers
    assert start("203.0.113.9").status_code == 429
    assert start("203.0.113.10").status_code == 201
