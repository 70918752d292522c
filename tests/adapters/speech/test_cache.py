"""Recordings are made once, kept within a limit, and shared safely."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.adapters.speech import cache
from bot.adapters.speech.cache import CachedSpeech
from bot.adapters.speech.words import digest_of
from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio
from tests.fakes.speech import FakeSpeech


def part(text: str, language: Language = Language.DUTCH) -> SpokenPart:
    return SpokenPart(text, language)


class SlowSpeech(FakeSpeech):
    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        time.sleep(0.1)
        return super().speak(parts)


def test_the_same_words_are_made_once(tmp_path: Path):
    engine = FakeSpeech()
    speech = CachedSpeech(engine, tmp_path, 1_000_000)
    assert speech.speak([part("hallo")]) == speech.speak([part("hallo")])
    assert len(engine.said) == 1


def test_a_recording_outlives_a_restart(tmp_path: Path):
    CachedSpeech(FakeSpeech(), tmp_path, 1_000_000).speak([part("hallo")])
    engine = FakeSpeech()
    assert CachedSpeech(engine, tmp_path, 1_000_000).speak([part("hallo")]).data == b"hallo"
    assert engine.said == []


def test_what_fails_is_not_kept(tmp_path: Path):
    engine = FakeSpeech()
    speech = CachedSpeech(engine, tmp_path, 1_000_000)
    engine.away = True
    with pytest.raises(SpeechUnavailableError):
        speech.speak([part("hallo")])
    engine.away = False
    assert speech.speak([part("hallo")]).data == b"hallo"


def test_the_longest_unheard_goes_first(tmp_path: Path):
    engine = FakeSpeech()
    speech = CachedSpeech(engine, tmp_path, 250)
    for age, text in enumerate(["a" * 100, "b" * 100]):
        speech.speak([part(text)])
        os.utime(tmp_path / f"{digest_of([part(text)], engine.identity)}.mp3", (1000 + age, 1000 + age))
    speech.speak([part("a" * 100)])  # heard again just now
    speech.speak([part("c" * 100)])
    kept = {path.read_bytes()[:1] for path in tmp_path.glob("*.mp3")}
    assert kept == {b"a", b"c"}


def test_the_folder_never_outgrows_its_limit(tmp_path: Path):
    speech = CachedSpeech(FakeSpeech(), tmp_path, 1_000)
    for number in range(50):
        speech.speak([part(f"{number:03}" * 30)])
    assert 0 < sum(path.stat().st_size for path in tmp_path.glob("*.mp3")) <= 1_000


def test_a_recording_larger_than_the_limit_is_still_heard(tmp_path: Path):
    assert CachedSpeech(FakeSpeech(), tmp_path, 10).speak([part("x" * 100)]).data == b"x" * 100


def test_many_at_once_make_it_once(tmp_path: Path):
    engine = SlowSpeech()
    speech = CachedSpeech(engine, tmp_path, 1_000_000)
    heard: list[bytes] = []
    threads = [threading.Thread(target=lambda: heard.append(speech.speak([part("hallo")]).data)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [b"hallo"] * 8
    assert len(engine.said) == 1


def test_an_empty_file_is_made_again(tmp_path: Path):
    speech = CachedSpeech(FakeSpeech(), tmp_path, 1_000)
    (tmp_path / f"{digest_of([part('hallo')], FakeSpeech.identity)}.mp3").touch()
    assert speech.speak([part("hallo")]).data == b"hallo"


def test_a_folder_that_cannot_be_made_costs_no_recording(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    (tmp_path / "file").touch()
    assert CachedSpeech(FakeSpeech(), tmp_path / "file" / "in", 1_000).speak([part("hallo")]).data == b"hallo"
    assert "could not be kept" in caplog.text


def test_what_is_not_for_everybody_is_kept_in_memory_and_made_once(tmp_path: Path):
    engine = FakeSpeech()
    speech = CachedSpeech(engine, tmp_path / "in", 1_000_000, public=lambda parts: parts[0].text == "voor allen")
    for _ in range(2):
        assert speech.speak([part("in Voorbeelddorp")]).data == b"in Voorbeelddorp"
    assert len(engine.said) == 1
    assert not (tmp_path / "in").exists()
    speech.speak([part("voor allen")])
    assert [path.read_bytes() for path in (tmp_path / "in").iterdir()] == [b"voor allen"]


def test_memory_holds_no_more_than_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cache, "_MOST_IN_MEMORY", 250)
    engine = FakeSpeech()
    speech = CachedSpeech(engine, tmp_path, 1_000, public=lambda _: False)
    for text in "ab":
        speech.speak([part(text * 100)])
    speech.speak([part("a" * 100)])  # heard again just now
    speech.speak([part("c" * 100)])
    made = len(engine.said)
    speech.speak([part("a" * 100)])
    assert len(engine.said) == made
    speech.speak([part("b" * 100)])
    assert len(engine.said) == made + 1
