"""One search over topics, providers, municipalities and places, from the header of every page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.directory import FakeDirectory
from tests.fakes.world import TERMS
from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from tests.web.page_checks import Page, text_of


def headings(page: Page) -> list[str]:
    return [" ".join(text_of(item).split()) for item in page.all("h2")]


@pytest.fixture
def with_places(world: World) -> None:
    known = [
        replace(item, places=("Verzonnenbroek",)) if item.cbs_code in {"9001", "9003"} else item
        for item in world.directory.municipalities()
    ]
    world.directory = FakeDirectory(world.directory.organisations(), known, TERMS)


@pytest.mark.parametrize("url", ["/", "/chat", "/help", "/gids", "/onderwerpen/wmo-zg/tolk", "/nergens"])
def test_the_field_stands_in_the_header_of_every_page(client: CheckingClient, url: str) -> None:
    page = Page(client.get(f"{url}?taal=tr"))
    [header] = [item for item in page.tree.iter() if item.get("class") == "header"]
    [form] = [item for item in header.iter("form") if item.get("role") == "search"]
    assert form.get("action", "").startswith("/zoeken")
    assert form.get("method") == "get"
    assert {item.get("name"): item.get("value") for item in form.iter("input")} == {"taal": "tr", "q": ""}


def test_its_own_page_has_one_field_with_what_was_typed(client: CheckingClient) -> None:
    page = client.page("/zoeken?q=tolk&taal=nl")
    [form] = [item for item in page.all("form") if item.get("role") == "search"]
    assert [item.get("value") for item in form.iter("input") if item.get("name") == "q"] == ["tolk"]


def test_groups_have_headings_with_counts_and_the_title_says_how_many(client: CheckingClient) -> None:
    page = client.page("/zoeken?q=wmo-zg&taal=nl")
    (heading,) = (text_of(item) for item in page.all("h1"))
    assert heading.startswith("Gevonden voor ‘wmo-zg’: ")
    count = int(heading.rpartition(" ")[2])
    assert count > 1
    assert f"Onderwerpen ({count})" in headings(page)
    assert text_of(page.all("title")[0]).startswith(heading)


@pytest.mark.usefixtures("with_places")
def test_all_four_kinds_are_found_at_once(client: CheckingClient) -> None:
    page = client.page("/zoeken?q=bekendstad+gehoor+verzonnenbroek+tolk&taal=nl")
    names, counts = zip(*(heading.rstrip(")").split(" (") for heading in headings(page)[:4]), strict=True)
    assert names == ("Onderwerpen", "Aanbieders en contact", "Gemeenten", "Plaatsen")
    assert text_of(page.all("h1")[0]).endswith(f": {sum(map(int, counts))}")
    assert page.link("Tolk").startswith("/onderwerpen/wmo-zg/tolk")
    assert page.link("Stichting Gehoor").startswith("/gids/aanbieders/gehoor")


@pytest.mark.usefixtures("with_places")
def test_a_place_leads_to_each_municipality_that_has_it(client: CheckingClient) -> None:
    page = client.page("/zoeken?q=verzonnenbrok&taal=nl")
    assert page.link("gemeente Voorbeelddorp").startswith("/gids/gemeenten/9001")
    assert page.link("gemeente Bekendstad").startswith("/gids/gemeenten/9003")
    assert "Onderwerpen" not in page.text().partition("Niet wat u zoekt?")[0]


@pytest.mark.parametrize(
    ("typed", "link"),
    [("wachtijd", "Wachttijd"), ("WÁCHTTIJD", "Wachttijd"), ("gehor", "Stichting Gehoor"), ("modelstat", "Modelstad")],
)
def test_mistakes_and_accents_are_forgiven(client: CheckingClient, typed: str, link: str) -> None:
    assert client.page(f"/zoeken?q={typed}&taal=nl").link(link)


def test_nothing_is_made_up(client: CheckingClient) -> None:
    page = client.page("/zoeken?q=xyzzyq&taal=nl")
    assert text_of(page.all("h1")[0]) == "Gevonden voor ‘xyzzyq’: 0"
    assert headings(page) == ["Niet wat u zoekt?"]
    assert "Wij kunnen nu niet op dorp of stad zoeken." in page.text()
    assert page.link("Stel een vraag") == "/chat?taal=nl"  # the page's own link, in the header
    assert any(item.get("href") == "/chat?vraag=xyzzyq&taal=nl" for item in page.all("a"))


@pytest.mark.usefixtures("with_places")
def test_that_places_are_not_known_is_said_only_then(client: CheckingClient) -> None:
    assert "dorp of stad" not in client.page("/zoeken?q=xyzzyq&taal=nl").text()


def test_a_long_list_is_cut_and_says_so(world: World) -> None:
    towns = [replace(world.directory.municipalities()[0], cbs_code=str(n), name=f"Dorp {n}") for n in range(30)]
    world.directory = FakeDirectory((), towns, TERMS)
    page = Page(world.app().test_client().get("/zoeken?q=dorp&taal=nl"))
    assert "Gemeenten (30)" in headings(page)
    assert "Dit zijn de eerste 25." in page.text()
    assert page.text().count("Dorp ") == 25


def test_who_may_be_in_danger_is_led_to_help(client: CheckingClient) -> None:
    response = client.get("/zoeken?q=ik wil dood&taal=nl")
    assert response.status_code == 303
    assert "/onderwerpen/nood/" in response.location


def test_the_earlier_searches_lead_here_and_programs_get_what_they_got(client: CheckingClient) -> None:
    for url in ("/onderwerpen?q=tolk&taal=nl", "/gids/gemeenten?q=tolk&taal=nl"):
        response = client.get(url)
        assert (response.status_code, response.location) == (302, "/zoeken?q=tolk&taal=nl")
    wanted = {"Accept": "application/json"}
    assert client.get("/gids/gemeenten?q=modelstad", headers=wanted).json["municipalities"][0]["cbsCode"] == "9002"


@pytest.mark.usefixtures("with_places")
def test_programs_get_json(client: CheckingClient) -> None:
    found = client.get("/zoeken?q=verzonnenbroek", headers={"Accept": "application/json"}).json
    assert [item["name"] for item in found["places"]] == ["Verzonnenbroek"]
    assert [item["cbsCode"] for item in found["places"][0]["municipalities"]] == ["9003", "9001"]
    assert (found["topics"], found["organisations"]) == ([], [])


@pytest.mark.parametrize("query", ["%00", "/x", "x" * 3000])
def test_what_cannot_be_read_is_a_page_that_says_so(client: CheckingClient, query: str) -> None:
    assert client.get(f"/zoeken?q={query}").status_code == 400
