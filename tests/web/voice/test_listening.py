"""A recording is sent as soon as its first sentence is there, and whole where a part of it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from tests.web.conftest import CheckingClient
from tests.web.fakes import World

PARTS = (SpokenPart("De gemeente beslist. Dat duurt twee weken.", Language.DUTCH),)


@pytest.fixture
def made(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sentences that come one by one and are not there yet; what was made till now."""
    done: list[str] = []

    def stream(parts: Sequence[SpokenPart]) -> Iterator[bytes]:
        if world.speech.away:
            raise SpeechUnavailableError
        for sentence in ("De gemeente beslist.", "Dat duurt twee weken."):
            done.append(sentence)
            yield sentence.encode()

    monkeypatch.setattr(world.speech, "stream", stream)
    monkeypatch.setattr(world.speech, "kept", lambda _: False)
    return done


def test_the_first_sentence_goes_before_the_second_is_made(app: Flask, world: World, made: list[str]):
    url = f"/api/v1/speech/{world.recordings.offer(PARTS)}"
    response = FlaskClient(app, app.response_class).get(url)
    assert response.status_code == 200
    assert response.mimetype == "audio/mpeg"
    coming = response.iter_encoded()
    assert next(coming) == b"De gemeente beslist."
    assert made == ["De gemeente beslist."]
    assert b"".join(coming) == b"Dat duurt twee weken."
    assert response.headers["ETag"]


def test_a_player_that_asks_from_the_start_on_gets_it_at_once_too(
    client: CheckingClient, world: World, made: list[str]
):
    url = f"/api/v1/speech/{world.recordings.offer(PARTS)}"
    assert client.get(url, headers={"Range": "bytes=0-"}).status_code == 200
    assert len(made) == 2


def test_a_part_is_of_the_whole(client: CheckingClient, world: World, made: list[str]):
    url = f"/api/v1/speech/{world.recordings.offer(PARTS)}"
    response = client.get(url, headers={"Range": "bytes=0-1"})
    assert response.status_code == 206
    assert len(response.data) == 2
    assert made == []


def test_no_voice_is_told_before_anything_is_sent(client: CheckingClient, world: World, made: list[str]):
    url = f"/api/v1/speech/{world.recordings.offer(PARTS)}"
    world.speech.away = True
    assert client.get(url).status_code == 503


@pytest.mark.parametrize("digest", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "A" * 32, "0" * 31, "0" * 33, "%00"])
def test_a_digest_is_no_path(client: CheckingClient, digest: str):
    assert client.get(f"/api/v1/speech/{digest}").status_code == 404
