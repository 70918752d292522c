"""`kennispunt speech`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.speech.rendered import RenderedSpeech
from bot.cli import main, speech
from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart

SAID = [SpokenPart(f"Zin {number}.", Language.DUTCH) for number in range(4)]


def test_it_shows_who_speaks(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("KENNISPUNT_VOICE_ENVIRONMENT", str(tmp_path))
    monkeypatch.setenv("KENNISPUNT_SPEECH_ENGINE", "ti=off; *=auto")
    assert main(["speech", "voices"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "nl  espeak" in lines
    assert "ti  geen stem" in lines
    assert len(lines) == len(Language)


def test_without_the_voice_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("KENNISPUNT_VOICE_ENVIRONMENT", str(tmp_path))
    assert main(["speech", "render"]) == 1
    assert "make voice" in capsys.readouterr().err


def test_each_sentence_is_recorded_once_with_progress(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    kept, asked = RenderedSpeech(tmp_path), []

    def record(sentence: SpokenPart) -> bytes:
        asked.append(sentence)
        if sentence is SAID[2]:
            raise SpeechUnavailableError("geen klank")
        return sentence.text.encode()

    assert speech.render_all(SAID, kept, record) == 1
    told = capsys.readouterr()
    assert "4 van 4 (100%), nog ongeveer 0 minuten" in told.out
    assert "niet gelukt: Zin 2. (geen klank)" in told.err
    assert kept.kept([SAID[3]]) == b"Zin 3."
    asked.clear()
    assert speech.render_all(SAID, kept, record) == 1
    assert asked == [SAID[2]], "it goes on with what is missing"


def test_a_voice_that_does_nothing_is_given_up(tmp_path: Path):
    def record(_: SpokenPart) -> bytes:
        raise SpeechUnavailableError("stuk")

    with pytest.raises(speech.NoVoiceError):
        speech.render_all(SAID * 2, RenderedSpeech(tmp_path), record)
