"""The conversation without script."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from bot.contract import Language
from bot.core.conversation.port import Message
from bot.core.reply.reply import Reply
from tests.web.conftest import CheckingClient
from tests.web.fakes import World, question
from tests.web.page_checks import Page, text_of


def test_question_gets_an_answer_with_its_source(client: CheckingClient, world: World):
    page = client.say("Hoe lang moet mijn cliënt wachten?")
    assert "Hoe lang moet mijn cliënt wachten?" in page.text()
    assert "Zes weken." in page.text()
    assert "Verzonnen papier" in page.text()
    assert world.dialogue.heard[0].text == "Hoe lang moet mijn cliënt wachten?"
    assert world.dialogue.heard[0].language is Language.DUTCH


def test_reply_is_an_anchor_that_the_redirect_goes_to(client: CheckingClient):
    response = client.post("/chat", data={"text": "Vraag een", "taal": "nl"})
    url, _, anchor = response.location.partition("#")
    assert client.page(url).by_id(anchor).tag == "article"


def test_next_question_stays_in_the_conversation(client: CheckingClient, world: World):
    first = client.say("Vraag een")
    action = first.by_id("vraag").get("action")
    second = client.say("Vraag twee", action)
    assert "Vraag een" in second.text()
    assert "Vraag twee" in second.text()
    assert len({message.conversation_id for message in world.dialogue.heard}) == 1


def offered(page: Page) -> list[Element]:
    """The choices of an answer; what one can read on with stands under it in the same form."""
    return [button for button in page.all("button") if "button--choice" in button.get("class", "")]


def test_choice_is_a_button_that_is_sent_back(client: CheckingClient, world: World):
    page = client.say("Vraag een")
    [button] = [item for item in offered(page) if item.get("value") == "topic:wmo-zg/tolk"]
    response = client.post(page.by_id("vraag").get("action"), data={button.get("name"): button.get("value")})
    after = client.page(response.location)
    assert world.dialogue.heard[-1].choice == "topic:wmo-zg/tolk"
    assert world.dialogue.heard[-1].text == ""
    assert text_of(after.by_id("antwoord-2")).startswith("Antwoord 2")
    assert "Tolk" in after.text()


def test_only_the_newest_reply_offers_its_choices(client: CheckingClient):
    page = client.say("Vraag twee", client.say("Vraag een").by_id("vraag").get("action"))
    assert len(offered(page)) == 2
    earlier, newest = page.by_id("antwoord-1"), page.by_id("antwoord-2")
    assert not [button for button in earlier.iter("button") if button.get("name") == "choice"]
    past, read_on = (item for item in earlier.iter("div") if item.get("class") == "past")
    assert [link.get("href") for link in read_on.iter("a")] == ["/onderwerpen/wmo-zg/tolk?taal=nl"]
    assert text_of(past).split() == ["U", "kon", "kiezen:", *" ".join(text_of(item) for item in offered(page)).split()]
    assert not [item for item in newest.iter("div") if item.get("class") == "past"]


def test_markup_is_shown_and_never_run(client: CheckingClient):
    page = client.say("<script>alert(1)</script> <b>vet</b>")
    assert "<script>alert(1)</script> <b>vet</b>" in page.text()
    assert [script.text for script in page.all("script") if script.text] == []
    assert page.all("b") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Typ eerst een vraag."),
        ("   \n ", "Typ eerst een vraag."),
        ("?!", "Typ eerst een vraag."),
        ("/restart", "Een vraag kan niet met een schuine streep"),
        ('/kies{"choice": "topic:x"}', "Een vraag kan niet met een schuine streep"),
        ("x" * 2001, "Uw tekst is langer dan 2000 tekens."),
        ("vraag\x00met nul", "Uw tekst bevat tekens die wij niet kunnen lezen."),
        ("vraag\x1b[2J", "Uw tekst bevat tekens die wij niet kunnen lezen."),
    ],
)
def test_refused_text_stays_in_the_field_with_a_friendly_line(
    client: CheckingClient, world: World, text: str, said: str
):
    response = client.post("/chat", data={"text": text, "taal": "nl"})
    assert response.status_code == 400
    page = Page(response)
    assert said in text_of(page.by_id("vraag-fout"))
    readable = "".join(character for character in text if character >= " " or character == "\n")
    assert (page.by_id("vraag-tekst").text or "") == readable
    assert page.by_id("vraag-tekst").get("aria-invalid") == "true"
    assert world.dialogue.heard == []


def test_binary_form_is_refused_on_the_page(client: CheckingClient):
    response = client.post("/chat", data=b"text=%ff%fe%00%80&taal=nl", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "tekens die wij niet kunnen lezen" in Page(response).text()


def test_text_of_ten_thousand_bytes_is_kept(client: CheckingClient):
    text = "Wat is dit? " * 850
    page = Page(client.post("/chat", data={"text": text, "taal": "nl"}))
    assert page.by_id("vraag-tekst").text == text


def test_text_of_any_size_is_a_page_not_a_crash(client: CheckingClient):
    response = client.post("/chat", data={"text": "x" * 200_000, "taal": "nl"})
    assert response.status_code == 413
    assert "Uw tekst is te lang" in Page(response).text()


@pytest.mark.parametrize(
    "choice", ["topic", "topic:", "rm -rf:x", "topic:../../etc", "topic:nergens/iets", "language:xx"]
)
def test_choice_that_was_never_offered_is_refused(client: CheckingClient, world: World, choice: str):
    response = client.post("/chat", data={"choice": choice, "taal": "nl"})
    assert response.status_code == 400
    assert "Deze keuze bestaat niet." in Page(response).text()
    assert world.dialogue.heard == []


def test_refused_text_in_a_conversation_keeps_the_conversation(client: CheckingClient):
    action = client.say("Vraag een").by_id("vraag").get("action")
    page = Page(client.post(action, data={"text": "/stop", "taal": "nl"}))
    assert "Zes weken." in page.text()
    assert page.by_id("vraag-tekst").text == "/stop"


def test_unknown_conversation_keeps_the_text_for_a_new_one(client: CheckingClient):
    response = client.post("/chat/bestaat-niet", data={"text": "Mijn vraag", "taal": "nl"})
    assert response.status_code == 404
    page = Page(response)
    assert "Dit gesprek is er niet meer." in page.text()
    assert page.by_id("vraag-tekst").text == "Mijn vraag"
    assert page.by_id("vraag").get("action", "").split("?")[0] == "/chat"


def test_personal_data_goes_nowhere_and_the_person_is_told(
    client: CheckingClient, world: World, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO")
    page = client.say("Mijn mail is piet@voorbeeld.example en ik wacht lang")
    assert "piet@voorbeeld.example" not in page.response.get_data(as_text=True)
    assert "Wij hebben persoonsgegevens uit uw bericht gehaald: e-mailadres." in page.text()
    assert world.dialogue.heard[0].text == "Mijn mail is [e-mail] en ik wacht lang"
    assert "piet@voorbeeld.example" not in caplog.text


def test_wiped_conversation_is_gone_at_once_here_and_in_the_dialogue(client: CheckingClient, world: World):
    action = client.say("Vraag een").by_id("vraag").get("action", "").split("?")[0]
    response = client.post(f"{action}/wissen", data={"taal": "nl"})
    assert response.status_code == 303
    assert "Uw gesprek is gewist." in client.page(response.location + "&taal=nl").text()
    assert client.get(action).status_code == 404
    assert world.dialogue.forgotten == [action.rpartition("/")[2]]


def test_conversation_can_be_kept_as_a_page_and_as_text(client: CheckingClient):
    action = client.say("Vraag <een>").by_id("vraag").get("action", "").split("?")[0]
    saved = client.get(f"{action}/gesprek.html?taal=nl")
    page = Page(saved)
    assert saved.headers["Content-Disposition"] == 'attachment; filename="gesprek.html"'
    assert "Zes weken." in page.text()
    assert page.link("Verzonnen papier") == "http://localhost/bronnen/papier"
    text = client.get(f"{action}/gesprek.txt?taal=nl").get_data(as_text=True)
    assert "U vroeg: Vraag <een>" in text
    assert "088 555 0101" in text
    assert "Verzonnen papier (2019) http://localhost/bronnen/papier" in text


def test_language_choice_turns_the_page(client: CheckingClient, world: World):
    world.dialogue.reply = lambda message: question("Goed")
    response = client.post("/chat", data={"choice": "language:ar", "taal": "nl"})
    assert client.page(response.location).tree.get("dir") == "rtl"


def test_same_address_speaks_json(client: CheckingClient):
    response = client.post("/chat", data={"text": "Vraag een", "taal": "nl"}, headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert response.json["topic"] == "wmo-zg/wachttijd"
    shown = client.get(f"/chat/{response.json['conversation']}", headers={"Accept": "application/json"})
    assert [message["said"] for message in shown.json["messages"]] == ["Vraag een"]
    refused = client.post("/chat", json={"text": "/restart"}, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.mimetype) == (400, "application/problem+json")


def test_answer_comes_from_search_when_the_dialogue_is_away(client: CheckingClient, world: World):
    world.dialogue.away = True
    page = client.say("Wachttijd?")
    assert "De assistent is op dit moment niet beschikbaar." in page.text()
    assert "Zes weken." in page.text()
    assert "Wachttijd?" in page.text()


def test_nothing_found_while_the_dialogue_is_away_is_said(client: CheckingClient, world: World):
    world.dialogue.away = True
    page = client.say("qqqq zzzz")
    assert "De assistent is op dit moment niet beschikbaar." in page.text()
    assert "Dat weet ik niet." in page.text()


def test_chosen_topic_is_answered_while_the_dialogue_is_away(client: CheckingClient, world: World):
    world.dialogue.away = True
    page = client.page(client.post("/chat", data={"choice": "topic:wmo-zg/tolk", "taal": "nl"}).location)
    assert "Antwoord over wmo-zg/tolk." in page.text()


def test_need_finder_works_while_the_dialogue_is_away(client: CheckingClient, world: World):
    world.dialogue.away = True
    began = client.post("/chat", data={"choice": "need:doofblind", "taal": "nl"}).location
    page = client.page(began)
    assert "De assistent is op dit moment niet beschikbaar." in page.text()
    assert "law:wmo" in {button.get("value") for button in page.all("button")}
    conversation = began.partition("?")[0]
    page = client.page(client.post(conversation, data={"choice": "law:wmo", "taal": "nl"}).location)
    page = client.say("Voorbeelddorp", conversation)
    assert "Voorbeelddorp" in page.text()
    assert "law:wmo" not in {button.get("value") for button in page.all("button")}


def test_what_the_person_saw_goes_along_for_a_dialogue_that_lost_its_memory(client: CheckingClient, world: World):
    began = client.post("/chat", data={"text": "Wachttijd?", "taal": "nl"}).location.partition("?")[0]
    client.say("En verder?", began)
    first, second = world.dialogue.heard
    assert first.last is None
    assert second.last is not None
    assert second.last.entities.gemeente == "Voorbeelddorp"


def test_beginning_anew_leaves_nothing_on_page_api_and_in_what_is_saved(client: CheckingClient, world: World):
    action = client.say("Mijn geheime vraag").by_id("vraag").get("action", "").split("?")[0]
    world.dialogue.reply = lambda message: replace(question("Het gesprek is gewist."), topic="gesprek/opnieuw")
    client.say("opnieuw beginnen", action)
    made = action.rpartition("/")[2]
    for url in (action, f"{action}/gesprek.html", f"{action}/gesprek.txt", f"/api/v1/conversations/{made}"):
        shown = client.get(url).get_data(as_text=True)
        assert "Het gesprek is gewist." in shown
        assert "geheime" not in shown
        assert "Zes weken." not in shown
    assert b"geheime" not in world.stores.kept("conversations")[made]


def test_only_what_stands_on_a_page_for_everybody_may_be_written_to_disk(client: CheckingClient, world: World):
    client.say("Vraag een")
    assert world.recordings.offered
    assert world.recordings.public == set()
    client.page("/onderwerpen/wmo-zg/wachttijd")
    client.get("/api/v1/topics/wmo-zg/tolk")
    assert len(world.recordings.public) == 2


def test_what_is_wiped_while_it_is_being_answered_shows_nothing_of_before(client: CheckingClient, world: World):
    action = client.say("Mijn geheime vraag").by_id("vraag").get("action", "").split("?")[0]

    def wiped_meanwhile(message: Message) -> Reply:
        client.application.test_client().post(f"{action}/wissen")
        return question("?")

    world.dialogue.reply = wiped_meanwhile
    response = client.post(action, data={"text": "Nog een vraag", "taal": "nl"})
    assert response.status_code == 404
    page = Page(response)
    assert "Dit gesprek is er niet meer." in page.text()
    assert "geheime" not in page.text()
    assert page.by_id("vraag-tekst").text == "Nog een vraag"


def test_a_long_answer_can_be_heard_in_short_and_whole(client: CheckingClient):
    players = client.say("Vraag een").all("audio")

    assert [player.get("aria-label") for player in players] == [
        "Dit antwoord in het kort, voorgelezen",
        "Dit antwoord, voorgelezen",
    ]
    short, whole = (client.get(player.get("src")) for player in players)
    assert (short.status_code, whole.status_code) == (200, 200)
    assert players[0].get("src") != players[1].get("src")
