"""Alive, ready, and counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.port import Message
from bot.core.reply.reply import Reply
from bot.core.topics.port import Problem
from tests.web.conftest import CheckingClient
from tests.web.fakes import World


def test_alive(client: CheckingClient):
    assert client.get("/healthz").json == {"status": "ok"}


def test_ready(client: CheckingClient):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json["checks"] == {"model": True, "database": True}
    assert response.json["content"] == {"version": "fake", "problems": 0}


def test_not_ready_says_which_part_and_why(client: CheckingClient, world: World):
    world.dialogue.away = True
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json["checks"] == {"model": "away", "database": True}


def test_check_that_fails_itself_is_a_reason(client: CheckingClient, world: World):
    def broken() -> str:
        raise ConnectionError("wachtwoord in dit adres")

    world.checks["database"] = broken
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json["checks"]["database"] == "ConnectionError"


def test_register_that_was_not_fetched_is_a_warning(client: CheckingClient, world: World):
    assert client.get("/readyz").json["warnings"] == {}
    world.warnings["register"] = lambda: "Het register is niet bijgewerkt."
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json["warnings"] == {"register": "Het register is niet bijgewerkt."}


def test_broken_edit_is_counted_and_its_path_is_not_told(client: CheckingClient, world: World):
    world.library.found = (Problem("nl/wmo-zg/tolk.md", 7, "onbekende sleutel 'titel'"),)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json["content"]["problems"] == 1
    assert "tolk" not in response.get_data(as_text=True)


WATCHED = ["/readyz", "/metrics"]


@pytest.mark.parametrize("url", WATCHED)
@pytest.mark.parametrize("address", ["203.0.113.9", "2001:db8::1", ""])
def test_visitors_see_nothing_of_how_the_service_fares(client: CheckingClient, url: str, address: str):
    assert client.get(url, environ_overrides={"REMOTE_ADDR": address}).status_code == 404
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", WATCHED)
@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded"])
def test_whoever_comes_through_a_proxy_of_this_machine_is_a_visitor(client: CheckingClient, url: str, header: str):
    assert client.get(url, headers={header: "203.0.113.9"}).status_code == 404


@pytest.mark.parametrize("url", WATCHED)
def test_machines_of_the_settings_watch_too(world: World, url: str):
    world.settings = replace(world.settings, monitors="192.0.2.0/24", host="10.1.2.3")
    client = world.app().test_client()
    for address, status in (("192.0.2.77", 200), ("10.1.2.3", 200), ("127.0.0.1", 404), ("192.0.3.1", 404)):
        assert client.get(url, environ_overrides={"REMOTE_ADDR": address}).status_code == status


def test_monitors_that_cannot_be_read_are_named(world: World):
    world.settings = replace(world.settings, monitors="bewaker.example")
    with pytest.raises(ValueError, match="KENNISPUNT_MONITORS"):
        world.app()


def test_metrics_count_turns_and_never_texts(client: CheckingClient, world: World):
    client.say("Mijn geheime vraag, mail piet@voorbeeld.example")
    world.dialogue.away = True
    client.say("wachttijd")
    client.post("/chat", data={"text": "/restart", "taal": "nl"})
    client.post("/api/v1/feedback", json={"helpful": True})
    text = client.get("/metrics").get_data(as_text=True)
    assert 'kennispunt_turns_total{channel="page",kind="answer",language="nl"} 2.0' in text
    assert "kennispunt_turn_seconds_count 2.0" in text
    assert "kennispunt_degraded_total 1.0" in text
    assert 'kennispunt_removed_personal_data_total{kind="email"} 1.0' in text
    assert 'kennispunt_refused_total{reason="command"} 1.0' in text
    assert 'kennispunt_feedback_total{helpful="yes"} 1.0' in text
    assert "geheime" not in text


def test_a_turn_is_in_flight_for_as_long_as_it_takes(world: World, client: CheckingClient):
    """By this number the service grows (deploy/kubernetes/scaling.yaml)."""

    def in_flight() -> str:
        text = client.application.test_client().get("/metrics").get_data(as_text=True)
        return next(line for line in text.splitlines() if line.startswith("kennispunt_turns_in_flight "))

    seen = []
    answer = world.dialogue.reply

    def look(message: Message) -> Reply:
        seen.append(in_flight())
        return answer(message)

    world.dialogue.reply = look
    client.say("Wat kost een taxi?")
    assert seen == ["kennispunt_turns_in_flight 1.0"]
    assert in_flight() == "kennispunt_turns_in_flight 0.0"
