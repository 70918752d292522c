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
from tests.web.page_checks import Page


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


@pytest.mark.parametrize("wanted", ["voorbeelddorp", "VOORBEELD", "beeld dorp", "Voórbeelddorp"])
def test_municipality_is_found_without_case_accents_and_spaces(client: CheckingClient, wanted: str):
    page = client.page(f"/gids/gemeenten?q={wanted}&taal=nl")
    assert page.link("Voorbeelddorp").startswith("/gids/gemeenten/9001")


@pytest.mark.usefixtures("known_by_register")
def test_municipality_is_found_by_a_place_in_it_and_says_which(client: CheckingClient):
    page = client.page("/gids/gemeenten?q=verzonnen broek&taal=nl")
    assert page.link("Voorbeelddorp").startswith("/gids/gemeenten/9001")
    assert "Voorbeelddorp (Verzonnenbroek)" in " ".join(page.text().split())
    assert client.get("/api/v1/municipalities?q=Verzonnenbroek").json["municipalities"][0]["places"] == [
        "Beek",
        "Verzonnenbroek",
    ]


@pytest.mark.usefixtures("known_by_register")
def test_a_contact_from_the_register_says_so_and_that_it_is_not_the_wmo_desk(client: CheckingClient):
    text = " ".join(client.page("/gids/gemeenten/9001?taal=nl").text().split())
    assert "Voorbeelddorp, Algemeen" in text
    assert "16 mei 2026; niet bevestigd)" in text
    assert "Dit zijn de algemene gegevens van de gemeente, niet die van het Wmo-loket." in text


@pytest.mark.parametrize(
    "url",
    [
        "/gids?behoefte=onzin",
        "/gids?wet=onzin",
        "/gids?gemeente=0000",
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
