"""Rasa's channel answers who shows the token, and tells of each turn."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace

import pytest

from bot.serve.rasa_channel import GuardedRest, refuse_strangers


def answer(authorization: str | None) -> int:
    headers = {} if authorization is None else {"authorization": authorization}
    refused = asyncio.run(refuse_strangers(SimpleNamespace(headers=headers)))  # type: ignore[arg-type]
    return 200 if refused is None else refused.status


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
    assert {route.uri for route in blueprint._future_routes} == {"/", "/webhook"}


def test_each_turn_is_a_line_with_its_request(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []
    monkeypatch.setattr(
        "rasa.core.channels.rest.RestInput.blueprint",
        lambda self, hear: given.append(hear) or SimpleNamespace(middleware=lambda kind: lambda function: None),
    )

    async def hear(message: object) -> str:
        return "gehoord"

    GuardedRest().blueprint(hear)
    message = SimpleNamespace(metadata={"request": "0123456789abcdef"}, text="geheime vraag")
    assert asyncio.run(given[0](message)) == "gehoord"
    line = json.loads(capsys.readouterr().err)
    assert (line["process"], line["request"], line["event"]) == ("rasa", "0123456789abcdef", "rasa_turn")
    assert "geheime" not in json.dumps(line)
    asyncio.run(given[0](SimpleNamespace(metadata=None, text="van de bewaker")))
    assert capsys.readouterr().err == ""
