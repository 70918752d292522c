"""Recordings are made once, kept within a limit, and shared safely."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.adapters.speech.cache import CachedSpeech, SpokenWords
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


def test_the_digest_depends_on_words_language_order_and_engine(tmp_path: Path):
    speech = CachedSpeech(FakeSpeech(), tmp_path, 1)
    other = FakeSpeech()
    other.identity = "other"
    digests = {
        speech.digest_of([part("a"), part("b")]),
        speech.digest_of([part("b"), part("a")]),
        speech.digest_of([part("ab")]),
        speech.digest_of([part("a", Language.ENGLISH), part("b")]),
        CachedSpeech(other, tmp_path, 1).digest_of([part("a"), part("b")]),
    }
    assert len(digests) == 5


def test_the_digest_is_the_same_after_a_restart(tmp_path: Path):
    # Written out: links that went out before a restart must stay good.
    assert CachedSpeech(FakeSpeech(), tmp_path, 1).digest_of([part("hallo")]) == SpokenWords(
        tmp_path, "fake"
    ).digest_of([part("hallo")])
    assert SpokenWords(tmp_path, "fake").digest_of([part("hallo")]) == "bcc4d97b7e78e9c1745b315a5da48495"


def test_the_longest_unheard_goes_first(tmp_path: Path):
    engine = FakeSpeech()
    speech = CachedSpeech(engine, tmp_path, 250)
    for age, text in enumerate(["a" * 100, "b" * 100]):
        speech.speak([part(text)])
        os.utime(tmp_path / f"{speech.digest_of([part(text)])}.mp3", (1000 + age, 1000 + age))
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
    (tmp_path / f"{speech.digest_of([part('hallo')])}.mp3").touch()
    assert speech.speak([part("hallo")]).data == b"hallo"


def test_a_folder_that_cannot_be_made_costs_no_recording(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    (tmp_path / "file").touch()
    assert CachedSpeech(FakeSpeech(), tmp_path / "file" / "in", 1_000).speak([part("hallo")]).data == b"hallo"
    assert "could not be kept" in caplog.text


class TestWords:
    def test_an_address_gives_the_words_back(self, tmp_path: Path):
        parts = (part("Hallo daar"), part("سلام", Language.PERSIAN))
        digest = SpokenWords(tmp_path).offer(parts)
        assert SpokenWords(tmp_path).words(digest) == parts

    def test_the_same_words_have_one_address(self, tmp_path: Path):
        words = SpokenWords(tmp_path)
        assert words.offer([part("a")]) == words.offer([part("a")])
        assert len(list(tmp_path.iterdir())) == 1

    @pytest.mark.parametrize("digest", ["", "0" * 32, "../../etc/passwd", "0" * 31 + "/", "A" * 32, "0" * 33])
    def test_what_was_not_offered_has_no_words(self, tmp_path: Path, digest: str):
        assert SpokenWords(tmp_path).words(digest) is None

    def test_too_long_ago_is_forgotten(self, tmp_path: Path):
        words = SpokenWords(tmp_path, days=1)
        digest = words.offer([part("a")])
        os.utime(tmp_path / f"{digest}.json", (1000, 1000))
        assert words.words(digest) is None
        words.prune()
        assert list(tmp_path.iterdir()) == []

    def test_offered_again_is_young_again(self, tmp_path: Path):
        words = SpokenWords(tmp_path, days=1)
        digest = words.offer([part("a")])
        os.utime(tmp_path / f"{digest}.json", (1000, 1000))
        words.offer([part("a")])
        assert words.words(digest) == (part("a"),)

    def test_no_more_are_kept_than_allowed(self, tmp_path: Path):
        words = SpokenWords(tmp_path, most=3)
        digests = [words.offer([part(str(number))]) for number in range(6)]
        for age, digest in enumerate(digests):
            os.utime(tmp_path / f"{digest}.json", (time.time() - 100 + age,) * 2)
        words.prune()
        assert [words.words(digest) is not None for digest in digests] == [False] * 3 + [True] * 3

    def test_a_damaged_file_has_no_words(self, tmp_path: Path):
        words = SpokenWords(tmp_path)
        digest = words.offer([part("a")])
        (tmp_path / f"{digest}.json").write_text("[[", encoding="utf-8")
        assert words.words(digest) is None
