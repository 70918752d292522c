"""Small inputs that once went wrong, played on the whole service."""

from __future__ import annotations

import httpx
import pytest

from tests.e2e.conftest import Stack

RIDE = "Hoe regel ik vervoer naar de dagopvang?"
FIRST = {
    "nl": RIDE,
    "en": "How do I get interpretation for the hospital?",
    "uk": "Хто платить за дорогу до денного центру?",
    "fa": "هزینه رفت و آمد به مرکز روزانه را چه کسی می‌دهد؟",
    "pl": "Kto zapłaci za dojazd na zajęcia dzienne?",
    "tr": "Günlük etkinliğe ulaşımı kim öder?",
    "ar": "من يدفع ثمن المواصلات؟",
}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        *(
            ("nl", said)
            for said in (
                "Wmo dus", "prima", "mantelzorg", "Zuid-Limburg", "Wmo in Zwolle", "Wmo of Wlz", "Wlz dan", "wmo zg",
                "Wmo contract", "budget in 2026", "product of code", "blind dus", "doof of blind", "Visio of Bartiméus",
                "Is Visio in Zwolle?", "Zwolle of Kampen", "LTA of regio", "Z-route of B1", "VNG DUO UWV CIZ", "ah ok",
                "Ze zegt steeds ሰላም en ik weet niet hoe ik een tolk regel",
                'De brief zegt "please contact the municipality". Welke afdeling is dat?',
            )
        ),
        ("en", "How do I reach Kentalis?"),
        ("en", "Can I do Z-route?"),
        ("uk", "Wmo чи Wlz"),
        ("uk", "моя пошта voorbeeld@example.nl"),
        ("fa", "در Zwolle؟"),
        ("fa", "سلام"),
        ("fa", "ایمیل من voorbeeld@example.nl"),
        ("pl", "co to Wmo"),
        ("pl", "a potem"),
        ("tr", "Wmo nedir"),
        ("ar", "هاتفي 0612345678"),
    ],
)  # fmt: skip
def test_a_short_message_keeps_the_language(stack: Stack, language: str, said: str):
    say = stack.conversation(language)
    say(FIRST[language])
    assert say(said)["language"] == language


def test_a_clear_sentence_changes_the_language_and_a_name_does_not_change_it_back(stack: Stack):
    say = stack.conversation("nl")
    assert say("I am deaf and I need an interpreter at home")["language"] == "en"
    assert say("Wmo in Zwolle")["language"] == "en"
    assert say("Wie betaalt de tolk voor mij?")["language"] == "nl"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("WIE BETAALT HET VERVOER?", "Wie betaalt het vervoer?"),
        ("Wie Betaalt Het Vervoer?", "Wie betaalt het vervoer?"),
        ("Wíé bétààlt hét vérvôér?", "Wie betaalt het vervoer?"),
        ("W i e   b e t a a l t   h e t   v e r v o e r ?", "Wie betaalt het vervoer?"),
        ("ONTHEFFING AANVRAGEN", "ontheffing aanvragen"),
    ],
)
def test_capitals_accents_and_gaps_change_nothing(stack: Stack, written: str, plain: str):
    loud, quiet = stack.ask(written), stack.ask(plain)
    assert (loud["kind"], loud["topic"]) == (quiet["kind"], quiet["topic"])
    assert loud["topic"] is not None


@pytest.mark.parametrize(
    ("language", "label", "need"),
    [
        ("nl", "Blind of slechtziend", "visueel"),
        ("nl", "Doof of slechthorend", "auditief"),
        ("nl", "de eerste", "visueel"),
        ("nl", "2", "auditief"),
        ("uk", "Незрячість або слабкий зір", "visueel"),
        ("ti", "ጸማም ወይ ጽቡቕ ዘይሰምዕ", "auditief"),
    ],
)
def test_a_choice_typed_back_is_taken(stack: Stack, language: str, label: str, need: str):
    say = stack.conversation(language)
    say(choice="topic:gids/aanbieder-zoeken")
    reply = say(label)
    assert (reply["language"], reply["kind"], reply["entities"]["behoefte"]) == (language, "question", need)


def test_a_law_typed_back_goes_on_with_the_municipality(stack: Stack):
    say = stack.conversation()
    say(choice="topic:gids/aanbieder-zoeken")
    say(choice="need:auditief")
    reply = say("Wmo (hulp thuis en in het dagelijks leven)")
    assert (reply["kind"], reply["entities"]["wet"], len(reply["blocks"])) == ("question", "wmo", 1)


