"""A recorded question by telephone: fetched from the exchange, heard by our own recogniser, read back and answered."""

from __future__ import annotations

import os

import pytest

from bot.adapters.hearing.whisper import WhisperHearing, whisper_child
from bot.contract import Language
from bot.settings import Settings
from tests.adapters.hearing.test_whisper import PYTHON
from tests.web.conftest import CheckingClient, app, client
from tests.web.fakes import World
from tests.web.telephone.test_webhooks import Exchange, action_of, exchange, to_twiml, world

__all__ = ["app", "client", "exchange", "world"]

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(not PYTHON.exists() and "CI" not in os.environ, reason="make voice has not been run"),
    pytest.mark.timeout(600),
]


def test_twiml_a_recorded_question_is_heard_and_asked(client: CheckingClient, world: World, exchange: str) -> None:
    child = whisper_child(PYTHON, Settings().voice_environment / "whisper-base")
    child.extend(300.0)
    world.hearing = WhisperHearing(child, {Language.DUTCH})  # type: ignore[assignment]  # the real one instead of the fake
    fresh = world.app()
    fresh.test_client_class = CheckingClient
    caller = fresh.test_client()
    assert isinstance(caller, CheckingClient)
    try:
        url = action_of(to_twiml(caller, "/telefoon/twiml", {}))
        to_twiml(caller, url, {"Digits": "1"})
        to_twiml(caller, url, {"RecordingUrl": f"{exchange}RE1"})
        to_twiml(caller, url, {"Digits": "1"})
    finally:
        world.hearing.close()  # type: ignore[attr-defined]  # same
    assert Exchange.asked == ["GET /opnamen/RE1.wav", "DELETE /opnamen/RE1"]
    (asked,) = world.dialogue.heard
    assert {"moeder", "doof", "helpen"} <= set(asked.text.lower().rstrip(".?").split())
