"""Who may be in danger is refused by no limit and waits for no other message."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from bot.adapters.content import ContentFiles
from bot.core.conversation.port import Message
from bot.core.reply.reply import Reply
from bot.settings import Settings
from tests.web.fakes import World, question

LIBRARY = ContentFiles(Settings().content_dir)
IN_DANGER = "ik wil dood"


@pytest.fixture
def world() -> World:
    limits = {"rate_limit": "1/hour", "rate_limit_address": "1/hour", "rate_limit_starts": "1/hour"}
    made = World(library=LIBRARY)  # type: ignore[arg-type]
    made.settings = replace(made.settings, **limits)
    return made


def test_no_limit_refuses_it_on_page_or_api(world: World):
    client = world.app().test_client()
    made = client.post("/api/v1/conversations", json={"language": "nl"}).json["id"]
    url = f"/api/v1/conversations/{made}/messages"
    assert [client.post(url, json={"text": "Wat is de Wmo?"}).status_code for _ in range(2)] == [200, 429]
    for _ in range(3):
        reply = client.post(url, json={"text": IN_DANGER})
        assert (reply.status_code, reply.json["topic"]) == (200, "nood/zelfdoding")
    assert client.post("/chat", data={"text": "Wat is de Wmo?", "taal": "nl"}).status_code == 429
    assert client.post("/chat", data={"text": IN_DANGER, "taal": "nl"}).status_code == 303
    assert client.post(f"/chat/{made}", data={"text": IN_DANGER, "taal": "nl"}).status_code == 303


def test_it_waits_for_no_message_that_hangs(world: World):
    world.settings = replace(world.settings, rate_limit="off")
    hanging, over = threading.Event(), threading.Event()

    def hangs(_: Message) -> Reply:
        hanging.set()
        over.wait(30)
        return question("?")

    world.dialogue.reply = hangs
    app = world.app()
    made = app.test_client().post("/api/v1/conversations", json={"language": "nl"}).json["id"]
    url = f"/api/v1/conversations/{made}/messages"
    first = threading.Thread(target=lambda: app.test_client().post(url, json={"text": "Wat is de Wmo?"}))
    first.start()
    try:
        assert hanging.wait(30)
        reply = app.test_client().post(url, json={"text": IN_DANGER})
        assert (reply.status_code, reply.json["topic"]) == (200, "nood/zelfdoding")
        assert first.is_alive()
    finally:
        over.set()
        first.join()
    said = [turn["reply"]["topic"] for turn in app.test_client().get(f"/api/v1/conversations/{made}").json["messages"]]
    assert said == ["nood/zelfdoding", None]
