"""Rasa's channel answers who shows the token, and tells of each turn."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine
from types import SimpleNamespace

import pytest
import structlog
from rasa.utils.log_utils import configure_structlog

from bot.nlu.text.remembering import may_be_forgotten
from bot.serve.rasa_channel import GuardedRest, follow_models, refuse_strangers


def answer(authorization: str | None) -> int:
    headers = {} if authorization is None else {"authorization": authorization}
    refused = asyncio.run(refuse_strangers(SimpleNamespace(headers=headers)))  # type: ignore[arg-type]
    return 200 if refused is None else refused.status


def _takes(_: str) -> Callable[[object], None]:
    return lambda function: None


def test_only_with_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENNISPUNT_INTERNAL_TOKEN", "geheim")
    assert answer("Bearer geheim") == 200
    assert {answer(said) for said in (None, "", "geheim", "Bearer x", "Bearer geheimer")} == {401}
    monkeypatch.delenv("KENNISPUNT_INTERNAL_TOKEN")
    assert answer(None) == 200


def test_the_channel_is_rasas_own_with_that_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    heard = []

    async def hear(message: object) -> None:
        heard.append(message)

    channel = GuardedRest.from_credentials(None)
    assert channel.name() == "rest"
    blueprint = channel.blueprint(hear)
    assert [future.middleware for future in blueprint._future_middleware] == [refuse_strangers]
    assert [(future.event, future.listener) for future in blueprint._future_listeners] == [
        ("after_server_start", follow_models)
    ]
    assert {route.uri for route in blueprint._future_routes} == {"/", "/webhook"}


def test_each_turn_is_a_line_with_its_request(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []
    monkeypatch.setattr(
        "rasa.core.channels.rest.RestInput.blueprint",
        lambda self, hear: given.append(hear) or SimpleNamespace(middleware=_takes, listener=_takes),
    )

    async def hear(message: object) -> str:
        return "gehoord"

    GuardedRest().blueprint(hear)
    message = SimpleNamespace(metadata={"request": "0123456789abcdef"}, text="geheime vraag", sender_id="iemand")
    assert asyncio.run(given[0](message)) == "gehoord"
    line = json.loads(capsys.readouterr().err)
    assert (line["process"], line["request"], line["event"]) == ("rasa", "0123456789abcdef", "rasa_turn")
    assert "geheime" not in json.dumps(line)
    asyncio.run(given[0](SimpleNamespace(metadata=None, text="van de bewaker", sender_id="probe-1")))
    assert capsys.readouterr().err == ""


def test_what_is_not_answered_in_time_is_written_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    configure_structlog()
    structlogger = structlog.get_logger("rasa.core.channels.rest")
    structlogger.error("rest.message.received.timeout", text="mijn zoon Kwartelbloem")
    structlogger.error("rest.message.received.failure", text='mijn "zoon" Kwartelbloem')
    logging.getLogger("rasa.core.channels.rest").error("mijn zoon %s", "Kwartelbloem")
    assert [json.loads(record.getMessage()) for record in caplog.records] == [
        {"event": "rest.message.received.timeout"},
        {"event": "rest.message.received.failure"},
        {"event": "rest.message"},
    ]
    assert "Kwartelbloem" not in caplog.text


def turn_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[SimpleNamespace], Coroutine[None, None, object]]:
    """What the channel does with a message, without Rasa behind it."""
    given: list[Callable[[SimpleNamespace], Coroutine[None, None, object]]] = []
    monkeypatch.setattr(
        "rasa.core.channels.rest.RestInput.blueprint",
        lambda self, hear: given.append(hear) or SimpleNamespace(middleware=_takes, listener=_takes),
    )

    async def hear(message: object) -> None:
        pass

    GuardedRest().blueprint(hear)
    return given[0]


class Kept:
    """Something that remembers words."""

    def __init__(self) -> None:
        self.forgotten = 0
        may_be_forgotten(self)

    def cache_clear(self) -> None:
        self.forgotten += 1


def said(text: str, sender: str = "iemand") -> SimpleNamespace:
    return SimpleNamespace(metadata=None, text=text, sender_id=sender)


def test_words_go_with_the_conversation_that_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    turn, kept = turn_of(monkeypatch), Kept()
    asyncio.run(turn(said("mijn zoon Kwartelbloem")))
    assert kept.forgotten == 0
    asyncio.run(turn(said("/restart", "probe-0123")))
    assert kept.forgotten == 0, "a probe has nothing to forget, and comes every few seconds"
    asyncio.run(turn(said("/restart")))
    assert kept.forgotten == 1


def test_words_go_after_a_while_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.serve.rasa_channel.KEPT_SECONDS", 0.05)
    turn, kept = turn_of(monkeypatch), Kept()

    async def talk() -> None:
        for _ in range(3):
            await turn(said("mijn zoon Kwartelbloem"))
        assert kept.forgotten == 0
        for _ in range(600):
            if kept.forgotten:
                break
            await asyncio.sleep(0.05)

    asyncio.run(talk())
    assert kept.forgotten == 1
