from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.server import executor
from bot.adapters.dialogue.reply_json import from_json
from bot.adapters.logs.lines import current_request
from bot.core.reply.reply import Reply, ReplyKind
from tests.fakes.world import conversation

ROOT = Path(__file__).resolve().parents[2]
FORM = {"name": "aanbieder_form"}


def tracker(
    intent: str,
    *topics: str,
    text: str = "Zomaar een vraag",
    entities: list[dict[str, Any]] | None = None,
    slots: dict[str, Any] | None = None,
    loop: dict[str, Any] | None = None,
    after: str = "action_listen",
    language: str = "nl",
) -> Tracker:
    """A tracker as Rasa sends it, right after a message."""
    message = {
        "intent": {"name": intent, "confidence": 0.9},
        "text": text,
        "entities": entities or [],
        "topic_ranking": [{"topic": topic, "confidence": 0.9} for topic in topics],
        "language": language,
        "metadata": {"language": "nl"},
    }
    return Tracker("gesprek-1", slots or {}, message, [], False, None, loop or {}, after)


def run(action: str, before: Tracker) -> tuple[list[Reply], list[dict[str, Any]]]:
    dispatcher = CollectingDispatcher()
    events = executor(conversation()).actions[action](dispatcher, before, {})
    if asyncio.iscoroutine(events):
        events = asyncio.run(events)
    return [from_json(message["custom"]) for message in dispatcher.messages], events


def slots_in(events: list[dict[str, Any]]) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def test_the_actions_are_those_of_the_domain():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(executor(conversation()).actions) == set(domain["actions"])
    tested = set(re.findall(r'run\("(\w+)"', Path(__file__).read_text(encoding="utf-8")))
    assert tested == set(domain["actions"])


def test_a_question_is_answered_and_remembered():
    (reply,), events = run("action_antwoord", tracker("vraag", "wmo-zg/wachttijd"))

    assert reply.topic == "wmo-zg/wachttijd"
    slots = slots_in(events)
    assert (slots["onderwerp"], slots["taal"]) == ("wmo-zg/wachttijd", "nl")
    assert from_json(slots["vorig_antwoord"]) == reply


def test_slots_that_stay_the_same_are_not_set_again():
    _, events = run(
        "action_antwoord",
        tracker(
            "vraag",
            "wmo-zg/wachttijd",
            slots={
                "taal": "nl",
                "pagina": "nl",
                "onderwerp": "wmo-zg/wachttijd",
                "besproken": ["wmo-zg/wachttijd"],
            },
        ),
    )

    assert set(slots_in(events)) == {"vorig_antwoord"}


def test_looking_for_a_provider_opens_the_form_without_a_reply():
    entities = [{"entity": "behoefte", "value": "doofblind"}]
    replies, events = run("action_antwoord", tracker("zoek_aanbieder", "gids/aanbieder-zoeken", entities=entities))

    assert replies == []
    assert events[-1]["event"] == "followup"
    assert events[-1]["name"] == "aanbieder_form"
    assert slots_in(events)["behoefte"] == "doofblind"


def test_the_form_takes_what_it_asks_for():
    before = tracker(
        "gegeven",
        entities=[{"entity": "wet", "value": "wmo"}],
        slots={"behoefte": "doofblind", "requested_slot": "wet"},
        loop=FORM,
    )
    replies, events = run("validate_aanbieder_form", before)

    assert replies == []
    assert slots_in(events)["wet"] == "wmo"


def test_the_form_leaves_a_question_alone():
    before = tracker(
        "vraag", "wmo-zg/wachttijd", text="Hoe lang moet iemand wachten?", slots={"requested_slot": "wet"}, loop=FORM
    )

    assert run("validate_aanbieder_form", before) == ([], [])


def test_going_on_with_the_form_is_not_leaving_it_alone():
    before = tracker(
        "zoek_aanbieder",
        slots={"taal": "nl", "pagina": "nl", "behoefte": "doofblind", "requested_slot": "wet"},
        loop=FORM,
    )
    _, events = run("validate_aanbieder_form", before)

    assert slots_in(events) == {"taal": "nl"}


@pytest.mark.parametrize(
    ("slot", "words"), [("behoefte", "disability"), ("wet", "What is it about"), ("gemeente", "municipality")]
)
def test_each_slot_is_asked_for(slot: str, words: str):
    (reply,), _ = run(f"action_ask_{slot}", tracker("zoek_aanbieder"))

    assert reply.kind is ReplyKind.QUESTION
    assert words in reply.text


def test_a_question_after_an_answer_is_remembered_with_it():
    (answer,), events = run(
        "action_antwoord", tracker("vraag", "wmo-zg/wachttijd", slots={"requested_slot": "wet"}, loop=FORM)
    )
    before = tracker("vraag", "wmo-zg/wachttijd", slots=slots_in(events), loop=FORM, after="action_antwoord")
    (question,), later = run("action_ask_wet", before)

    remembered = from_json(slots_in(later)["vorig_antwoord"])
    assert remembered.text == f"{answer.text}\n\n{question.text}"


@pytest.mark.parametrize(
    ("ask", "before"),
    [
        (lambda before: run("action_ask_behoefte", before), {}),
        (lambda before: run("action_ask_wet", before), {"behoefte": "doofblind"}),
        (lambda before: run("action_ask_gemeente", before), {"behoefte": "doofblind", "wet": "wmo"}),
    ],
    ids=["behoefte", "wet", "gemeente"],
)
def test_each_question_of_the_form_is_asked_with_choices(
    ask: Callable[[Tracker], tuple[list[Reply], list[dict[str, Any]]]], before: dict[str, Any]
):
    (question,), events = ask(tracker("gegeven", slots=before, loop=FORM))

    assert question.kind is ReplyKind.QUESTION
    assert question.text.endswith("?")
    assert question.choices
    assert from_json(slots_in(events)["vorig_antwoord"]) == question


