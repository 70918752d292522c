"""The directory as pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from bot.core.directory.contacts import Channel, ChannelKind, Contact
from bot.core.directory.organisations import Retired
from bot.core.partial_date import PartialDate
from tests.fakes.directory import FakeDirectory
from tests.fakes.world import TERMS
from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from tests.web.page_checks import Page, text_of


@pytest.fixture
def known_by_register(world: World) -> None:
    """The national register has brought a contact and the places of one municipality."""
    channel = Channel(ChannelKind.PHONE, "14 0555", "register", PartialDate(2026, 5, 16))
    contact = Contact("9001", "Voorbeelddorp", "Algemeen", (channel,))
    known = [
        replace(item, contacts=(contact,), places=("Beek", "Verzonnenbroek")) if item.cbs_code == "9001" else item
        for item in world.directory.municipalities()
    ]
    world.directory = FakeDirectory(world.directory.organisations(), known, TERMS)


def test_finder_shows_only_providers_for_the_need(client: CheckingClient):
    page = client.page("/gids?behoefte=doofblind&wet=wmo&taal=nl")
    names = [link.text for item in page.all("h3") for link in item.iter("a")]
    assert names == ["Stichting Beide", "Stichting Gehoor"]
    [chosen] = [item for item in page.by_id("behoefte") if item.get("selected") is not None]
    assert chosen.get("value") == "doofblind"


def test_the_list_shows_how_to_reach_each_with_how_that_stands(client: CheckingClient):
    page = client.page("/gids?taal=nl")
    [card] = [item for item in page.all("li") if item.get("class") == "card" and "Stichting Gehoor" in text_of(item)]
    assert {link.get("href") for link in card.iter("a")} >= {"tel:+31885550101", "mailto:info@gehoor.example.nl"}
    text = " ".join(text_of(card).split())
    assert text.count("(niet bevestigd)") == 2
    assert text.count("Stichting Gehoor") == 3, (
        "its heading, its description, the box to compare: not also above its contact"
    )
    assert "Wij hebben geen contactgegevens." in page.text(), "the one without says so"


def test_two_providers_stand_side_by_side(client: CheckingClient):
    page = client.page("/gids/vergelijken?met=gehoor&met=zicht&taal=nl")
    assert text_of(page.all("h1")[0]) == "Stichting Gehoor en Stichting Zicht naast elkaar"
    [table] = page.all("table")
    columns = [text_of(item) for item in table.iter("th") if item.get("scope") == "col"]
    rows = [text_of(item) for item in table.iter("th") if item.get("scope") == "row"]
    assert columns == ["Onderwerp", "Stichting Gehoor", "Stichting Zicht"]
    assert rows == [
        "Wat het is",
        "Voor wie",
        "Wet",
        "Soort ondersteuning",
        "Werkgebied",
        "Contact",
        "Hoe zeker is dit?",
    ]
    cells = [" ".join(text_of(item).split()) for item in table.iter("td")]
    assert len(cells) == 2 * len(rows)
    assert "Auditief" in cells[2]
    assert "Visueel" in cells[3]
    assert "088 555 0101" in cells[10]
    assert "zicht.example.nl" in cells[11]


def test_the_boxes_of_the_list_lead_to_the_comparison(client: CheckingClient):
    page = client.page("/gids?taal=nl")
    boxes = [item for item in page.all("input") if item.get("name") == "met"]
    assert len(boxes) == len([item for item in page.all("li") if item.get("class") == "card"])
    [form] = [item for item in page.all("form") if any(box in list(item.iter()) for box in boxes)]
    assert form.get("action", "").startswith("/gids/vergelijken")
    alone = client.page("/gids?behoefte=visueel&taal=nl")
    assert not [item for item in alone.all("input") if item.get("name") == "met"], "one cannot be compared"


@pytest.mark.parametrize(
    ("query", "chosen", "note"),
    [("", [], False), ("met=zicht", ["zicht"], False), ("met=zicht&met=zicht", ["zicht"], False), ("met=&met=zicht", ["zicht"], False),
     ("met=zicht&met=gehoor&met=vng", ["zicht", "gehoor"], True)],
)  # fmt: skip
def test_a_comparison_asks_for_what_was_not_chosen(client: CheckingClient, query: str, chosen: list[str], note: bool):
    page = client.page(f"/gids/vergelijken?{query}&taal=nl")
    assert [item.get("value") for item in page.all("option") if item.get("selected") is not None] == chosen
    assert bool(page.all("table")) is (len(chosen) == 2)
    assert ("meer dan twee" in page.text()) is note


def test_a_comparison_for_programs(client: CheckingClient):
    found = client.get("/gids/vergelijken?met=gehoor&met=zicht", headers={"Accept": "application/json"}).json
    assert [item["id"] for item in found["organisations"]] == ["gehoor", "zicht"]


def test_none_found_says_whom_to_ask(client: CheckingClient):
    page = client.page("/gids?behoefte=tos&taal=nl")
    assert "Wij kennen hiervoor geen aanbieder." in page.text()
    assert page.link("Contact met de VNG").startswith("/gids/aanbieders/vng")


def test_channels_can_be_followed_and_unconfirmed_says_so(client: CheckingClient):
    page = client.page("/gids/aanbieders/gehoor?taal=nl")
    assert page.link("088 555 0101") == "tel:+31885550101"
    assert page.link("info@gehoor.example.nl") == "mailto:info@gehoor.example.nl"
    assert page.text().count("niet bevestigd") >= 2
    assert len(page.all("address")) == 1


def test_telephone_is_never_the_only_way_without_a_word_about_it(client: CheckingClient):
    page = client.page("/gids/gemeenten/9003?taal=nl")
    assert "vraag iemand om voor u te bellen" in page.text()


def test_what_is_not_known_of_a_municipality_is_said(client: CheckingClient):
    page = client.page("/gids/gemeenten/9001?taal=nl")
    assert "Wij hebben nog geen contactgegevens van de gemeente Voorbeelddorp." in page.text()
    assert "Wij weten nog niet of de gemeente Voorbeelddorp declaraties of facturen wil, en hoe vaak." in page.text()


@pytest.mark.usefixtures("known_by_register")
def test_the_api_finds_a_municipality_by_a_place_in_it(client: CheckingClient):
    assert client.get("/api/v1/municipalities?q=Verzonnenbroek").json["municipalities"][0]["places"] == [
        "Beek",
        "Verzonnenbroek",
    ]


@pytest.mark.usefixtures("known_by_register")
def test_a_contact_from_the_register_says_so_and_that_it_is_not_the_wmo_desk(client: CheckingClient):
    text = " ".join(client.page("/gids/gemeenten/9001?taal=nl").text().split())
    assert "Contact Algemeen Telefoon:" in text
    assert "16 mei 2026; niet bevestigd)" in text
    assert "Dit zijn de algemene gegevens van de gemeente, niet die van het Wmo-loket." in text


@pytest.mark.parametrize(
    "url",
    [
        "/gids?behoefte=onzin",
        "/gids?wet=onzin",
        "/gids?gemeente=0000",
        "/gids/vergelijken?met=nergens&met=gehoor",
        "/gids/aanbieders/nergens",
        "/gids/gemeenten/0000",
        "/onderwerpen/nergens",
        "/bronnen/nergens",
        "/chat/nergens",
    ],
)
def test_unknown_addresses_are_a_page_that_says_so(client: CheckingClient, url: str):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("url", ["/onderwerpen?q=%00", "/gids/gemeenten?q=/x", "/onderwerpen?q=" + "x" * 3000])
def test_search_that_cannot_be_read_is_a_page_that_says_so(client: CheckingClient, url: str):
    assert client.get(url).status_code == 400


def test_withdrawn_answer_is_gone(client: CheckingClient):
    assert client.get("/onderwerpen/wmo-zg/vervallen").status_code == 410


def test_source_says_which_answers_use_it(client: CheckingClient):
    page = client.page("/bronnen/papier?taal=nl")
    assert page.link("Wachttijd").startswith("/onderwerpen/wmo-zg/wachttijd")


def test_pages_speak_json_too(client: CheckingClient):
    wanted = {"Accept": "application/json"}
    assert client.get("/gids/aanbieders/gehoor", headers=wanted).json["name"] == "Stichting Gehoor"
    assert client.get("/gids/gemeenten/9001", headers=wanted).json["name"] == "Voorbeelddorp"
    assert client.get("/onderwerpen/wmo-zg/tolk", headers=wanted).json["topic"] == "wmo-zg/tolk"
    assert client.get("/onderwerpen?q=tolk", headers=wanted).json["topics"][0]["id"] == "wmo-zg/tolk"
    assert "Accept" in client.get("/gids").headers["Vary"]


@pytest.fixture
def gone(world: World) -> Flask:
    """A directory from which two organisations went: one without a successor, one that was another one entered twice."""
    known = world.directory
    world.directory = FakeDirectory(
        known.organisations(),
        known.municipalities(),
        TERMS,
        (
            Retired("weg", "Stichting Weg", date(2026, 2, 1), successor=known.organisations()[0].id),
            Retired("dubbel", "Dubbel", date(2026, 2, 1), successor=known.organisations()[0].id, merged=True),
            Retired("9099", "Oudedorp", date(2026, 1, 1), successor=known.municipalities()[0].cbs_code),
        ),
    )
    app = world.app()
    app.test_client_class = CheckingClient
    return app


def test_what_retired_says_what_came_in_its_place(gone: Flask, world: World) -> None:
    response = gone.test_client().get("/gids/aanbieders/weg?taal=nl")
    text = Page(response).text()
    assert response.status_code == 410
    assert "Stichting Weg staat sinds 1 februari 2026 niet meer in deze gids." in text
    assert world.directory.organisations()[0].name in text
    assert gone.test_client().get("/gids/gemeenten/9099").status_code == 410
    asked = gone.test_client().get("/gids/aanbieders/weg", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.get_json()["retiredOn"]) == (410, "2026-02-01")


def test_one_thing_entered_twice_is_found_under_its_other_address(gone: Flask, world: World) -> None:
    response = gone.test_client().get("/gids/aanbieders/dubbel")
    assert response.status_code == 301
    assert response.location == f"/gids/aanbieders/{world.directory.organisations()[0].id}"


def test_without_a_desk_no_agreement_can_be_reported(client: CheckingClient):
    assert "/afspraak-melden" not in client.get("/gids/gemeenten/9001?taal=nl").get_data(as_text=True)