def test_a_question_in_the_form_is_answered_and_fills_nothing_in(stack: Stack):
    say = stack.conversation()
    say("Ik zoek een aanbieder")
    reply = say("Wat is Wmo-zg?")
    assert (reply["topic"], reply["entities"]["wet"]) == ("wmo-zg/wat-is-wmo-zg", None)
    assert words(reply).count("Om welke beperking gaat het") == 1


def test_a_question_about_two_laws_fills_in_neither(stack: Stack):
    say = stack.conversation()
    say("Ik zoek een aanbieder")
    say("slechtziend")
    reply = say("Wat is het verschil tussen Wmo en Wlz?")
    assert reply["entities"]["wet"] is None
    assert say("Wmo")["entities"]["wet"] == "wmo"


@pytest.mark.parametrize("said", ["ja", "nee"])
def test_yes_and_no_in_the_form_are_no_greeting_and_no_goodbye(stack: Stack, said: str):
    say = stack.conversation()
    say("Ik zoek een aanbieder")
    reply = say(said)
    assert (reply["kind"], reply["topic"]) == ("question", "gids/aanbieder-zoeken")


def test_not_knowing_goes_on_and_stop_stops(stack: Stack):
    say = stack.conversation()
    say("Ik zoek een aanbieder")
    reply = say("geen idee")
    assert (reply["kind"], len(reply["blocks"])) == ("question", 1)
    assert any(choice["value"].startswith("law:") for choice in reply["choices"])
    assert say("stop")["choices"] == []
    assert say("Wie betaalt het vervoer?")["topic"] == "wmo-zg/vervoer"


@pytest.mark.parametrize(
    ("said", "municipality"),
    [
        ("Heerhugowaard", "Dijk en Waard"),
        ("Uden", "Maashorst"),
        ("Boxmeer", "Land van Cuijk"),
        ("Weesp", "Amsterdam"),
        ("Scheveningen", "'s-Gravenhage"),
        ("Zaandam", "Zaanstad"),
        ("Sneek", "Súdwest-Fryslân"),
        ("Oosterbeek", "Renkum"),
        ("Bergen aan Zee", "Bergen (NH.)"),
        ("Rijswijk (GLD)", "Buren"),
        ("Hengelo (Gld)", "Bronckhorst"),
    ],
)
def test_a_place_is_its_municipality_and_that_is_said(stack: Stack, said: str, municipality: str):
    reply = at_municipality(stack)(said)
    assert (reply["kind"], reply["entities"]["gemeente"]) == ("lookup", municipality)
    assert municipality in words(reply)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Bergen", "Welke gemeente bedoelt u?"),
        ("Zwolle of Kampen", "Welke gemeente bedoelt u?"),
        ("Friesland", "Fryslân is een provincie."),
        ("provincie Utrecht", "Utrecht is een provincie."),
        ("Nergenshuizen", "Een gemeente met die naam kennen wij niet."),
    ],
)
def test_a_place_that_is_not_clear_is_asked_about(stack: Stack, said: str, asks: str):
    reply = at_municipality(stack)(said)
    assert (reply["kind"], reply["language"], reply["entities"]["gemeente"]) == ("question", "nl", None)
    assert asks in words(reply)


def test_of_two_places_one_is_chosen(stack: Stack):
    say = at_municipality(stack)
    names = [choice["label"] for choice in say("Bergen")["choices"]]
    assert {"Bergen (NH.)", "Bergen (L.)"} <= set(names)
    assert say(names[0])["entities"]["gemeente"] == names[0]


def test_a_former_municipality_in_a_story_is_named(stack: Stack):
    reply = stack.ask("Mijn cliënt woont in Heerhugowaard en is doof. Welke aanbieder past?")
    assert "Dijk en Waard" in words(reply)


def test_a_title_typed_back_is_its_topic(stack: Stack):
    assert stack.ask("Wachttijd voor Wmo-zg")["topic"] == "wmo-zg/wachttijd"


def test_the_api_knows_the_names_that_the_chat_knows(stack: Stack):
    found = httpx.get(f"{stack.base}/api/v1/municipalities", params={"q": "Den Haag"}).json()["municipalities"]
    assert "'s-Gravenhage" in [item["name"] for item in found]
    started = httpx.post(f"{stack.base}/api/v1/conversations", json={"language": "nl-NL"})
    assert (started.status_code, started.json()["language"]) == (201, "nl")


def at_municipality(stack: Stack):
    """A conversation in which the need finder asks for the municipality."""
    say = stack.conversation()
    say("Ik zoek een aanbieder voor iemand die doof is, Wmo")
    return say


def words(reply: dict) -> str:
    return "\n".join(block["text"] for block in reply["blocks"])
