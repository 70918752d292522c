"""Conversations that hold, through the whole service on real Rasa: each of the things that a colleague at the desk can do."""

from __future__ import annotations

import httpx
import pytest

from tests.e2e.conftest import Stack


def lead(reply: dict) -> str:
    """What is read before the whole answer is unfolded."""
    return "\n".join(block["text"] for block in reply["blocks"] if not block["behind"])


def topics(reply: dict) -> list[str | None]:
    return [choice["topic"] for choice in reply["choices"]]


@pytest.mark.parametrize(
    ("language", "question", "fragment", "topic"),
    [
        ("nl", "Hoe vraagt een dove bewoner een gebarentolk aan?", "en iemand die doofblind is?", "wmo-zg/tolk"),
        (
            "en",
            "How does a deaf person ask for a sign language interpreter?",
            "and if she is deafblind?",
            "wmo-zg/tolk",
        ),
        ("pl", "Jak osoba głucha może dostać tłumacza języka migowego?", "a ile to trwa?", "wmo-zg/tolk"),
        ("tr", "Sağır biri işaret dili tercümanını nasıl ister?", "peki ne kadar sürer?", "wmo-zg/tolk"),
    ],
)
def test_a_fragment_keeps_the_subject(stack: Stack, language: str, question: str, fragment: str, topic: str) -> None:
    say = stack.conversation(language)
    assert say(question)["topic"] == topic
    reply = say(fragment)

    assert reply["topic"] == topic
    assert reply["language"] == language


def test_what_is_asked_comes_first_and_the_whole_answer_behind_it(stack: Stack) -> None:
    reply = stack.ask("Hoeveel kost de medische keuring bij een ontheffing?")

    assert reply["topic"] == "inburgering/ontheffing"
    assert "225" in lead(reply)
    assert len(lead(reply).split()) <= 60
    assert any(block["behind"] for block in reply["blocks"])


def test_a_question_of_yes_or_no_begins_with_it(stack: Stack) -> None:
    assert lead(stack.ask("Is een gemeente verplicht om via de landelijke contracten in te kopen?")).startswith("Nee")


def test_what_is_not_known_is_said_of_that_very_thing(stack: Stack) -> None:
    reply = stack.ask("Hoeveel weken duurt het voordat DUO over een medische ontheffing beslist?")

    assert reply["unknown"]
    assert "ontheffing" in lead(reply)
    assert "weten wij niet" in lead(reply)


@pytest.mark.parametrize("said", ["die tweede graag", "2", "doe maar nummer twee", "de 2e"])
def test_a_choice_is_taken_by_its_place(stack: Stack, said: str) -> None:
    say = stack.conversation()
    offered = topics(say("tarief"))
    reply = say(said)

    assert len(offered) > 1
    assert reply["topic"] == offered[1]


def test_questions_in_one_message_are_answered_in_order_and_can_be_asked_for(stack: Stack) -> None:
    say = stack.conversation()
    reply = say(
        "Ik heb twee vragen. Hoe lang mag iemand op dagbesteding wachten volgens de treeknorm? En hoe hoog is de eigen bijdrage per maand?"
    )

    text = lead(reply)
    assert text.index("reeknorm") < text.index("21,80")
    assert "21,80" in lead(say("en die tweede vraag?"))


def test_more_and_less_do_what_they_say(stack: Stack) -> None:
    say = stack.conversation()
    first = say("Hoe vraagt een dove bewoner een gebarentolk aan?")
    behind = [block["text"] for block in first["blocks"] if block["behind"]]
    more = say("geef me het hele verhaal maar")

    assert behind
    assert [block["text"] for block in more["blocks"]] == behind
    assert len(lead(say("kan dat korter")).split()) < len(" ".join(behind).split())


def test_anger_is_met_with_other_readings_and_a_person(stack: Stack) -> None:
    say = stack.conversation()
    say("Hoe vraagt een dove bewoner een gebarentolk aan?")
    reply = say("je begrijpt mij verkeerd, dit klopt niet")

    assert "Ik begreep:" in reply["blocks"][0]["text"]
    assert topics(reply)[-1] == "gesprek/medewerker"


@pytest.mark.parametrize("said", ["Assen", "Help", "prima", "Wmo"])
def test_a_name_or_a_short_word_keeps_the_language(stack: Stack, said: str) -> None:
    say = stack.conversation()
    say("Hoe vraagt een dove bewoner een gebarentolk aan?")

    assert say(said)["language"] == "nl"


def test_a_name_of_a_topic_is_answered_at_once(stack: Stack) -> None:
    assert stack.ask("Medische ontheffing van de inburgeringsplicht")["topic"] == "inburgering/ontheffing"


@pytest.mark.parametrize(
    "said",
    ["en bij kinderen?", "de vijfde", "ja graag", "nee", "en hoeveel is dat?", "dat vroeg ik niet", "korter", "meer"],
)
def test_a_fragment_with_nothing_before_it_gets_a_sensible_reply(stack: Stack, said: str) -> None:
    reply = stack.ask(said)

    assert lead(reply)
    assert reply["kind"] in {"choices", "unknown", "dialogue", "question", "answer"}
    assert not reply["degraded"]


