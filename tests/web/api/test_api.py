"""The API as a client uses it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.core.conversation.port import Message
from bot.core.reply.reply import Reply
from tests.web.conftest import CheckingClient
from tests.web.fakes import SOUND, World

START = "/api/v1/conversations"


@pytest.fixture
def conversation(client: CheckingClient) -> str:
    response = client.post(START, json={"language": "nl"})
    assert response.status_code == 201
    return f"{START}/{response.json['id']}"


def problem_of(response: TestResponse) -> dict[str, Any]:
    assert response.mimetype == "application/problem+json"
    body = response.json
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    assert body["status"] == response.status_code
    return body


def test_conversation_says_its_language_and_its_time(client: CheckingClient):
    response = client.post(START, json={"language": "tr"})
    assert response.json["language"] == "tr"
    assert response.json["expiresAfterMinutes"] == 60
    assert response.headers["Location"].endswith(f"{START}/{response.json['id']}")
    assert client.post(START).json["language"] == "nl"


@pytest.mark.parametrize(("tag", "language"), [("nl-NL", "nl"), ("EN", "en"), ("uk-Cyrl-UA", "uk"), ("tr", "tr")])
def test_a_language_is_understood_with_its_region(client: CheckingClient, conversation: str, tag: str, language: str):
    assert client.post(START, json={"language": tag}).json["language"] == language
    assert client.post(f"{conversation}/messages", json={"text": "Hallo daar", "language": tag}).status_code == 200
    assert client.get(f"/api/v1/topics/wmo-zg/wachttijd?language={tag}").status_code == 200
    assert client.post("/api/v1/feedback", json={"helpful": True, "language": tag}).status_code == 204


@pytest.mark.parametrize("tag", ["xx", "nl_NL", "nl-", "", "nederlands", "nl\n"])
def test_what_is_no_tag_of_our_languages_is_refused(client: CheckingClient, tag: str):
    assert problem_of(client.post(START, json={"language": tag}))["type"] == "urn:kennispunt:problem:language"


@pytest.mark.parametrize("body", [{"text": "Hallo", "language": None}, {"text": None, "choice": "topic:wmo-zg/tolk"}])
def test_null_is_no_value(client: CheckingClient, conversation: str, body: dict[str, str | None]):
    assert client.post(f"{conversation}/messages", json=body).status_code == 400


def test_a_picture_that_is_newer_than_this_python_is_text(client: CheckingClient, conversation: str):
    assert client.post(f"{conversation}/messages", json={"text": "Hallo \U0001fae9"}).status_code == 200


def test_ids_cannot_be_guessed(client: CheckingClient):
    ids = {client.post(START).json["id"] for _ in range(20)}
    assert len(ids) == 20
    assert min(map(len, ids)) >= 22


def test_reply_has_the_form_that_others_rely_on(client: CheckingClient, conversation: str):
    reply = client.post(f"{conversation}/messages", json={"text": "Hoe lang is de wachttijd?"}).json
    assert reply["id"] == "antwoord-1"
    assert reply["kind"] == "answer"
    assert reply["topic"] == "wmo-zg/wachttijd"
    assert reply["language"] == "nl"
    assert reply["confidence"] == 0.875
    assert [block["type"] for block in reply["blocks"]] == ["text", "notice", "steps", "contacts"]
    assert reply["blocks"][0] == {
        "type": "text", "text": "Zes weken.", "html": "<p>Zes weken.</p>", "lang": "nl", "dir": "ltr", "contacts": [],
        "behind": False,
    }  # fmt: skip
    assert "Iets &lt;om&gt; te weten." in reply["blocks"][1]["html"]
    assert "<li>Eerst dit.</li>" in reply["blocks"][2]["html"]
    assert 'href="tel:+31885550101"' in reply["blocks"][3]["html"]
    assert "088 555 0101" in reply["blocks"][3]["text"]
    assert reply["choices"][0] == {"label": "Tolk", "value": "topic:wmo-zg/tolk", "topic": "wmo-zg/tolk"}
    assert reply["sources"] == [{"title": "Verzonnen papier", "url": "http://localhost/bronnen/papier", "date": "2019"}]
    assert (reply["reviewedOn"], reply["validUntil"], reply["status"]) == ("2026-11-22", "2027-05-22", "concept")
    assert reply["related"] == [{"topic": "wmo-zg/tolk", "title": "Tolk"}]
    assert reply["entities"]["gemeente"] == "Voorbeelddorp"
    assert reply["unknown"] is False
    assert reply["removedPersonalData"] == []
    assert reply["degraded"] is False
    assert "Zes weken." in reply["speech"]["text"]
    assert reply["speech"]["short"]["text"].endswith("Wilt u meer horen?")
    assert len(reply["speech"]["short"]["text"]) < len(reply["speech"]["text"])
    assert reply["speech"]["short"]["url"] != reply["speech"]["url"]


def test_what_is_short_has_no_shorter_recording(client: CheckingClient, conversation: str, world: World):
    world.dialogue.reply = lambda message: world.answers.answer("wmo-zg/tolk", message.language)
    assert client.post(f"{conversation}/messages", json={"text": "Vraag"}).json["speech"]["short"] is None


def test_speech_can_be_played_in_parts(client: CheckingClient, conversation: str, world: World):
    url = client.post(f"{conversation}/messages", json={"text": "Vraag"}).json["speech"]["url"]
    whole = client.get(url)
    assert (whole.status_code, whole.mimetype, whole.get_data()) == (200, "audio/mpeg", SOUND)
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = client.get(url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.get_data()) == (206, SOUND[10:20])
    assert part.headers["Content-Range"] == "bytes 10-19/256"
    same = client.get(url, headers={"If-None-Match": whole.headers["ETag"]})
    assert (same.status_code, same.get_data()) == (304, b"")
    assert problem_of(client.get(url, headers={"Range": "bytes=900-"}))["status"] == 416
    world.speech.away = True
    assert problem_of(client.get(url))["type"].endswith("speech-unavailable")


def test_a_recording_can_be_had_by_sentence(client: CheckingClient, conversation: str, world: World):
    speech = client.post(f"{conversation}/messages", json={"text": "Vraag"}).json["speech"]
    found = client.get(f"{speech['url']}/sentences").json["sentences"]
    assert len(found) > 1
    assert " ".join(part["text"] for one in found for part in one["parts"]) == speech["text"]
    for number, one in enumerate(found):
        sound = client.get(f"{speech['url']}/sentences/{number}")
        assert (sound.status_code, sound.mimetype) == (200, "audio/mpeg")
        assert [(part.text, part.language) for part in world.speech.said[-1]] == [
            (part["text"], part["language"]) for part in one["parts"]
        ]
    assert client.get(f"{speech['url']}/sentences/1", headers={"Range": "bytes=10-19"}).get_data() == SOUND[10:20]
    first, second = (client.get(f"{speech['url']}/sentences/{number}").headers["ETag"] for number in (0, 1))
    assert first != second
    problem_of(client.get(f"{speech['url']}/sentences/{len(found)}"))
    assert client.get(f"{speech['url']}/sentences/-1").status_code == 404
    world.speech.away = True
    assert problem_of(client.get(f"{speech['url']}/sentences/0"))["type"].endswith("speech-unavailable")


@pytest.mark.parametrize("path", ["", "/sentences", "/sentences/0"])
def test_recording_that_was_never_offered_is_unknown(client: CheckingClient, path: str):
    problem_of(client.get("/api/v1/speech/" + "0" * 32 + path))


def test_language_without_a_voice_has_words_and_no_address(client: CheckingClient, world: World):
    made = client.post(START, json={"language": "ti"}).json["id"]
    world.dialogue.reply = lambda message: world.answers.answer("wmo-zg/tolk", message.language)
    speech = client.post(f"{START}/{made}/messages", json={"text": "ሰላም"}).json["speech"]
    assert speech["url"] is None
    assert speech["text"]


def test_removed_personal_data_is_told_by_kind(client: CheckingClient, conversation: str, world: World):
    reply = client.post(f"{conversation}/messages", json={"text": "mail piet@voorbeeld.example"}).json
    assert reply["removedPersonalData"] == ["email"]
    assert reply["blocks"][0]["type"] == "notice"
    assert "e-mailadres" in reply["blocks"][0]["text"]
    history = client.get(conversation)
    assert "piet" not in history.get_data(as_text=True)
    assert history.json["messages"][0]["said"] == "mail [e-mail]"


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        ({}, 400, "shape"),
        ({"text": "a", "choice": "topic:a"}, 400, "shape"),
        ({"text": 5}, 400, "shape"),
        ({"text": None}, 400, "shape"),
        ({"text": ["a"]}, 400, "shape"),
        ([], 400, "shape"),
        ("tekst", 400, "shape"),
        ({"text": ""}, 400, "empty"),
        ({"text": "x" * 2001}, 400, "too-long"),
        ({"text": "x" * 10_000}, 400, "too-long"),
        ({"text": "/restart"}, 400, "command"),
        ({"text": "  /session_start"}, 400, "command"),
        ({"text": "a\x00b"}, 400, "unreadable"),
        ({"choice": "bogus"}, 400, "choice"),
        ({"choice": "topic:nergens"}, 400, "choice"),
        ({"choice": ""}, 400, "choice"),
        ({"choice": 1}, 400, "shape"),
        ({"text": "a", "language": "xx"}, 400, "language"),
    ],
)
def test_refused_message_is_a_problem(
    client: CheckingClient, conversation: str, world: World, body: object, status: int, slug: str
):
    response = client.post(f"{conversation}/messages", json=body)
    problem = problem_of(response)
    assert (problem["status"], problem["type"]) == (status, f"urn:kennispunt:problem:{slug}")
    assert world.dialogue.heard == []


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b"null", "application/json", 400),
        (b"", "application/json", 400),
        (b'{"text": "', "application/json", 400),
        (b"\xff\xfe\x00", "application/json", 400),
        (b'{"text": "\\ud800"}', "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b"9" * 5_000, "application/json", 400),
        (b"text=hallo", "application/x-www-form-urlencoded", 415),
        (b'{"text": "' + b"x" * 70_000 + b'"}', "application/json", 413),
    ],
)
def test_body_that_is_no_message_is_a_problem(
    client: CheckingClient, conversation: str, data: bytes, content_type: str, status: int
):
    response = client.post(f"{conversation}/messages", data=data, content_type=content_type)
    assert problem_of(response)["status"] == status


def test_unknown_things_are_problems(client: CheckingClient):
    for url in ("/topics/nergens", "/organisations/nergens", "/conversations/nergens", "/nergens"):
        assert problem_of(client.get(f"/api/v1{url}"))["status"] == 404
    assert problem_of(client.post(f"{START}/nergens/messages", json={"text": "a"}))["status"] == 404
    assert problem_of(client.delete(f"{START}/nergens"))["status"] == 404
    wrong = client.put("/api/v1/topics")
    assert problem_of(wrong)["status"] == 405
    assert "GET" in wrong.headers["Allow"]
    assert problem_of(client.get("/api/v1/topics/wmo-zg/vervallen"))["status"] == 410


def test_problem_speaks_the_language_of_the_conversation(client: CheckingClient):
    made = client.post(START, json={"language": "en"}).json["id"]
    problem = problem_of(client.post(f"{START}/{made}/messages", json={"text": "/x"}))
    assert problem["detail"].startswith("A question cannot start with a slash")


def test_wiping_forgets(client: CheckingClient, conversation: str, world: World):
    assert client.delete(conversation).status_code == 204
    assert client.get(conversation).status_code == 404
    assert world.dialogue.forgotten == [conversation.rpartition("/")[2]]


def test_topics_without_what_the_assistant_does_and_what_is_withdrawn(client: CheckingClient):
    ids = [topic["id"] for topic in client.get("/api/v1/topics").json["topics"]]
    assert "wmo-zg/tolk" in ids
    assert "gesprek/groet" not in ids
    assert "wmo-zg/vervallen" not in ids
    found = client.get("/api/v1/topics?q=wachttijdd").json["topics"]
    assert found[0]["id"] == "wmo-zg/wachttijd"


def test_topic_has_its_answer(client: CheckingClient):
    topic = client.get("/api/v1/topics/wmo-zg/wachttijd?language=en").json
    assert (topic["id"], topic["title"], topic["language"]) == ("wmo-zg/wachttijd", "Waiting time", "en")
    assert topic["blocks"][0]["text"] == "Six weeks."


def test_directory(client: CheckingClient):
    found = client.get("/api/v1/organisations?need=doofblind&law=wmo").json["organisations"]
    assert [item["name"] for item in found] == ["Stichting Beide", "Stichting Gehoor"]
    assert client.get("/api/v1/organisations/gehoor").json["contacts"][0]["channels"][0]["href"] == "tel:+31885550101"
    names = [item["name"] for item in client.get("/api/v1/municipalities?q=STAD").json["municipalities"]]
    assert names == ["Bekendstad", "Modelstad"]
    assert len(client.get("/api/v1/municipalities").json["municipalities"]) == 3
    assert problem_of(client.get("/api/v1/organisations?need=onzin"))["status"] == 400


def test_disk_that_refuses_costs_a_judgement_and_says_so(client: CheckingClient, world: World):
    def refuses(_: object) -> None:
        raise OSError(28, "No space left on device")

    world.feedback.put = refuses  # type: ignore[method-assign]
    refused = client.post("/api/v1/feedback", json={"helpful": True, "language": "nl"})
    assert problem_of(refused)["status"] == 503
    assert refused.headers["Retry-After"] == "60"


def test_feedback_is_kept_without_personal_data(client: CheckingClient, world: World):
    sent = {"helpful": False, "topic": "wmo-zg/tolk", "comment": "Mail mij: piet@voorbeeld.example", "language": "nl"}
    assert client.post("/api/v1/feedback", json=sent).status_code == 204
    [kept] = world.feedback.kept
    assert (kept.helpful, kept.topic, kept.comment) == (False, "wmo-zg/tolk", "Mail mij: [e-mail]")
    assert kept.given_at.tzinfo is not None
    assert problem_of(client.post("/api/v1/feedback", json={"helpful": "ja"}))["status"] == 400
    assert problem_of(client.post("/api/v1/feedback", json={"helpful": True, "topic": "nergens"}))["status"] == 400
    assert len(world.feedback.kept) == 1


def test_pages_of_other_origins_may_use_it_without_credentials(client: CheckingClient):
    asked = client.options(
        f"{START}", headers={"Origin": "https://gemeente.example.nl", "Access-Control-Request-Method": "POST"}
    )
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in asked.headers
    assert "Access-Control-Allow-Origin" not in client.get("/chat").headers


def test_unexpected_error_tells_nothing_of_its_inside(
    client: CheckingClient, world: World, conversation: str, caplog: pytest.LogCaptureFixture
):
    def broken(message: Message) -> Reply:
        raise RuntimeError("geheim van binnen")

    world.dialogue.reply = broken
    client.application.testing = False
    response = client.post(f"{conversation}/messages", json={"text": "Vraag"})
    assert problem_of(response)["status"] == 500
    assert "geheim" not in response.get_data(as_text=True)
    assert "geheim van binnen" in caplog.text


def test_public_address_is_used_in_links(world: World):
    world.settings = replace(world.settings, public_url="https://kennispunt.example.nl/")
    client: FlaskClient = world.app().test_client()
    assert client.get("/api/v1/openapi.json").json["servers"] == [{"url": "https://kennispunt.example.nl/api/v1"}]


BLANKS = "\t\n\r \u00a0\u1680\u2003\u2028\u202f\u3000"


@pytest.mark.parametrize("odd", ["\x1c", "\x1f", "\x85", "\x0b", "\ufffd", "\ue000", "\U000ffffe", "\U0010ffff"])
@pytest.mark.parametrize("around", ["{}", "{}Tolk", "Tolk{}", " {} "])
def test_what_the_description_calls_unreadable_is_refused_wherever_it_stands(
    client: CheckingClient, conversation: str, odd: str, around: str
):
    """`str.strip` takes separators like U+001C for blanks, so they passed at the ends; U+10FFFF is in no category of text."""
    text = around.format(odd)
    judged = client.post("/api/v1/feedback", json={"helpful": True, "comment": text})
    assert problem_of(judged)["type"] == "urn:kennispunt:problem:unreadable"
    asked = client.post(f"{conversation}/messages", json={"text": text})
    assert problem_of(asked)["type"] == "urn:kennispunt:problem:unreadable"
    assert client.get("/api/v1/topics", query_string={"q": text}).status_code == 400


def test_what_stands_around_words_is_no_mistake(client: CheckingClient, conversation: str):
    said = {"text": f"{BLANKS}Tolk{BLANKS}"}
    assert client.post(f"{conversation}/messages", json=said).status_code == 200
    assert (
        client.post("/api/v1/feedback", json={"helpful": True, "comment": f"{BLANKS}Goed{BLANKS}"}).status_code == 204
    )


def test_text_is_as_long_as_the_description_says_blanks_included(client: CheckingClient, conversation: str):
    assert client.post(f"{conversation}/messages", json={"text": "a" * 1999 + " "}).status_code == 200
    response = client.post(f"{conversation}/messages", json={"text": "a" * 1999 + "  "})
    assert problem_of(response)["type"] == "urn:kennispunt:problem:too-long"
