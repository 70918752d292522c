"""A recording of a question comes in and its words go out; what is too large, of another kind or too much is told clearly."""

from __future__ import annotations

from io import BytesIO

import pytest

from bot.contract import Language
from bot.core.voice.heard import MOST_BYTES
from bot.settings import Settings
from tests.web.conftest import CheckingClient
from tests.web.fakes import World

URL = "/api/v1/hearing?language=nl"
SOUND = b"RIFF....WAVE" + bytes(range(256))


@pytest.fixture(autouse=True)
def _listening(world: World) -> None:
    world.hearing.known = frozenset({Language.DUTCH, Language.ENGLISH})


def send(client: CheckingClient, data: bytes = SOUND, url: str = URL, content_type: str = "audio/webm"):
    return client.post(url, data=data, content_type=content_type)


def test_the_words_come_back(client: CheckingClient, world: World):
    response = send(client, content_type="audio/webm;codecs=opus")
    assert response.status_code == 200
    assert response.json == {"text": "Zes weken?", "unsure": ["weken"], "seconds": 1.23, "urgent": False}
    assert world.hearing.sounds == [SOUND]
    assert response.headers["Cache-Control"] == "no-store"


def test_who_may_be_in_danger_is_told_apart(client: CheckingClient, world: World):
    world.hearing.words = "Mijn man slaat mij."
    assert send(client).json["urgent"] is True


def test_nobody_spoke(client: CheckingClient, world: World):
    world.hearing.words = ""
    assert send(client).json == {"text": "", "unsure": [], "seconds": 1.23, "urgent": False}


def test_it_says_in_which_languages_it_listens(client: CheckingClient):
    response = client.get("/api/v1/hearing")
    assert response.json == {"languages": ["nl", "en"], "mostSeconds": 60, "mostBytes": MOST_BYTES}
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_sound_is_wiped_where_the_server_received_it(client: CheckingClient):
    received = BytesIO(SOUND)
    response = client.open(
        URL, method="POST", input_stream=received, content_type="audio/webm", content_length=len(SOUND)
    )
    assert response.status_code == 200
    assert received.getvalue() == bytes(len(SOUND))


@pytest.mark.parametrize(
    ("reason", "status", "slug", "said"),
    [
        ("empty", 400, "sound-empty", "Er is niets gehoord. Probeer het opnieuw, of typ uw vraag."),
        ("format", 400, "sound-format", "De opname kan niet worden gelezen. Probeer het opnieuw, of typ uw vraag."),
        ("long", 413, "sound-long", "U kunt 60 seconden achter elkaar spreken. Probeer het opnieuw, of typ uw vraag."),
    ],
)
def test_a_sound_that_is_not_taken(
    client: CheckingClient, world: World, reason: str, status: int, slug: str, said: str
):
    world.hearing.refused = reason
    response = send(client)
    assert response.status_code == status
    assert response.json["type"].endswith(slug)
    assert response.json["detail"] == said


def test_too_large_is_not_even_read(client: CheckingClient, world: World):
    response = send(client, bytes(MOST_BYTES + 1))
    assert response.status_code == 413
    assert response.json["type"].endswith("sound-long")
    assert world.hearing.sounds == []


def test_of_any_length_up_to_the_limit(client: CheckingClient, world: World):
    assert send(client, bytes(MOST_BYTES)).status_code == 200
    assert len(world.hearing.sounds[0]) == MOST_BYTES


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "multipart/form-data", ""])
def test_only_sound(client: CheckingClient, world: World, content_type: str):
    assert send(client, content_type=content_type).status_code == 415
    assert world.hearing.sounds == []


def test_a_language_in_which_is_not_listened(client: CheckingClient):
    response = send(client, url="/api/v1/hearing?language=ti")
    assert response.status_code == 503
    assert response.json["type"].endswith("hearing-unavailable")
    assert response.headers["Retry-After"] == "10"


@pytest.mark.parametrize("query", ["", "?language=xx", "?language="])
def test_a_language_that_is_none(client: CheckingClient, query: str):
    assert send(client, url=f"/api/v1/hearing{query}").status_code == 400


def test_the_recogniser_away_says_to_type(client: CheckingClient, world: World):
    world.hearing.away = True
    response = send(client)
    assert response.status_code == 503
    assert response.json["detail"] == "Uw spraak kan nu niet worden herkend. Typ uw vraag."


def test_a_widget_elsewhere_may_send_sound_and_a_form_there_may_not(client: CheckingClient):
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    assert client.post(URL, data=SOUND, content_type="audio/webm", headers=elsewhere).status_code == 200
    assert client.post(URL, data=SOUND, content_type="text/plain", headers=elsewhere).status_code == 403


def test_too_many_recordings_wait(world: World):
    world.settings = Settings(rate_limit_address="2/minute")
    client = world.app().test_client()
    assert [client.post(URL, data=SOUND, content_type="audio/webm").status_code for _ in range(3)] == [200, 200, 429]


def test_they_are_counted_without_a_word_of_them(client: CheckingClient):
    send(client)
    counted = client.get("/metrics").get_data(as_text=True)
    assert 'kennispunt_hearing_total{outcome="words"} 1.0' in counted
    assert "weken" not in counted
