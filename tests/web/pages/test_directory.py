"""The directory as pages."""

from __future__ import annotations

import pytest

from tests.web.conftest import CheckingClient


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
