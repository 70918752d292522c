"""One engine after another speaks, sentence by sentence."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.adapters.speech import chain
from bot.adapters.speech.cache import CachedSpeech
from bot.adapters.speech.chain import LONGEST_TEXT, ChainedSpeech
from bot.adapters.speech.child import Child, ChildError
from bot.adapters.speech.neural_voices import NeuralSpeech
from bot.adapters.speech.rendered import RenderedSpeech
from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio
from tests.contracts.speech_contract import SpeechContract
from tests.fakes.speech import FakeSpeech

NL, EN = Language.DUTCH, Language.ENGLISH
TWO = [SpokenPart("De gemeente beslist. Dat duurt twee weken!", NL)]


class Hanging(FakeSpeech):
    identity = "hanging"

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        self.said.append(tuple(parts))
        raise SpeechUnavailableError from ChildError("it takes too long")


def link(engine: FakeSpeech, folder: Path) -> CachedSpeech:
    return CachedSpeech(engine, folder, 1_000_000)


class TestChainedSpeech(SpeechContract):
    @pytest.fixture
    def speech(self, tmp_path: Path) -> ChainedSpeech:
        return ChainedSpeech({language: [link(FakeSpeech(), tmp_path)] for language in Language})


def test_sentences_come_one_by_one_and_are_kept_one_by_one(tmp_path: Path):
    engine = FakeSpeech()
    speech = ChainedSpeech({NL: [link(engine, tmp_path)]})
    coming = speech.stream(TWO)
    assert next(coming) == b"De gemeente beslist."
    assert len(engine.said) == 1, "the second is not made before it is asked for"
    assert not speech.kept(TWO)
    assert list(coming) == [b"Dat duurt twee weken!"]
    assert speech.kept(TWO)
    assert speech.kept([SpokenPart("Dat duurt twee weken!", NL)])
    speech.speak([SpokenPart("Dat duurt twee weken! De gemeente beslist.", NL)])
    assert len(engine.said) == 2


def test_the_next_engine_speaks_and_the_one_that_hung_is_asked_last_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    hanging, fine = Hanging(), FakeSpeech()
    speech = ChainedSpeech({NL: [link(hanging, tmp_path), link(fine, tmp_path)]})
    assert speech.speak(TWO).data
    assert (len(hanging.said), len(fine.said)) == (1, 2)
    monkeypatch.setattr(chain, "REST_SECONDS", 0.0)
    speech._resting.clear()
    speech.speak([SpokenPart("Iets anders.", NL)])
    assert len(hanging.said) == 2


def test_an_engine_that_rests_still_speaks_where_there_is_no_other(tmp_path: Path):
    hanging = Hanging()
    speech = ChainedSpeech({NL: [link(hanging, tmp_path)]})
    for _ in range(2):
        with pytest.raises(SpeechUnavailableError):
            speech.speak(TWO)
    assert len(hanging.said) == 2


def test_what_was_recorded_ahead_is_played_and_the_rest_is_spoken(tmp_path: Path):
    ahead, engine = RenderedSpeech(tmp_path / "ahead"), FakeSpeech()
    ahead.put([SpokenPart("De gemeente beslist.", NL)], b"<kokoro>")
    speech = ChainedSpeech({NL: [ahead, link(engine, tmp_path)]})
    assert list(speech.stream(TWO)) == [b"<kokoro>", b"Dat duurt twee weken!"]


def test_a_language_without_a_voice_is_left_out(tmp_path: Path):
    speech = ChainedSpeech({NL: [link(FakeSpeech(), tmp_path)], EN: []})
    assert speech.languages() == {NL}
    assert speech.speak([*TWO, SpokenPart("Hello.", EN)]).data == speech.speak(TWO).data
    with pytest.raises(SpeechUnavailableError):
        speech.speak([SpokenPart("Hello.", EN)])


def test_ten_thousand_characters_are_refused_and_a_sentence_without_end_is_parted(tmp_path: Path):
    engine = FakeSpeech()
    speech = ChainedSpeech({NL: [link(engine, tmp_path)]})
    with pytest.raises(SpeechUnavailableError, match="too much"):
        speech.speak([SpokenPart("woord " * 1_667, NL)])
    speech.speak([SpokenPart("".join(f"woord {number}, " for number in range(LONGEST_TEXT // 12)), NL)])
    assert len(engine.said) > 10
    assert max(len(said[0].text) for said in engine.said) <= 400


def test_ten_thousand_sentences_stay_within_the_limit(tmp_path: Path):
    speech = ChainedSpeech({NL: [CachedSpeech(FakeSpeech(), tmp_path, 20_000)]})
    for number in range(10_000):
        speech.speak([SpokenPart(f"Zin {number} van de reeks.", NL)])
    assert 0 < sum(path.stat().st_size for path in tmp_path.glob("*.mp3")) <= 20_000


def test_what_is_not_public_is_not_on_disk(tmp_path: Path):
    speech = ChainedSpeech({NL: [link(FakeSpeech(), tmp_path)]}, lambda parts: parts != TWO)
    speech.speak(TWO)
    assert not list(tmp_path.glob("*.mp3"))
    speech.speak([SpokenPart("Voor iedereen.", NL)])
    assert len(list(tmp_path.glob("*.mp3"))) == 1


def test_what_was_kept_is_there_in_ten_milliseconds(tmp_path: Path):
    speech = ChainedSpeech({NL: [link(FakeSpeech(), tmp_path)]})
    speech.speak(TWO)
    started = time.thread_time()  # on a busy machine the clock tells about the others
    for _ in range(20):
        next(speech.stream(TWO))
    assert (time.thread_time() - started) / 20 < 0.010


def test_a_voice_that_cannot_load_fails_and_the_next_speaks(tmp_path: Path):
    child = Child("a voice", ("/nowhere/python",), deadline_seconds=1.0, turn_seconds=1.0, start_seconds=1.0)
    broken = CachedSpeech(NeuralSpeech(child, NL, "broken"), tmp_path, 1_000)
    speech = ChainedSpeech({NL: [broken, link(FakeSpeech(), tmp_path)]})
    assert speech.speak(TWO).data == b"De gemeente beslist.Dat duurt twee weken!"
