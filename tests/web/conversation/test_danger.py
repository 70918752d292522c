"""People in danger: help first, also with the dialogue away, and their words kept nowhere."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.core.conversation.port import Message
from bot.core.reply.reply import Block, BlockType, Reply, ReplyKind
from bot.settings import Settings
from tests.web.conftest import CheckingClient
from tests.web.fakes import World, question
from tests.web.page_checks import text_of

WORD = "Kwikstaartnevel"
"""A word that occurs nowhere else: where it turns up, a text was kept."""
NEUTRAL = "Dit bericht bewaren wij niet."
LIBRARY = ContentFiles(Settings().content_dir)
SUICIDE = {
    "nl": "ik wil dood",
    "en": "i want to kill myself",
    "ar": "أريد أن أموت",
    "tr": "kendimi öldürmek istiyorum",
    "uk": "я хочу вбити себе",
    "fa": "می‌خواهم خودکشی کنم",
    "pl": "chcę się zabić",
    "ti": "ነብሰይ ክቐትል እደሊ",
}


@pytest.fixture
def world() -> World:
    """The fakes on the real content."""
    return World(library=LIBRARY)


def send(client: CheckingClient, text: str, language: str = "nl") -> dict:
    """The API's reply to one message in a conversation of its own."""
    conversation = client.post("/api/v1/conversations", json={"language": language}).get_json()
    url = f"/api/v1/conversations/{conversation['id']}"
    reply = client.post(f"{url}/messages", json={"text": text}).get_json()
    return reply | {"conversation": url}


@pytest.mark.parametrize("away", [False, True], ids=["with dialogue", "dialogue away"])
@pytest.mark.parametrize(("language", "text"), SUICIDE.items())
def test_help_comes_first_in_every_language(client: CheckingClient, world: World, language: str, text: str, away: bool):
    world.dialogue.away = away
    reply = send(client, text, language)

    assert (reply["topic"], reply["kind"], reply["language"]) == ("nood/zelfdoding", "answer", language)
    assert "113" in reply["blocks"][0]["text"].splitlines()[0]
    assert "113.nl" in reply["blocks"][0]["text"].splitlines()[0]
    assert (reply["choices"], reply["unknown"], reply["private"]) == ([], False, True)
    assert world.dialogue.heard == []


def test_the_reply_is_in_the_language_of_the_message(client: CheckingClient):
    assert send(client, SUICIDE["uk"], "nl")["language"] == "uk"
    assert send(client, SUICIDE["en"], "nl")["language"] == "en"
    assert send(client, SUICIDE["nl"], "pl")["language"] == "nl"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("mijn man slaat mij", "nood/huiselijk-geweld"),
        ("er staat iemand met een mes voor mijn deur", "nood/direct-gevaar"),
        ("mijn vader ademt niet meer", "nood/medisch"),
    ],
)
def test_each_danger_has_its_own_help(client: CheckingClient, text: str, topic: str):
    assert send(client, text)["topic"] == topic


def test_two_dangers_are_both_helped(client: CheckingClient):
    said = json.dumps(send(client, "Mijn man slaat mij. Ik wil dood."))

    assert "0800-2000" in said
    assert "113.nl" in said


def test_a_workers_question_is_answered_below_the_help(client: CheckingClient, world: World):
    reply = send(client, "Mijn cliënt wil dood. Hoe lang is de wachttijd voor begeleiding?")

    texts = [block["text"] for block in reply["blocks"]]
    assert "113" in texts[0]
    assert texts.index("Over uw andere vraag:") > 0
    assert texts[texts.index("Over uw andere vraag:") + 1 :]
    assert reply["topic"] == "nood/zelfdoding"
    [apart] = world.dialogue.heard
    assert apart.text == "Hoe lang is de wachttijd voor begeleiding?"
    assert world.dialogue.forgotten == [apart.conversation_id]
    assert apart.conversation_id not in reply["conversation"]


def test_a_workers_question_is_answered_by_topic_search_when_the_dialogue_is_away(client: CheckingClient, world: World):
    world.dialogue.away = True
    reply = send(client, f"Mijn cliënt {WORD} wil dood. Hoe lang is de wachttijd voor begeleiding?")

    texts = [block["text"] for block in reply["blocks"]]
    assert "113" in texts[0]
    assert (reply["topic"], reply["kind"], reply["private"]) == ("nood/zelfdoding", "answer", True)
    assert texts[texts.index("Over uw andere vraag:") + 1 :]
    assert WORD not in client.get(reply["conversation"]).get_data(as_text=True)