def test_the_finished_form_gives_the_providers():
    slots = {"behoefte": "doofblind", "wet": "wmo", "gemeente": "onbekend"}
    (reply,), events = run("action_aanbieders", tracker("gegeven", slots=slots))

    assert reply.kind is ReplyKind.LOOKUP
    assert slots_in(events)["genoemd"] == ["Stichting Beide", "Stichting Gehoor"]


def test_starting_again_closes_the_form_and_empties_the_slots():
    slots = {"behoefte": "doofblind", "onderwerp": "a/b", "requested_slot": "wet", "genoemd": ["A"]}
    (asked,), _ = run("action_antwoord", tracker("gesprek", "gesprek/opnieuw", slots=slots, loop=FORM))
    assert [choice.value for choice in asked.choices] == ["command:opnieuw"]
    chosen = tracker("kies", entities=[{"entity": "choice", "value": "command:opnieuw"}], slots=slots, loop=FORM)
    _, events = run("action_antwoord", chosen)

    assert {"event": "active_loop", "timestamp": None, "name": None} in events
    assert slots_in(events) == {
        "taal": "nl",
        "pagina": "nl",
        "behoefte": None,
        "onderwerp": None,
        "genoemd": None,
        "requested_slot": None,
    }


def test_a_choice_arrives_as_an_entity():
    (reply,), _ = run("action_antwoord", tracker("kies", entities=[{"entity": "choice", "value": "topic:wmo-zg/tolk"}]))

    assert reply.topic == "wmo-zg/tolk"


@pytest.mark.parametrize(
    "before",
    [
        tracker("kies"),
        tracker("kies", entities=[{"entity": "choice", "value": "geen keuze"}]),
        tracker("onbekende_bedoeling"),
        tracker("vraag"),
        Tracker("x", {}, {}, [], False, None, {}, None),
    ],
)
def test_what_cannot_be_read_is_not_known(before: Tracker):
    (reply,), _ = run("action_antwoord", before)

    assert reply.topic == "buiten-bereik"


def test_what_is_denied_is_taken_back():
    entities = [{"entity": "wet", "value": "inburgering"}, {"entity": "wet", "value": "wmo", "role": "niet"}]
    slots = {"behoefte": "visueel", "wet": "wmo", "gemeente": "Modelstad", "onderwerp": "gids/aanbieder-zoeken"}
    (reply,), events = run("action_antwoord", tracker("gegeven", entities=entities, slots=slots))

    assert reply.topic == "gids/aanbieder-zoeken"
    assert slots_in(events)["wet"] == "inburgering"


def test_what_was_lost_is_taken_from_what_the_person_saw():
    known = {"gemeente": "Modelstad", "behoefte": "visueel", "aanbieder": None, "wet": "wmo", "functie": None}
    lost = tracker("zoek_aanbieder", "gids/aanbieder-zoeken", text="Welke aanbieders zijn er?")
    lost.latest_message["metadata"]["last"] = {"topic": "wmo-zg/wachttijd", "kind": "answer", "entities": known}
    (reply,), events = run("action_antwoord", lost)
    assert (reply.entities.gemeente, reply.entities.behoefte) == ("Modelstad", "visueel")
    assert slots_in(events)["gemeente"] == "Modelstad"


def test_what_is_remembered_counts_more_than_what_the_person_saw():
    slots = {"taal": "nl", "gemeente": "Voorbeelddorp"}
    there = tracker("vraag", "wmo-zg/wachttijd", slots=slots)
    there.latest_message["metadata"]["last"] = {"topic": None, "kind": "answer", "entities": {"gemeente": "Modelstad"}}
    (reply,), _ = run("action_antwoord", there)
    assert reply.entities.gemeente == "Voorbeelddorp"


@pytest.mark.parametrize(
    "last", ["x", 7, [], {"entities": []}, {"entities": {"gemeente": 7}}, {"topic": 7, "entities": {}}]
)
def test_what_came_garbled_is_nothing(last: object):
    garbled = tracker("vraag", "wmo-zg/wachttijd")
    garbled.latest_message["metadata"]["last"] = last
    (reply,), _ = run("action_antwoord", garbled)
    assert reply.entities.gemeente is None


def test_each_action_is_a_line_with_the_id_of_its_request(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, logger="kennispunt.events")
    message = tracker("vraag", "wmo-zg/wachttijd").latest_message
    call = {"next_action": "action_antwoord", "sender_id": "gesprek-1", "domain": {}}
    sent = {"sender_id": "gesprek-1", "slots": {}, "latest_message": message, "events": []}
    asyncio.run(executor(conversation()).run({**call, "tracker": sent}))
    assert caplog.records == [], "a question of the supervisor's own"
    named = {**message, "metadata": {"language": "nl", "request": "0123456789abcdef"}}
    asyncio.run(executor(conversation()).run({**call, "tracker": {**sent, "latest_message": named}}))
    (record,) = caplog.records
    line = json.loads(record.getMessage())
    assert (line["event"], line["action"]) == ("action", "action_antwoord")
    assert "gesprek-1" not in caplog.text
    assert current_request() == ""
