from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from bot.adapters.dialogue.rasa_rest import RasaRest
from bot.adapters.dialogue.reply_json import to_json
from bot.adapters.logs.lines import begin_request, end_request
from bot.contract import Language
from bot.core.conversation.port import Message
from bot.core.errors import DialogueUnavailableError, InvalidChoiceError
from bot.core.reply.reply import Block, BlockType, Entities, Reply, ReplyKind

NL = Language.DUTCH
REPLY = Reply(ReplyKind.ANSWER, NL, (Block(BlockType.TEXT, "Antwoord.", NL),), topic="a/b")
QUESTION = Reply(ReplyKind.QUESTION, NL, (Block(BlockType.TEXT, "Vraag?", NL),))


class Rasa:
    """Stands in for the two servers: notes what is sent, and answers what it is told to."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response] | None = None) -> None:
        self.sent: list[dict[str, object]] = []
        self._answer = answer or (lambda _: httpx.Response(200, json=[{"recipient_id": "x", "custom": to_json(REPLY)}]))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.content:
            self.sent.append(json.loads(request.content))
        return self._answer(request)


def dialogue(rasa: Rasa) -> RasaRest:
    return RasaRest("http://rasa", "http://actions", 1.0, transport=httpx.MockTransport(rasa))


def test_a_text_goes_with_its_conversation_and_language():
    rasa = Rasa()

    assert dialogue(rasa).respond(Message("gesprek-1", Language.TURKISH, "Merhaba")) == REPLY
    assert rasa.sent == [{"sender": "gesprek-1", "message": "Merhaba", "metadata": {"language": "tr"}}]


@pytest.mark.parametrize("text", ["/restart", " /restart", "//restart", "/ /restart", "\t/kies{}", "/", " / "])
def test_a_text_is_never_a_command(text: str):
    rasa = Rasa()
    dialogue(rasa).respond(Message("x", NL, text))

    message = str(rasa.sent[0]["message"])
    assert message.strip()
    assert not message.strip().startswith("/")


def test_a_choice_is_sent_as_a_choice():
    rasa = Rasa()
    dialogue(rasa).respond(Message("x", NL, choice="law:wmo"))

    assert rasa.sent[0]["message"] == '/kies{"choice": "law:wmo"}'


def test_a_made_up_choice_is_never_sent():
    rasa = Rasa()

    with pytest.raises(InvalidChoiceError):
        dialogue(rasa).respond(Message("x", NL, choice='law:wmo"}/restart{"'))
    assert rasa.sent == []


def test_two_replies_are_one():
    answers = [{"custom": to_json(REPLY)}, {"text": "iets van Rasa zelf"}, {"custom": to_json(QUESTION)}]
    reply = dialogue(Rasa(lambda _: httpx.Response(200, json=answers))).respond(Message("x", NL, "a"))

    assert reply.text == "Antwoord.\n\nVraag?"


def _timeout(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("too slow", request=request)


@pytest.mark.parametrize(
    "answer",
    [
        _timeout,
        lambda _: httpx.Response(500),
        lambda _: httpx.Response(200, json=[]),
        lambda _: httpx.Response(200, json=[{"custom": {"kind": "nonsense"}}]),
        lambda _: httpx.Response(200, json={"status": "failure"}),
        lambda _: httpx.Response(200, text="geen json"),
    ],
)
def test_no_readable_answer_is_unavailable(answer: Callable[[httpx.Request], httpx.Response]):
    with pytest.raises(DialogueUnavailableError):
        dialogue(Rasa(answer)).respond(Message("x", NL, "a"))


def test_forgetting_restarts_the_conversation_and_never_fails():
    rasa = Rasa(lambda _: httpx.Response(200, json=[]))
    dialogue(rasa).forget("gesprek-1")
    assert rasa.sent[0]["sender"] == "gesprek-1"
    assert rasa.sent[0]["message"] == "/restart"

    dialogue(Rasa(_timeout)).forget("gesprek-1")


@pytest.mark.parametrize(
    ("answer", "ready"),
    [
        (lambda _: httpx.Response(200), True),
        (lambda request: httpx.Response(503 if request.url.host == "actions" else 200), False),
        (lambda request: httpx.Response(503 if request.url.host == "rasa" else 200), False),
        (_timeout, False),
    ],
)
def test_it_is_ready_when_rasa_and_the_actions_are(answer: Callable[[httpx.Request], httpx.Response], ready: bool):
    assert dialogue(Rasa(answer)).ready() is ready


def test_what_the_person_saw_last_goes_along_and_private_help_does_not():
    rasa, saw = Rasa(), replace(REPLY, entities=Entities(gemeente="Modelstad"))
    dialogue(rasa).respond(Message("x", NL, "Vraag", last=saw))
    dialogue(rasa).respond(Message("x", NL, "Vraag", last=replace(saw, private=True)))
    known = {"gemeente": "Modelstad", "aanbieder": None, "behoefte": None, "wet": None, "functie": None}
    assert rasa.sent[0]["metadata"] == {"language": "nl", "last": {"topic": "a/b", "kind": "answer", "entities": known}}
    assert rasa.sent[1]["metadata"] == {"language": "nl"}


def test_the_id_of_the_request_and_the_token_go_along():
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=[{"recipient_id": "x", "custom": to_json(REPLY)}])

    rasa = RasaRest("http://rasa", "http://actions", 1.0, token="geheim", transport=httpx.MockTransport(answer))
    name = begin_request()
    try:
        rasa.respond(Message("x", NL, "Vraag"))
    finally:
        end_request()
    assert json.loads(seen[0].content)["metadata"] == {"language": "nl", "request": name}
    assert seen[0].headers["authorization"] == "Bearer geheim"
    rasa.ready()
    assert [dict(request.url.params) for request in seen[1:]] == [{"token": "geheim"}, {}]