@pytest.mark.parametrize("away", [False, True], ids=["with dialogue", "dialogue away"])
@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ik hep gen sin meer om te leefen", "nood/zelfdoding"),
        ("me vriendt heef mij geslage en geschopd", "nood/huiselijk-geweld"),
        ("brant in keuke doof niet bellen", "nood/direct-gevaar"),
        ("opa krijg gen lugt", "nood/medisch"),
        ("ben slechtziend en nu staat er alweer een vent aan mijn slot te wrikken", "nood/direct-gevaar"),
        (
            "Cliënte (doof, 34) vertelt dat haar partner haar bij de keel greep. Wie betaalt de tolk?",
            "nood/huiselijk-geweld",
        ),
    ],
)
def test_spelling_by_ear_and_a_workers_case_get_the_same_help(
    client: CheckingClient, world: World, text: str, topic: str, away: bool
):
    world.dialogue.away = away
    reply = send(client, text)

    assert (reply["topic"], reply["private"]) == (topic, True)
    assert text not in client.get(reply["conversation"]).get_data(as_text=True)


@pytest.mark.parametrize("kind", [ReplyKind.QUESTION, ReplyKind.CHOICES, ReplyKind.UNKNOWN])
def test_nothing_but_an_answer_stands_below_the_help(client: CheckingClient, world: World, kind: ReplyKind):
    world.dialogue.reply = lambda _: Reply(
        kind, Language.DUTCH, (Block(BlockType.TEXT, "Bedoelt u dit?", Language.DUTCH),)
    )
    reply = send(client, "Ik wil dood. Wie kan er bij mij thuis komen helpen?")

    assert "Bedoelt u dit?" not in json.dumps(reply)
    assert reply["choices"] == []


def test_what_the_trained_model_recognises_is_kept_as_little(client: CheckingClient, world: World):
    def recognised(message: Message) -> Reply:
        return Reply(
            ReplyKind.ANSWER,
            message.language,
            (Block(BlockType.TEXT, "Bel 113.", message.language),),
            topic="nood/zelfdoding",
            private=True,
        )

    world.dialogue.reply = recognised
    reply = send(client, f"Een {WORD} zonder bekende woorden")

    assert reply["private"]
    assert WORD not in client.get(reply["conversation"]).get_data(as_text=True)


def test_an_open_question_is_not_asked_below_the_help(client: CheckingClient, world: World):
    world.dialogue.reply = lambda _: question("In welke gemeente woont u?")
    first = client.say("Ik zoek hulp")
    page = client.say("ik wil dood", first.by_id("vraag").get("action"))

    assert "gemeente" not in text_of(page.by_id("antwoord-2"))
    assert len(world.dialogue.heard) == 1


@pytest.mark.parametrize("away", [False, True], ids=["with dialogue", "dialogue away"])
def test_no_word_of_the_message_is_kept(
    app: Flask, client: CheckingClient, world: World, caplog: pytest.LogCaptureFixture, away: bool
):
    caplog.set_level(logging.DEBUG)
    world.dialogue.away = away
    page = client.say(f"Ik wil dood. {WORD}")
    address = page.by_id("vraag").get("action")
    assert NEUTRAL in page.text()
    shown = [
        page.text(),
        client.get(address).get_data(as_text=True),
        client.get(f"{address}/gesprek.html").get_data(as_text=True),
        client.get(f"{address}/gesprek.txt").get_data(as_text=True),
        client.get(f"/api/v1{address.replace('/chat', '/conversations')}").get_data(as_text=True),
        client.get("/metrics").get_data(as_text=True),
        json.dumps(send(client, f"Ik wil dood. {WORD}"), ensure_ascii=False),
        caplog.text,
        repr(world.recordings.offered),
        repr([message.text for message in world.dialogue.heard]),
    ]
    client.post("/api/v1/feedback", json={"helpful": False, "language": "nl", "comment": f"ik wil dood {WORD}"})

    assert [text for text in shown if WORD.casefold() in text.casefold()] == []
    assert [kept.comment for kept in world.feedback.kept] == [""]
    assert 'kennispunt_help_total{kind="nood/zelfdoding"} 2.0' in client.get("/metrics").get_data(as_text=True)


def test_the_help_is_spoken_first_and_digit_by_digit(client: CheckingClient):
    spoken = send(client, "ik wil dood")["speech"]["text"]

    assert "één één drie" in spoken[:60]
    assert "één één drie punt N L" in spoken
    assert "één één twee N L" in spoken
    assert "113" not in spoken
    assert "nul acht nul nul, twee nul nul nul" in send(client, "mijn man slaat mij")["speech"]["text"]


def test_personal_data_in_such_a_message_puts_nothing_above_the_help(client: CheckingClient):
    reply = send(client, "ik wil dood, mail mij op a@example.nl")

    assert reply["removedPersonalData"] == ["email"]
    assert "113" in reply["blocks"][0]["text"]
