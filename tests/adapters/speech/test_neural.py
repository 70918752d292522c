"""The neural voices in their own processes: English that is there, a folder of an operator, and what is no voice.

No package has a Dutch Piper voice, so the folder here holds a model of our own that hums for as long as its text is.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bot.adapters.speech.loudness import LOUDNESS, RATE, loudness
from bot.adapters.speech.neural import is_sound, unbroken
from bot.adapters.speech.neural_voices import NeuralSpeech, form_of, voice_child
from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.settings import Settings

ENVIRONMENT = Settings().voice_environment
PYTHON = ENVIRONMENT / "bin" / "python"
HELLO = SpokenPart("The municipality decides within two weeks.", Language.ENGLISH)

pytestmark = [
    pytest.mark.skipif(
        not any(ENVIRONMENT.glob("lib/python3*/site-packages/hibari")) and "CI" not in os.environ,
        reason="make voice has not been run",
    ),
    pytest.mark.timeout(600),
]


def seconds(data: bytes) -> float:
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        assert file.samplerate == RATE
        samples = file.read()
    assert loudness(samples) == pytest.approx(LOUDNESS, abs=1.0)
    return len(samples) / RATE


@pytest.fixture(scope="module")
def english() -> Iterator[NeuralSpeech]:
    voice = NeuralSpeech(voice_child(PYTHON, "hibari", Path(), deadline_seconds=30.0), Language.ENGLISH, "hibari")
    yield voice
    voice.close()


def test_english_is_spoken(english: NeuralSpeech):
    assert 1.5 < seconds(english.speak([HELLO]).data) < 6


@pytest.mark.parametrize("text", ["<speak><break time='99999s'/>", "[x](/ˈɛks/) 9" * 20, "\x00\x01 hallo", "مرحبا"])
def test_strange_text_does_not_break_the_next(english: NeuralSpeech, text: str):
    with suppress(SpeechUnavailableError):  # no sound is a fair answer to this
        english.speak([SpokenPart(text, Language.ENGLISH)])
    assert english.speak([HELLO]).data


def test_another_language_is_not_read_in_an_english_accent(english: NeuralSpeech):
    with pytest.raises(SpeechUnavailableError):
        english.speak([SpokenPart("De gemeente beslist.", Language.DUTCH)])


# A graph of three nodes in ONNX: a hum of 64 samples for each sound of the text. Written with no library but this one, which
# the environment of `make voice` does not have either.
def _field(number: int, data: bytes | int) -> bytes:
    if isinstance(data, int):
        return _varint(number << 3) + _varint(data)
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    found = b""
    while value > 0x7F:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])


def _node(kind: str, inputs: list[str], outputs: list[str], *attributes: bytes) -> bytes:
    said = b"".join(_field(1, name.encode()) for name in inputs) + b"".join(
        _field(2, name.encode()) for name in outputs
    )
    return _field(1, said + _field(4, kind.encode()) + b"".join(_field(5, item) for item in attributes))


def _value(name: str, kind: int, names: list[str]) -> bytes:
    shape = b"".join(_field(1, _field(2, dimension.encode())) for dimension in names)
    return _field(1, name.encode()) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def _constant(name: str, kind: int, dims: list[int], raw: bytes) -> bytes:
    return _field(
        5, b"".join(_field(1, item) for item in dims) + _field(2, kind) + _field(8, name.encode()) + _field(9, raw)
    )


def humming_model() -> bytes:
    """Sounds [1, n] to a wave [1, 1, 1, 400 n]: each sound becomes 400 samples of a hum."""
    import struct

    wave = struct.pack("<400f", *(0.3 if at // 20 % 2 else -0.3 for at in range(400)))
    float_, int64 = 1, 7
    cast = _field(1, b"to") + _field(3, float_) + _field(20, 2)
    graph = (
        _node("Cast", ["input"], ["sounds"], cast)
        + _node("Mul", ["sounds", "nought"], ["silent"])
        + _node("Reshape", ["silent", "column"], ["upright"])
        + _node("Add", ["upright", "wave"], ["table"])
        + _node("Reshape", ["table", "line"], ["output"])
        + _field(2, b"hum")
        + _constant("nought", float_, [1], struct.pack("<f", 0.0))
        + _constant("column", int64, [2], struct.pack("<2q", -1, 1))
        + _constant("wave", float_, [1, 400], wave)
        + _constant("line", int64, [4], struct.pack("<4q", 1, 1, 1, -1))
        + _field(11, _value("input", int64, ["one", "sounds"]))
        + _field(11, _value("input_lengths", int64, ["one"]))
        + _field(11, _value("scales", float_, ["three"]))
        + _field(12, _value("output", float_, ["a", "b", "c", "d"]))
    )
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, b"") + _field(2, 13))


@pytest.fixture
def piper_folder(tmp_path: Path) -> Path:
    (tmp_path / "alex.onnx").write_bytes(humming_model())
    letters = {letter: [at + 3] for at, letter in enumerate(" abcdefghijklmnopqrstuvwxyzəɛɪɔʋɣxŋˈˌː.,:;?!")}
    described = {
        "audio": {"sample_rate": 16_000},
        "espeak": {"voice": "nl"},
        "inference": {"noise_scale": 0.6, "length_scale": 1.0, "noise_w": 0.8},
        "num_symbols": 60,
        "num_speakers": 1,
        "phoneme_id_map": {"_": [0], "^": [1], "$": [2], **letters},
    }
    (tmp_path / "alex.onnx.json").write_text(json.dumps(described), encoding="utf-8")
    return tmp_path


def test_a_voice_of_the_operator_speaks(piper_folder: Path):
    assert form_of(piper_folder) == "piper"
    voice = NeuralSpeech(voice_child(PYTHON, "piper", piper_folder, deadline_seconds=30.0), Language.DUTCH, "alex")
    try:
        short = seconds(voice.speak([SpokenPart("De gemeente beslist.", Language.DUTCH)]).data)
        long = seconds(
            voice.speak([SpokenPart("De gemeente beslist binnen twee weken daarover.", Language.DUTCH)]).data
        )
    finally:
        voice.close()
    assert 0.5 < short < long


@pytest.mark.parametrize("engine", ["piper", "sherpa"])
def test_a_folder_that_holds_no_voice_fails_and_no_more(tmp_path: Path, engine: str):
    (tmp_path / "kapot.onnx").write_bytes(b"geen model")
    (tmp_path / "kapot.onnx.json").write_text("{}")
    (tmp_path / "tokens.txt").write_text("_ 0\n")
    assert form_of(tmp_path) == "sherpa"
    voice = NeuralSpeech(voice_child(PYTHON, engine, tmp_path), Language.DUTCH, "kapot")
    try:
        with pytest.raises(SpeechUnavailableError):
            voice.speak([SpokenPart("Hallo daar.", Language.DUTCH)])
    finally:
        voice.close()


def test_what_is_no_sound_is_not_kept():
    assert is_sound(np.array([0.1, -0.9, 0.0]))
    for broken in ([], [0.1, float("nan")], [0.1, float("inf")], [0.0, 35.0, 0.0]):
        assert not is_sound(np.array(broken))


@pytest.mark.parametrize("worst", [float("nan"), float("inf"), -5e28])
def test_where_a_model_breaks_down_in_the_silence_at_an_end_the_words_are_kept(worst: float):
    rate = 1000
    words = np.full(3000, 0.5)
    for before, after in ((0, 200), (3, 0), (3, 600)):
        made = np.concatenate([np.full(before, worst), words, np.full(after, worst)])
        kept = unbroken(made, rate)
        assert is_sound(kept)
        assert 2980 <= len(kept) <= 2990, "with a hundredth of a second at a broken end"
    assert unbroken(words, rate) is not None
    assert len(unbroken(words, rate)) == len(words)


@pytest.mark.parametrize(("before", "after"), [(60, 0), (0, 700), (1500, 1500)])
def test_where_it_breaks_down_within_the_words_it_is_no_sound(before: int, after: int):
    made = np.concatenate([np.full(before, 0.5), [np.nan], np.full(3000, 0.5), [np.nan], np.full(after, 0.5)])
    assert not is_sound(unbroken(made, 1000))


def test_silence_and_nothing_break_nothing():
    assert len(unbroken(np.zeros(0), 1000)) == 0
    assert not is_sound(unbroken(np.full(10, np.nan), 1000))


@pytest.fixture(scope="module")
def kokoro() -> Iterator[NeuralSpeech]:
    folder = ENVIRONMENT / "kokoro"
    voice = NeuralSpeech(voice_child(PYTHON, "kokoro", folder, deadline_seconds=300.0), Language.DUTCH, "kokoro")
    yield voice
    voice.close()


@pytest.mark.parametrize("text", ["Dat is dus zo.", "Wie betaalt het vervoer?"])
def test_dutch_is_recorded_ahead(kokoro: NeuralSpeech, text: str):
    assert 0.6 < seconds(kokoro.speak([SpokenPart(text, Language.DUTCH)]).data) < 6


def test_what_is_no_voice_has_no_form(tmp_path: Path):
    assert form_of(tmp_path) == form_of(tmp_path / "nowhere") == ""
