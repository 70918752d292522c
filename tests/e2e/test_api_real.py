"""The API with real Rasa, real actions, real directory and real voice."""

from __future__ import annotations

import json
import time
from pathlib import Path

import httpx
import pytest

from tests.e2e.conftest import Stack


def test_everything_is_ready(stack: Stack):
    state = httpx.get(f"{stack.base}/readyz", timeout=10).json()
    assert state["checks"] == {"model": True, "actions": True, "database": True, "storage": True}
    assert state["content"]["problems"] == 0


def test_question_is_answered_with_source_and_sound(stack: Stack):
    reply = stack.ask("Wie betaalt het vervoer naar de dagbesteding?")
    assert reply["topic"].split("/")[:2] == ["wmo-zg", "vervoer"]
    assert (reply["kind"], reply["degraded"], reply["language"]) == ("answer", False, "nl")
    assert "gemeente" in " ".join(block["text"] for block in reply["blocks"])
    assert reply["sources"]
    assert httpx.get(reply["sources"][0]["url"], timeout=10).status_code == 200
    sound = httpx.get(reply["speech"]["url"], timeout=30)
    assert sound.status_code == 200
    assert sound.headers["Content-Type"] == "audio/mpeg"
    assert len(sound.content) > 20_000  # seconds of speech, not an empty file
    part = httpx.get(reply["speech"]["url"], headers={"Range": "bytes=0-99"}, timeout=30)
    assert (part.status_code, part.content) == (206, sound.content[:100])


def test_provider_for_a_deafblind_man_in_a_misspelled_town(stack: Stack):
    reply = stack.ask("Ik zoek hulp voor een doofblinde man in Zwole")
    assert reply["entities"]["behoefte"] == "doofblind"
    assert reply["entities"]["gemeente"] == "Zwolle"
    named = {contact["ownerId"] for block in reply["blocks"] for contact in block["contacts"]}
    offering = httpx.get(f"{stack.base}/api/v1/organisations?need=doofblind", timeout=10).json()["organisations"]
    assert named <= {organisation["id"] for organisation in offering}
    assert named or reply["choices"]


def test_conversation_remembers(stack: Stack):
    say = stack.conversation()
    first = say("Wat is het e-mailadres van Kentalis?")
    assert "info@kentalis.nl" in str(first["blocks"])
    second = say("En hun telefoonnummer?")
    assert "0800 53 68 25 47" in str(second["blocks"])


def test_personal_data_reaches_nothing(stack: Stack):
    say = stack.conversation()
    reply = say("Mijn cliënt heeft BSN 111222333 en woont op Dorpsstraat 12, 1234 AB. Wat is Wmo-zg?")
    assert "bsn" in reply["removedPersonalData"]
    kept = b"".join(path.read_bytes() for path in stack.var_dir.rglob("*") if path.is_file())
    assert b"111222333" not in kept
    assert b"111222333" not in stack.log.read_bytes()


@pytest.mark.parametrize("text", ["/restart", "/session_start", '/kies{"choice": "topic:wmo-zg/tolk"}'])
def test_commands_of_rasa_are_refused(stack: Stack, text: str):
    made = httpx.post(f"{stack.base}/api/v1/conversations", timeout=10).json()["id"]
    url = f"{stack.base}/api/v1/conversations/{made}/messages"
    assert httpx.post(url, json={"text": text}, timeout=10).status_code == 400


def test_choice_is_answered(stack: Stack):
    reply = stack.conversation()(choice="topic:wmo-zg/tolk")
    assert reply["topic"] == "wmo-zg/tolk"
    assert reply["degraded"] is False


def test_english_question_gets_an_english_answer(stack: Stack):
    reply = stack.ask("How long is the waiting time for day activities?", "en")
    assert reply["language"] == "en"
    assert reply["degraded"] is False


def test_wiped_conversation_is_forgotten(stack: Stack):
    made = httpx.post(f"{stack.base}/api/v1/conversations", timeout=10).json()["id"]
    url = f"{stack.base}/api/v1/conversations/{made}"
    httpx.post(f"{url}/messages", json={"text": "Wat is Wmo-zg?"}, timeout=30).raise_for_status()
    assert httpx.delete(url, timeout=30).status_code == 204
    assert httpx.get(url, timeout=10).status_code == 404


def test_rasa_and_the_actions_listen_on_loopback_only(stack: Stack):
    """`/proc/net/tcp` gives addresses in hexadecimal, the lowest byte first; state 0A is listening."""
    listening = {}
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        address, port = line.split()[1].split(":")
        if line.split()[3] == "0A":
            listening[int(port, 16)] = address
    for port in (stack.rasa_port, stack.actions_port, stack.port):
        assert listening[port] == "0100007F"


def test_one_request_can_be_followed_through_all_processes(stack: Stack):
    made = httpx.post(f"{stack.base}/api/v1/conversations", json={}).json()["id"]
    url = f"{stack.base}/api/v1/conversations/{made}/messages"
    name = httpx.post(url, json={"text": "Wie betaalt de tolk?"}, timeout=30).headers["X-Request-ID"]
    deadline = time.monotonic() + 30
    while True:
        lines = [line.partition("| ")[2] for line in stack.log.read_text(encoding="utf-8").splitlines() if name in line]
        if {json.loads(line)["process"] for line in lines} == {"web", "rasa", "acties"}:
            break
        assert time.monotonic() < deadline, lines
        time.sleep(0.2)


def test_rasa_and_the_action_server_answer_nobody_else(stack: Stack):
    rasa, actions = (f"http://127.0.0.1:{port}" for port in (stack.rasa_port, stack.actions_port))
    said = {"sender": "x", "message": "Wat is dit?"}
    assert httpx.post(f"{rasa}/webhooks/rest/webhook", json=said).status_code == 401
    assert httpx.get(f"{rasa}/status").status_code == 401
    assert httpx.post(f"{actions}/webhook", json={"next_action": "action_antwoord"}).status_code == 401
