"""Every address that exists, read from the application: either it may be found and says all that is asked, or it says that it may not."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from lxml import etree
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from bot.contract import Language
from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from tests.web.page_checks import Page, text_of
from web.found.maps import KEPT_OUT

BASE = "https://kennispunt.example.nl"
SAMPLES = {
    "topic_id": "wmo-zg/wachttijd",
    "organisation_id": "gehoor",
    "cbs_code": "9003",
    "source_id": "papier",
    "aid_id": "past-dit",
    "filename": "icon.svg",
    "number": "0",
}
"""A value for each named part of an address; where the name means more than one thing, by endpoint below."""
NAMES = {"checklists.show": "verwijzen"}
FOUND = {
    "start.show",
    "start.show_help",
    "start.privacy",
    "start.accessibility",
    "topics.index",
    "topics.show",
    "checklists.show",
    "decision_aids.index",
    "decision_aids.show",
    "directory.index",
    "directory.organisation",
    "directory.municipalities",
    "directory.municipality",
    "choices.index",
    "sources.index",
    "sources.show",
}
"""What may be found, on purpose; whatever is not here must say that it may not."""
SEARCHES = (
    "/zoeken?q=tolk",
    "/onderwerpen?q=",
    "/gids?behoefte=doofblind",
    "/gids/keuzes?wijze=&volgorde=gemeente",
    "/gids/vergelijken?met=gehoor&met=zicht",
    "/keuzehulp/past-dit?pad=ja",
    "/?vraag=tolk",
)
GONE = ("/onderwerpen/wmo-zg/vervallen", "/onderwerpen/gesprek/groet", "/onderwerpen/nergens", "/gids/aanbieders/weg")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def world() -> World:
    made = World()
    made.settings = replace(made.settings, public_url=BASE)
    return made


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Endpoint and a path for every rule that can be asked for."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            yield rule.endpoint, adapter.build(rule.endpoint, {part: sample(rule, part) for part in rule.arguments})


def sample(rule: Rule, part: str) -> str:
    return NAMES.get(rule.endpoint, SAMPLES.get(part, "x"))


def metas(page: Page, key: str, name: str) -> list[str]:
    return [meta.get("content", "") for meta in page.all("meta") if meta.get(key) == name]


def links(page: Page, rel: str) -> list[tuple[str, str]]:
    return [(link.get("hreflang", ""), link.get("href", "")) for link in page.all("link") if link.get("rel") == rel]


def linked_data(page: Page) -> list[dict[str, Any]]:
    scripts = [script for script in page.all("script") if script.get("type") == "application/ld+json"]
    return [json.loads("".join(script.itertext())) for script in scripts]


def is_kept_out(response: TestResponse) -> bool:
    return response.headers.get("X-Robots-Tag") == "noindex"


def sitemap(client: CheckingClient) -> dict[str, tuple[str, dict[str, str]]]:
    """Address to when it was checked and its addresses by language."""
    response = client.get("/sitemap.xml")
    assert response.content_type == "application/xml; charset=utf-8"
    root = etree.fromstring(response.get_data())
    assert root.tag == f"{SITEMAP}urlset"
    found = {}
    for url in root:
        assert next(child.tag for child in url) == f"{SITEMAP}loc"
        alternates = {str(item.get("hreflang")): str(item.get("href")) for item in url.iter(f"{XHTML}link")}
        found[str(url.findtext(f"{SITEMAP}loc"))] = (url.findtext(f"{SITEMAP}lastmod") or "", alternates)
    assert len(found) == len(root), "an address stands in it twice"
    return found


def told(page: Page) -> dict[str, tuple[str, dict[str, str]]]:
    """As `sitemap`, of one page: its canonical address and its addresses by language."""
    [(_, canonical)] = links(page, "canonical")
    return {canonical: ("", dict(links(page, "alternate")))}


def test_every_route_is_found_or_kept_out(app: Flask, client: CheckingClient):
    listed = sitemap(client)
    found, opened = set(), 0
    anybody = FlaskClient(app, Response)
    for endpoint, path in addresses(app):
        for language in (Language.DUTCH, Language.ENGLISH, Language.ARABIC):
            response = anybody.get(f"{path}?taal={language}", follow_redirects=True)
            response.get_data()
            response.close()
            opened += 1
            if is_kept_out(response):
                kept_out(response)
                continue
            found.add(endpoint)
            assert response.status_code == 200
            whole(Page(response), listed)
    assert found == FOUND
    assert opened > 100


def kept_out(response: TestResponse) -> None:
    """Nothing there tells where to find it; a page has a description all the same."""
    if response.mimetype != "text/html" or response.request.path.startswith(("/beheer", "/voorbeeld", "/api")):
        return
    page = Page(response)
    assert metas(page, "name", "robots") == ["noindex"]
    assert [bool(said.strip()) for said in metas(page, "name", "description")] == [True]
    assert links(page, "canonical") == links(page, "alternate") == linked_data(page) == []


def whole(page: Page, listed: dict[str, tuple[str, dict[str, str]]]) -> None:
    """Everything that a page that may be found has to say, each once and in agreement with the sitemap."""
    [(canonical, (_, alternates))] = told(page).items()
    assert listed[canonical][1] == alternates
    assert metas(page, "name", "robots") == []
    [description] = metas(page, "name", "description")
    assert description.strip()
    assert metas(page, "property", "og:url") == [canonical]
    assert metas(page, "property", "og:description") == [description]
    assert metas(page, "property", "og:title") == [text_of(page.all("h1")[0])]
    for name in ("og:type", "og:site_name", "og:locale"):
        assert len(metas(page, "property", name)) == 1
    assert len(metas(page, "property", "og:locale:alternate")) == len(alternates) - 2
    [data] = linked_data(page)
    assert data["@context"] == "https://schema.org"
    assert data["@graph"][0]["url"] == canonical
    assert {"WebSite", "Organization"} <= {node["@type"] for node in data["@graph"][1:]}


def test_everything_in_the_sitemap_opens_under_its_own_name(client: CheckingClient):
    listed = sitemap(client)
    assert len(listed) > 100
    for address, (checked, alternates) in listed.items():
        assert address.startswith(f"{BASE}/")
        assert address in alternates.values()
        assert all(listed[other][1] == alternates for other in alternates.values()), "they name each other"
        assert checked == "" or len(checked) in {4, 7, 10}
        page = client.page(address.removeprefix(BASE))
        assert told(page) == {address: ("", alternates)}
        if alternates["x-default"] != address:
            assert alternates[str(page.tree.get("lang"))] == address


def test_an_answer_is_in_the_sitemap_in_its_own_languages_with_the_day_it_was_checked(client: CheckingClient):
    listed = sitemap(client)
    checked, alternates = listed[f"{BASE}/onderwerpen/wmo-zg/wachttijd?taal=en"]
    assert checked == "2026-11-22"
    assert list(alternates) == ["nl", "en", "x-default"]
    checked, _ = listed[f"{BASE}/gids/gemeenten/9003?taal=nl"]
    assert checked == "2026-10-01", "the day on which somebody confirmed the contact"


@pytest.mark.parametrize("path", SEARCHES + GONE)
def test_searches_and_what_is_gone_are_kept_out(client: CheckingClient, path: str):
    response = client.get(path)
    assert is_kept_out(response)
    kept_out(response)
    assert not any(address.endswith(path) for address in sitemap(client))


def test_a_conversation_is_kept_out(client: CheckingClient):
    page = client.say("Hoe lang?")
    assert is_kept_out(page.response)
    kept_out(page.response)


def test_the_sender_of_a_visitor_changes_no_address(client: CheckingClient):
    page = client.page("/onderwerpen/wmo-zg/wachttijd?utm_source=brief&taal=en")
    assert list(told(page)) == [f"{BASE}/onderwerpen/wmo-zg/wachttijd?taal=en"]


def test_a_language_that_an_answer_does_not_have_leads_to_the_one_that_is_shown(client: CheckingClient):
    page = client.page("/onderwerpen/wmo-zg/tolk?taal=ar")
    assert list(told(page)) == [f"{BASE}/onderwerpen/wmo-zg/tolk?taal=nl"]
    page = client.page("/gids/aanbieders/gehoor?taal=ar")
    assert list(told(page)) == [f"{BASE}/gids/aanbieders/gehoor?taal=en"]


def test_a_second_address_names_the_first(client: CheckingClient):
    page = client.page("/privacy?taal=nl")
    assert list(told(page)) == [f"{BASE}/onderwerpen/over/privacy?taal=nl"]
    assert not any(address.startswith(f"{BASE}/privacy") for address in sitemap(client))


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_only_our_own_name_is_given(client: CheckingClient, path: str):
    response = client.get(path, headers={"Host": "evil.example"})
    assert response.status_code == 200
    assert "evil" not in response.get_data(as_text=True)
    assert BASE in response.get_data(as_text=True)


def test_robots_may_read_what_is_found_and_nothing_personal(client: CheckingClient):
    lines = client.get("/robots.txt").get_data(as_text=True).splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {BASE}/sitemap.xml"
    assert [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")] == list(KEPT_OUT)
    for address in sitemap(client):
        assert not disallowed(address.removeprefix(BASE)), address
    conversation = client.say("Hoe lang?").response.request.path
    for path in (
        conversation,
        f"{conversation}/gesprek.html",
        "/chat",
        "/beheer/inloggen",
        "/api/v1/topics",
        *SEARCHES[:5],
    ):
        assert disallowed(path), path


def disallowed(path: str) -> bool:
    """By RFC 9309: a rule is the beginning of a path, and `*` any row of characters."""
    return any(fnmatch.fnmatchcase(path, f"{rule.replace('?', '[?]')}*") for rule in KEPT_OUT)
