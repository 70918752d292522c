"""Decision aids and checklists as a person without script walks through them."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from bot.core.topics.topic import Status
from tests.fakes import world as fictional
from tests.web.conftest import CheckingClient
from tests.web.fakes import AID, REFERRAL, EditedLibrary, World
from tests.web.page_checks import Page, text_of


def answer_with(page: Page, label: str) -> str:
    """The address that the form goes to when this button is pressed."""
    [form] = [item for item in page.all("form") if item.get("class") == "step"]
    assert form.get("method") == "get"
    button = next(item for item in form.iter("button") if text_of(item) == label)
    hidden = "".join(
        f"&{item.get('name')}={item.get('value')}" for item in form.iter("input") if item.get("type") == "hidden"
    )
    return f"{(form.get('action') or '').partition('?')[0]}?{button.get('name')}={button.get('value')}{hidden}"


def list_items(page: Page, tag: str) -> list[str]:
    return [text_of(item) for element in page.all(tag) for item in element.iter("li")]


@pytest.mark.parametrize(("language", "said"), [("tr", True), ("pl", True), ("nl", False), ("en", False)])
@pytest.mark.parametrize("page", ["/", "/help"])
def test_beside_the_link_stands_which_languages_there_are(client: CheckingClient, page: str, language: str, said: bool):
    assert ("(Nederlands, English)" in client.page(f"{page}?taal={language}").text()) is said


def test_list_leads_to_the_first_question(client: CheckingClient):
    first = client.page(client.page("/keuzehulp?taal=nl").link("Keuzehulp: past dit?"))
    [legend] = first.all("legend")
    assert text_of(legend) == "Woont de inwoner in Voorbeelddorp?"
    assert "Uw antwoorden tot nu toe" not in first.text()
    assert "Verzonnen papier" in first.text()


def test_walk_to_the_outcome_and_back_to_an_answer(client: CheckingClient):
    first = client.page("/keuzehulp/past-dit?taal=nl")
    second = client.page(answer_with(first, "Ja"))
    assert text_of(second.all("h1")[0]) == "Ziet de inwoner <slecht>?"
    assert second.tree.get("lang") == "nl"
    end = client.page(answer_with(second, "Ja"))
    assert text_of(end.all("h1")[0]) == "Uitkomst: Past dit?"
    assert list_items(end, "ol") == ["Doe een melding.", "Bel niet."]
    assert "Dit past." in end.text()
    assert end.link("Tolk").startswith("/onderwerpen/wmo-zg/tolk")
    assert not [item for item in end.all("form") if item.get("class") == "step"]
    back = client.page(end.link("Ziet de inwoner <slecht>?"))
    assert text_of(back.all("legend")[0]) == "Ziet de inwoner <slecht>?"
    assert text_of(client.page(answer_with(back, "Nee")).all("h1")[0]).startswith("Uitkomst")
    start = client.page(end.link("Woont de inwoner in Voorbeelddorp?"))
    assert "Uw antwoorden tot nu toe" not in start.text()


def test_summary_can_be_copied_and_saved_and_holds_the_walk(client: CheckingClient):
    page = client.page("/keuzehulp/past-dit?pad=ja.ja&taal=nl")
    [shown] = page.all("pre")
    saved = client.get(page.link("De samenvatting bewaren als gewone tekst"))
    assert saved.mimetype == "text/plain"
    assert saved.headers["Content-Disposition"] == 'attachment; filename="keuzehulp-past-dit.txt"'
    assert saved.get_data(as_text=True).strip() == "".join(shown.itertext()).strip()
    lines = saved.get_data(as_text=True).splitlines()
    assert lines[0] == "Keuzehulp: past dit?"
    assert "– Ziet de inwoner <slecht>? Ja." in lines
    assert "1. Doe een melding." in lines
    assert lines[-1] == "Bron: Verzonnen papier"


def test_words_of_another_language_are_marked(client: CheckingClient):
    page = client.page("/keuzehulp/past-dit?pad=ja.ja&taal=ar")

    def language_of(words: str) -> Element:
        return next(item for item in page.tree.iter("span") if text_of(item) == words)

    assert (language_of("This fits.").get("lang"), language_of("This fits.").get("dir")) == ("en", "ltr")
    assert page.all("pre")[0].get("lang") == "en"
    assert "1. Send a notification." in "".join(page.all("pre")[0].itertext())
    assert "taal=ar" in page.link("Does the resident live in Voorbeelddorp?")


@pytest.mark.parametrize(
    "url",
    [
        "/keuzehulp/nergens",
        "/keuzehulp/past-dit?pad=misschien",
        "/keuzehulp/past-dit?pad=ja.ja.ja",
        "/keuzehulp/past-dit?pad=ja..ja",
        "/keuzehulp/past-dit.ja",
        "/keuzehulp/past-dit/samenvatting.txt",
        "/keuzehulp/past-dit/samenvatting.txt?pad=ja",
        "/keuzehulp/nergens/samenvatting.txt?pad=ja",
        "/checklist/nergens",
        "/api/v1/decision-aids/nergens",
    ],
)
def test_what_does_not_exist_is_a_page_that_says_so(client: CheckingClient, url: str):
    assert client.get(url).status_code == 404


def test_start_and_topic_lead_to_the_aids_and_the_checklist(client: CheckingClient):
    assert client.page("/?taal=nl").link("Keuzehulp: past dit?").startswith("/keuzehulp/past-dit")
    topic = client.page("/onderwerpen/wmo-zg/verwijzen?taal=nl")
    assert topic.link("Keuzehulp: past dit?").startswith("/keuzehulp/past-dit")
    assert topic.link("De stappen afdrukken als afvinklijst").startswith("/checklist/verwijzen")
    assert "Stap voor stap" not in client.page("/onderwerpen/wmo-zg/wachttijd?taal=nl").text()


def test_checklist_holds_the_steps_the_sources_and_the_date_and_no_field(client: CheckingClient):
    page = client.page("/checklist/verwijzen?taal=nl")
    assert list_items(page, "ol") == ["Melding.", "Besluit."]
    assert "Zo gaat het" not in page.text()
    assert "Verzonnen papier" in page.text()
    assert "22 november 2026" in page.text()
    [main] = page.all("main")
    assert not [*main.iter("input"), *main.iter("textarea")]


def test_checklist_of_a_withdrawn_topic_is_gone(world: World):
    gone = replace(REFERRAL, status=Status.WITHDRAWN)
    world.library = EditedLibrary((*fictional.TOPICS, gone), (fictional.PAPER,))
    assert world.app().test_client().get("/checklist/verwijzen").status_code == 410


def test_api_gives_the_whole_tree_in_a_language(client: CheckingClient):
    [line, other] = client.get("/api/v1/decision-aids?language=en").json["decisionAids"]
    assert line == {
        "id": "past-dit",
        "title": "Decision aid: does this fit?",
        "language": "en",
        "topic": "wmo-zg/verwijzen",
        "url": "http://localhost/keuzehulp/past-dit?taal=en",
    }
    assert other["language"] == "nl"
    tree = client.get("/api/v1/decision-aids/past-dit?language=en").json
    assert tree["start"] == "wonen"
    known = {item["id"] for item in [*tree["steps"], *tree["outcomes"]]}
    assert {option["leadsTo"] for step in tree["steps"] for option in step["options"]} <= known
    assert tree["steps"][0]["sources"][0]["date"] == "2019"
    assert tree["outcomes"][0]["related"] == [{"topic": "wmo-zg/tolk", "title": "Tolk"}]
    page = client.get("/keuzehulp/past-dit", headers={"Accept": "application/json"})
    assert page.json["id"] == AID.id
