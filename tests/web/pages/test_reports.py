"""'Is this not right?' without script: the form, the receipt, what is kept and what is not; and whether an answer helped."""

from __future__ import annotations

import re

import pytest

from bot.contract import Language
from tests.web.conftest import CheckingClient
from tests.web.fakes import World
from tests.web.page_checks import Page


def send(client: CheckingClient, comment: str, over: str = "gids/aanbieders/gehoor") -> Page:
    sent = client.post("/klopt-dit-niet", data={"comment": comment, "over": over, "taal": "nl"})
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return client.page(sent.location)


def test_the_form_says_what_it_is_about(client: CheckingClient):
    page = client.page("/klopt-dit-niet?over=gids/aanbieders/gehoor&taal=nl")
    assert page.link("Stichting Gehoor") == "/gids/aanbieders/gehoor"
    assert "Schrijf geen gegevens van cliënten op." in page.text()


@pytest.mark.parametrize(
    "over", ["", "nergens", "gids/aanbieders/bestaat-niet", "//example.nl", "onderwerpen/x/y", "static/x"]
)
def test_what_is_no_page_of_ours_is_about_nothing(client: CheckingClient, world: World, over: str):
    assert "Dit gaat over:" not in client.page(f"/klopt-dit-niet?over={over}&taal=nl").text()
    send(client, "Het adres is oud.", over)
    assert world.reports.kept[0].about == ""


def test_a_report_is_kept_cleaned_and_has_a_receipt_with_its_number(client: CheckingClient, world: World):
    page = send(client, "Dit nummer is van piet@voorbeeld.example geweest.")
    [kept] = world.reports.kept
    assert kept.comment == "Dit nummer is van [e-mail] geweest."
    assert kept.about == "gids/aanbieders/gehoor"
    assert kept.language is Language.DUTCH
    assert re.fullmatch(r"\d{8}-[2-9B-Z]{5}", kept.number)
    assert f"Uw bericht heeft nummer {kept.number}." in page.text()


def test_an_empty_report_is_refused_and_what_was_typed_stays(client: CheckingClient, world: World):
    refused = client.post("/klopt-dit-niet", data={"comment": "/x <b>", "over": "", "taal": "nl"})
    assert refused.status_code == 400
    page = Page(refused)
    assert page.by_id("melding").get("aria-invalid") == "true"
    assert "/x <b>" in (page.by_id("melding").text or "")
    assert client.post("/klopt-dit-niet", data={"comment": "", "taal": "nl"}).status_code == 400
    assert world.reports.kept == []


def test_who_may_be_in_danger_gets_help_and_nothing_is_kept(client: CheckingClient, world: World):
    sent = client.post("/klopt-dit-niet", data={"comment": "ik wil dood", "taal": "nl"})
    assert sent.status_code == 303
    assert "/onderwerpen/nood/zelfdoding" in sent.location
    assert world.reports.kept == []


def test_a_disk_that_refuses_costs_the_report_and_not_what_was_typed(client: CheckingClient, world: World):
    def refuses(_: object) -> None:
        raise OSError

    world.reports.put = refuses  # type: ignore[method-assign]
    refused = client.post("/klopt-dit-niet", data={"comment": "Het adres is oud.", "taal": "nl"})
    assert refused.status_code == 503
    assert "Het adres is oud." in (Page(refused).by_id("melding").text or "")


@pytest.mark.parametrize("number", ["", "20261330-7KQ3X", "20261130-aaaaa", "<b>"])
def test_a_receipt_of_no_report_says_no_number(client: CheckingClient, number: str):
    assert "nummer" not in client.page(f"/klopt-dit-niet/ontvangen?nummer={number}&taal=nl").text()


def test_a_judgement_is_kept(client: CheckingClient, world: World):
    data = {"topic": "wmo-zg/wachttijd", "helpful": "no", "taal": "nl"}
    sent = client.post("/klopt-dit-niet/oordeel", data=data)
    assert "Dank u wel" in client.page(sent.location).text()
    [kept] = world.feedback.kept
    assert (kept.topic, kept.helpful) == ("wmo-zg/wachttijd", False)
    assert client.post("/klopt-dit-niet/oordeel", data=data | {"helpful": "x"}).status_code == 400
    assert client.post("/klopt-dit-niet/oordeel", data=data | {"topic": "x"}).status_code == 400


@pytest.mark.parametrize("url", ["/onderwerpen/wmo-zg/wachttijd", "/gids/aanbieders/gehoor", "/gids/gemeenten/9003"])
def test_every_answer_and_contact_has_the_form(client: CheckingClient, url: str):
    page = client.page(f"{url}?taal=nl")
    [form] = [one for one in page.all("form") if "report__mistake" in (one.get("class") or "")]
    assert [one.get("value") for one in form.iter("input") if one.get("name") == "over"] == [url[1:]]


def test_an_answer_in_a_conversation_has_its_links(client: CheckingClient, world: World):
    page = client.say("Hoe lang?")
    topic = world.dialogue.reply_topic if hasattr(world.dialogue, "reply_topic") else "wmo-zg/wachttijd"
    assert page.link("Dit antwoord op een eigen pagina") == f"/onderwerpen/{topic}?taal=nl"


def test_the_api_keeps_a_report_too(client: CheckingClient, world: World):
    sent = {"about": "onderwerpen/wmo-zg/wachttijd", "comment": "Het duurt langer.", "language": "nl"}
    receipt = client.post("/api/v1/reports", json=sent).get_json()
    assert receipt["number"] == world.reports.kept[0].number
    assert receipt["keptUntil"] == world.reports.kept[0].kept_until.isoformat()
    nothing = client.post("/api/v1/reports", json={"comment": "ik wil dood"}).get_json()
    assert nothing == {"number": None, "keptUntil": None}
    assert client.post("/api/v1/reports", json={"comment": ""}).status_code == 400
    assert len(world.reports.kept) == 1
