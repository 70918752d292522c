"""Alive, ready, and counted."""

from __future__ import annotations

from bot.core.topics.port import Problem
from tests.web.conftest import CheckingClient
from tests.web.fakes import World


def test_alive(client: CheckingClient):
    assert client.get("/healthz").json == {"status": "ok"}


def test_ready(client: CheckingClient):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json["checks"] == {"model": True, "database": True}
    assert response.json["content"] == {"version": "fake", "warnings": []}


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


def test_broken_edit_is_a_warning_with_its_place(client: CheckingClient, world: World):
    world.library.found = (Problem("nl/wmo-zg/tolk.md", 7, "onbekende sleutel 'titel'"),)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json["content"]["warnings"] == [
        {"path": "nl/wmo-zg/tolk.md", "line": 7, "message": "onbekende sleutel 'titel'"}
    ]


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
