"""Every address of the application is under test: read from the application, so that one cannot come or go unseen."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask

from tests.web.pages.test_pages import PAGES

ELSEWHERE = {
    "/chat": "tests/web/conversation",
    "/chat/<conversation_id>": "tests/web/conversation",
    "/chat/<conversation_id>/wissen": "tests/web/conversation",
    "/chat/<conversation_id>/gesprek.html": "tests/web/conversation",
    "/chat/<conversation_id>/gesprek.txt": "tests/web/conversation",
    "/healthz": "tests/web/http",
    "/readyz": "tests/web/http",
    "/metrics": "tests/web/http",
    "/static/<path:filename>": "tests/web/http",
    "/telefoon/<exchange>": "tests/web/telephone",
    "/telefoon/<exchange>/<name>": "tests/web/telephone",
    "/embed.js": "tests/accessibility",
    "/embed/<version>/<name>": "tests/accessibility",
    "/keuzehulp/<aid_id>/samenvatting.txt": "tests/web/pages",
    "/klopt-dit-niet/oordeel": "tests/web/pages",
    "/gids/keuzes.csv": "tests/web/pages",
    "/voorbeeld": "tests/accessibility",
    "/.well-known/security.txt": "tests/web/pages",
    "/sitemap.xml": "tests/web/found",
    "/robots.txt": "tests/web/found",
}
"""Addresses that are no page of `test_pages`, and the folder that tests them. Taking one away is done on purpose."""


def rules(app: Flask) -> set[str]:
    return {rule.rule for rule in app.url_map.iter_rules()}


def test_every_page_is_opened_in_every_language(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    opened = {adapter.match(url.partition("?")[0], return_rule=True)[0].rule for url in PAGES}
    pages = {rule for rule in rules(app) if not rule.startswith("/api/")} - set(ELSEWHERE)
    pages = {
        rule for rule in pages if not rule.startswith(("/hsds", "/opendata"))
    }  # tests/web/exchange: by its own description
    assert pages - opened == set()


def test_what_is_tested_elsewhere_exists(app: Flask) -> None:
    assert set(ELSEWHERE) - rules(app) == set()


def test_the_description_of_the_api_names_every_address(app: Flask) -> None:
    described = app.test_client().get("/api/v1/openapi.json").get_json()
    (server,) = described["servers"]
    base = urlsplit(server["url"]).path.rstrip("/")
    named = {f"{base}{path}" for path in described["paths"]}
    existing = {
        rule.replace("<path:", "<").replace("<int:", "<").replace("<", "{").replace(">", "}")
        for rule in rules(app)
        if rule.startswith("/api/")
    }
    own = {"/api/v1/openapi.json", "/api/v1/docs"}
    assert {_without_names(path) for path in existing - own} == {_without_names(path) for path in named - own}


def _without_names(path: str) -> str:
    """Names of parts differ between the two: camelCase there, snake_case here."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