def test_a_choice_that_is_no_longer_there_is_said_to_be(stack: Stack) -> None:
    say = stack.conversation()
    say("Hoe vraagt een dove bewoner een gebarentolk aan?")
    reply = say(choice="organisation:opgeheven-sinds-gisteren")

    assert "Die keuze is er niet meer." in lead(reply)
    assert say("en hoeveel uur krijgt hij?")["topic"] == "wmo-zg/tolk"


@pytest.mark.parametrize("said", ["de vijfde", "9"])
def test_a_place_beyond_the_list_asks_which(stack: Stack, said: str) -> None:
    say = stack.conversation()
    offered = topics(say("tarief"))
    reply = say(said)

    assert 1 < len(offered) < 5
    assert "Welke bedoelt u?" in lead(reply)
    assert topics(reply)[0] == offered[0]


def test_a_conversation_that_expired_is_gone_and_that_is_said(stack: Stack) -> None:
    made = httpx.post(f"{stack.base}/api/v1/conversations", json={"language": "nl"}).raise_for_status().json()
    address = f"{stack.base}/api/v1/conversations/{made['id']}"
    httpx.post(f"{address}/messages", json={"text": "Hoe vraagt een dove bewoner een gebarentolk aan?"}, timeout=30)
    httpx.delete(address).raise_for_status()
    answer = httpx.post(f"{address}/messages", json={"text": "en hoeveel uur krijgt hij?"}, timeout=30)

    assert answer.status_code == httpx.codes.NOT_FOUND
    assert answer.json()["detail"]


def test_a_summary_for_a_colleague_says_what_was_answered_and_nothing_of_the_client(stack: Stack) -> None:
    say = stack.conversation()
    say("Mevrouw de Wit in Kampen is doofblind, hoe vraagt zij een tolk aan?")
    say("Hoe hoog is de eigen bijdrage?")
    reply = say("vat samen wat je allemaal hebt gezegd voor mijn leidinggevende")

    assert "Een tolk regelen" in lead(reply)
    assert "21,80" in lead(reply)
    assert "Wit" not in lead(reply)
    assert "Kampen" not in lead(reply)
    assert "Een tolk regelen" in lead(say("ik wil een mens spreken"))


def test_forty_questions_are_not_forty_answers(stack: Stack) -> None:
    reply = stack.ask(" ".join(f"Wat kost tolk nummer {number}?" for number in range(40)))

    assert not reply["degraded"]
    assert len(reply["blocks"]) < 40
    assert "Dit waren de eerste 5 vragen." in lead(reply)


def test_a_long_mail_with_two_questions_is_answered(stack: Stack) -> None:
    told = "Wij spraken vorige week een mevrouw die slecht ziet en veel in huis zit. " * 20
    reply = stack.ask(f"{told}Hoe hoog is de eigen bijdrage per maand? Wat is de treeknorm voor de wachttijd?")

    assert "21,80" in lead(reply)
    assert "norm voor een redelijke wachttijd" in lead(reply)
    assert not reply["degraded"]


def test_contradicting_corrections_end_with_the_last(stack: Stack) -> None:
    say = stack.conversation()
    say("Welke aanbieder begeleidt een doofblinde man vanuit de Wmo in Kampen?")
    say("nee, in Assen")
    reply = say("wacht, toch Kampen")

    assert reply["entities"]["gemeente"] == "Kampen"


def test_two_hundred_turns_hold(stack: Stack) -> None:
    say = stack.conversation()
    replies = [
        say(("Hoe hoog is de eigen bijdrage?", "en voor kinderen?", "waarom", "meer")[turn % 4]) for turn in range(200)
    ]

    assert not [reply for reply in replies if reply["degraded"]]


def test_the_municipality_asked_for_after_providers_is_not_their_contact(stack: Stack) -> None:
    say = stack.conversation()
    say("Ik zoek een aanbieder voor een dove mevrouw in Zwolle via de Wmo")
    reply = say("wie moet ik bij de gemeente zelf bellen?")

    assert reply["topic"] == "gids/contact-gemeente"
    assert "Zwolle" in lead(reply)


def test_the_same_is_not_said_twice_unless_it_is_asked_for(stack: Stack) -> None:
    say = stack.conversation()
    first = say("Hoe bereik ik GGMD?")
    second = say("en hoe snel reageren ze dan")

    assert lead(first) != lead(second)
    assert lead(say("zeg dat nog eens")) != ""


def test_what_was_spoken_of_stays_after_something_that_is_not_known(stack: Stack) -> None:
    say = stack.conversation()
    say("Wat kost een medische ontheffing?")
    assert say("waar vraag ik een gehandicaptenparkeerkaart aan?")["unknown"]
    reply = say("en wie keurt er?")

    assert reply["topic"] == "inburgering/ontheffing"
    assert "Argonaut" in lead(reply)


def test_another_language_is_taken_when_it_is_named(stack: Stack) -> None:
    say = stack.conversation("pl")
    say("gdzie zgłosić że ojciec potrzebuje pomocy w domu")
    assert say("można to samo po holendersku?")["language"] == "nl"
