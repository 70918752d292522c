"""The real recogniser: what it hears, what it does not, what it refuses, and that nothing of a sound stays anywhere.

The spoken question is a synthetic voice's (Kokoro-82M, from espeak-ng's Dutch sounds); nobody's voice is in here.
"""

from __future__ import annotations

import io
import json
import math
import os
import random
import struct
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.hearing.off import DeafHearing
from bot.adapters.hearing.setup import hearing_from, languages_of
from bot.adapters.hearing.whisper import WhisperHearing, whisper_child
from bot.adapters.speech.child import Child
from bot.adapters.speech.frames import LENGTH
from bot.contract import Language
from bot.core.errors import HearingUnavailableError, SoundError
from bot.core.voice.heard import MOST_BYTES
from bot.settings import Settings

SOUNDS = Path(__file__).parent / "sounds"
SETTINGS = Settings()
PYTHON = SETTINGS.voice_environment / "bin" / "python"
NL = Language.DUTCH
RATE = 16_000

pytestmark = [
    pytest.mark.skipif(not PYTHON.exists() and "CI" not in os.environ, reason="make voice has not been run"),
    pytest.mark.timeout(600),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("temporary-files")


@pytest.fixture(scope="module")
def hearing(folder: Path) -> Iterator[WhisperHearing]:
    made = whisper_child(PYTHON, SETTINGS.voice_environment / "whisper-base")
    made._environment["TMPDIR"] = str(folder)
    made._deadline = 300.0  # a busy machine
    whisper = WhisperHearing(made, {NL}, lambda: ("doventolk", "tolk"))
    yield whisper
    whisper.close()


def wav(samples: list[int] | bytes, rate: int = RATE, channels: int = 1) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setnchannels(channels)
        recording.setsampwidth(2)
        recording.setframerate(rate)
        recording.writeframes(samples if isinstance(samples, bytes) else struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def hear(hearing: WhisperHearing, sound: bytes) -> str:
    return hearing.hear(bytearray(sound), NL).text


def reason(hearing: WhisperHearing, sound: bytes) -> str:
    with pytest.raises(SoundError) as refused:
        hearing.hear(bytearray(sound), NL)
    return refused.value.reason


def test_a_spoken_question_is_understood(hearing: WhisperHearing):
    sound = bytearray((SOUNDS / "vraag.ogg").read_bytes())
    found = hearing.hear(sound, NL)
    assert {"moeder", "doof", "helpen"} <= set(found.text.lower().rstrip(".?").split())
    assert 2 < found.seconds < 6
    assert sound == bytes(len(sound)), "it was wiped"


@pytest.mark.parametrize(
    "samples",
    [
        bytes(2 * RATE * 4),
        [random.Random(1).randrange(-9000, 9000) for _ in range(RATE * 4)],  # noise
        [int(9000 * math.sin(2 * math.pi * 440 * at / RATE)) for at in range(RATE * 4)],  # a tone
        bytes(2),
    ],
    ids=["silence", "noise", "tone", "one sample"],
)
def test_what_is_no_speech_gives_no_words(hearing: WhisperHearing, samples: list[int] | bytes):
    assert hear(hearing, wav(samples)) == ""


def test_what_is_no_recording(hearing: WhisperHearing):
    assert reason(hearing, b"") == "empty"
    assert reason(hearing, os.urandom(20_000)) == "format"
    assert reason(hearing, b"RIFF") == "format"
    assert reason(hearing, b"OggS" + bytes(5000)) == "format"
    assert reason(hearing, b"\x1a\x45\xdf\xa3" + os.urandom(5000)) == "format"
    assert reason(hearing, b"#!/bin/sh\n" + bytes(5000)) == "format"
    assert reason(hearing, wav(bytes(2000), rate=4)) == "format"
    assert reason(hearing, bytes(MOST_BYTES + 1)) == "large"


def test_a_recording_that_breaks_off_counts_as_far_as_it_goes(hearing: WhisperHearing):
    whole = (SOUNDS / "vraag.ogg").read_bytes()
    assert 0 < hearing.hear(bytearray(whole[: len(whole) // 2]), NL).seconds < 4


def test_a_recording_that_unpacks_to_hours_is_too_long(hearing: WhisperHearing):
    """Ten minutes of silence, packed into less than may be sent."""
    pack = (
        "import av, sys\n"
        "with av.open(sys.argv[1], 'w', format='ogg') as out:\n"
        "    stream = out.add_stream('libopus', rate=48000, layout='mono'); stream.bit_rate = 6000\n"
        "    for at in range(600 * 50):\n"
        "        frame = av.AudioFrame(format='s16', layout='mono', samples=960); frame.sample_rate = 48000\n"
        "        frame.planes[0].update(bytes(1920)); frame.pts = at * 960\n"
        "        out.mux(stream.encode(frame))\n"
        "    out.mux(stream.encode(None))\n"
    )
    bomb = SOUNDS / "unpacked.tmp"
    try:
        subprocess.run([PYTHON, "-c", pack, bomb], check=True)
        data = bomb.read_bytes()
    finally:
        bomb.unlink(missing_ok=True)
    assert len(data) < MOST_BYTES
    assert reason(hearing, data) == "long"


def test_a_language_in_which_is_not_listened_costs_nothing(hearing: WhisperHearing):
    with pytest.raises(HearingUnavailableError):
        hearing.hear(bytearray(b"RIFF"), Language.TIGRINYA)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process where Linux has it")
def test_nothing_of_a_sound_stays_in_memory_or_on_disk(hearing: WhisperHearing, folder: Path):
    samples = os.urandom(2 * RATE * 3)  # known by heart, and found wherever it would stay
    sound = bytearray(wav(samples))
    hearing.hear(sound, NL)
    hearing.hear(bytearray(wav(bytes(200))), NL)
    pid = hearing._child.pid
    assert pid is not None
    traces = [samples[at : at + 64] for at in range(0, len(samples) - 64, 16_000)]
    first = struct.unpack("<16h", samples[48_000:48_032])
    traces.append(struct.pack("<16f", *(value / 32768.0 for value in first)))
    memory = _memory(pid)
    assert len(memory) > 50_000_000, "the memory was read"
    assert [at for at, trace in enumerate(traces) if trace in memory] == []
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks how much memory a process has where Linux says so")
def test_it_stays_within_half_a_gigabyte(hearing: WhisperHearing):
    assert hear(hearing, (SOUNDS / "vraag.ogg").read_bytes())
    status = Path(f"/proc/{hearing._child.pid}/status").read_text()
    most = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    assert int(most.split()[1]) <= 500_000, most


def test_the_pause_after_a_question_is_not_filled_with_the_words_that_are_expected(folder: Path):
    """Whisper reads on after the last word, and would say these words fifty times in ten times the time."""
    made = whisper_child(PYTHON, SETTINGS.voice_environment / "whisper-base")
    made._environment["TMPDIR"] = str(folder)
    made._deadline = 300.0
    try:
        asked = {"language": "nl", "seconds": 60, "hot_words": ", ".join(f"Woord{number}" for number in range(40))}
        head = json.dumps(asked).encode()
        _, answer = made.ask(LENGTH.pack(len(head)) + head, bytearray((SOUNDS / "vraag.ogg").read_bytes()))
    finally:
        made.close()
    (piece,) = json.loads(answer)["pieces"]
    assert "Woord" not in piece["text"]


def _memory(pid: int) -> bytes:
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            addresses, rights, *_ = line.split()
            if not rights.startswith("rw") or "[vvar" in line:
                continue
            start, end = (int(part, 16) for part in addresses.split("-"))
            try:
                memory.seek(start)
                found.append(memory.read(end - start))
            except (OSError, OverflowError):
                continue
    return b"".join(found)


def test_a_recogniser_that_dies_says_so_and_the_next_question_is_heard(tmp_path: Path):
    child = Child("a test", (sys.executable, "-c", "raise SystemExit"), deadline_seconds=20.0)
    with pytest.raises(HearingUnavailableError):
        WhisperHearing(child, {NL}).hear(bytearray(b"RIFF"), NL)
    child.close()


class TestSettings:
    def test_without_the_extra_nothing_is_heard(self, tmp_path: Path):
        found = hearing_from(Settings(voice_environment=tmp_path), tuple)
        assert isinstance(found, DeafHearing)
        with pytest.raises(HearingUnavailableError):
            found.hear(bytearray(b"RIFF"), NL)

    def test_off(self):
        assert isinstance(hearing_from(Settings(hearing="off"), tuple), DeafHearing)

    def test_asked_for_and_not_there(self, tmp_path: Path):
        with pytest.raises(ValueError, match="make voice"):
            hearing_from(Settings(hearing="whisper", voice_environment=tmp_path), tuple)

    def test_a_folder_of_the_operator(self, tmp_path: Path):
        (tmp_path / "model.bin").write_bytes(b"")
        found = hearing_from(Settings(hearing="whisper", hearing_model=tmp_path, hearing_languages="nl, fa"), tuple)
        assert found.languages() == {NL, Language.PERSIAN}

    @pytest.mark.parametrize(("wrong", "said"), [("nl,xx", "xx"), ("ti", "geen herkenner verstaat ti")])
    def test_a_language_that_cannot_be_heard(self, wrong: str, said: str):
        with pytest.raises(ValueError, match=said):
            languages_of(Settings(hearing_languages=wrong))

    def test_another_recogniser(self):
        with pytest.raises(ValueError, match="'siri' bestaat niet"):
            hearing_from(Settings(hearing="siri"), tuple)
