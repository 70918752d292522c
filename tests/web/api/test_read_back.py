"""What somebody said is read back to them, and nothing of it stays: in no store, cache, address or log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.adapters.speech.cache import CachedSpeech
from bot.adapters.speech.chain import ChainedSpeech
from bot.contract import Language
from bot.settings import Settings
from tests.fakes.speech import FakeSpeech
from tests.web.conftest import CheckingClient
from tests.web.fakes import World

URL = "/api/v1/speech"
SAID = {"text": "Ik hoorde: “ik heet Verzonnen Voornaam”. Klopt dat?", "language": "nl"}
NAME = "Verzonnen Voornaam"


def test_it_is_read_aloud_as_it_is_said(client: CheckingClient, world: World):
    response = client.post(URL, json={"text": "Ik hoorde: “112, om 9:30”. Klopt dat?", "language": "nl-NL"})
    assert (response.status_code, response.mimetype) == (200, "audio/mpeg")
    ((part,),) = world.speech.said
    assert part.language is Language.DUTCH
    assert "één één twee" in part.text, "for the ear"


def test_nothing_of_it_stays(world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    engine = FakeSpeech()
    kept = CachedSpeech(engine, tmp_path, 1_000_000)
    world.speech = ChainedSpeech({Language.DUTCH: [kept]})  # type: ignore[assignment]  # the real one, before a fake voice
    client = world.app().test_client()
    for count in (1, 2):
        response = client.post(URL, json=SAID)
        assert NAME.encode() in response.data
        assert len(engine.said) == 2 * count, "made each time, for there is nothing to find again"
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    assert list(tmp_path.rglob("*")) == []
    assert kept._passing == {}
    assert vars(world.recordings) == vars(type(world.recordings)()), "no address was made for it"
    assert "Verzonnen" not in caplog.text
    assert "Verzonnen" not in client.get("/metrics").get_data(as_text=True)


def test_it_is_not_sent_to_a_voice_elsewhere(world: World, tmp_path: Path):
    engine = FakeSpeech()
    world.speech = ChainedSpeech(  # type: ignore[assignment]  # same
        {Language.DUTCH: [CachedSpeech(engine, tmp_path, 1_000_000, here=False)]}
    )
    assert world.app().test_client().post(URL, json=SAID).status_code == 503
    assert engine.said == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "Zes weken."},
        {"text": "", "language": "nl"},
        {"text": "a" * 1001, "language": "nl"},
        {"text": "Zes weken.", "language": "xx"},
        {"text": 3, "language": "nl"},
        {"text": "Zes\x00weken.", "language": "nl"},
    ],
)
def test_what_is_not_taken(client: CheckingClient, world: World, body: dict[str, object]):
    assert client.post(URL, json=body).status_code == 400
    assert world.speech.said == []


def test_no_voice_now_or_for_this_language(client: CheckingClient, world: World):
    world.speech.away = True
    response = client.post(URL, json=SAID)
    assert response.status_code == 503
    assert response.json["type"].endswith("speech-unavailable")


def test_a_widget_elsewhere_may_and_a_form_there_may_not(client: CheckingClient):
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    assert client.post(URL, json=SAID, headers=elsewhere).status_code == 200
    assert client.post(URL, data=SAID, headers=elsewhere).status_code == 403
    assert client.post(URL, data=SAID).status_code == 415


def test_too_many_wait(world: World):
    world.settings = Settings(rate_limit_address="2/minute")
    client = world.app().test_client()
    assert [client.post(URL, json=SAID).status_code for _ in range(3)] == [200, 200, 429]
