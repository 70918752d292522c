"""Sounds for measuring: what is no speech, what a recording holds, and how much of the words came through."""

from __future__ import annotations

import io
import math
import random
import re
import struct
import unicodedata
import wave
from collections.abc import Sequence
from typing import Any

from bot.evaluation.service import MeasuringError

RATE = 16_000
_SECONDS = 5
_SIGNS = re.compile(r"[^\w\s]+")


def no_speech() -> dict[str, list[int]]:
    """Five seconds each of silence, noise, hum and music, by their Dutch names; the same each time."""
    noise = random.Random(1)  # noqa: S311  # the same noise each time
    places = range(RATE * _SECONDS)

    def chord(at: int) -> float:
        notes = (220.0, 277.2, 329.6) if at // RATE % 2 else (196.0, 246.9, 293.7)
        return sum(math.sin(2 * math.pi * note * at / RATE) for note in notes) * (1 - at % RATE / RATE) / 3

    return {
        "stilte": [0 for _ in places],
        "ruis": [noise.randrange(-6000, 6000) for _ in places],
        "gebrom": [round(4000 * math.sin(2 * math.pi * 50 * at / RATE)) for at in places],
        "muziek": [round(9000 * chord(at)) for at in places],
    }


def wav(samples: Sequence[int], rate: int = RATE) -> bytes:
    """One channel of 16 bits as WAV."""
    file = io.BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(rate)
        recording.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def decoded(sound: bytes) -> tuple[Any, int]:
    """The samples of a recording, between -1 and 1, and how many there are a second; raises MeasuringError without the tools."""
    try:
        import soundfile  # noqa: PLC0415  # of the tests' tools
    except ImportError:
        raise MeasuringError("voor het meten is make setup nodig") from None
    with soundfile.SoundFile(io.BytesIO(sound)) as file:
        return file.read(), file.samplerate


def level(samples: Any) -> tuple[float, float]:  # noqa: ANN401  # numpy's array
    """Loudness in LUFS, and the highest peak in dBFS."""
    from bot.adapters.speech.loudness import decibels, loudness  # noqa: PLC0415  # numpy is loaded by who measures

    return loudness(samples), decibels(float(abs(samples).max()))


def plain_words(text: str) -> list[str]:
    """The words of a sentence without capitals, accents and signs."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(letter)
    )
    return _SIGNS.sub(" ", bare).split()


def distance(asked: Sequence[str], got: Sequence[str]) -> int:
    """Words that must change, go or come to make one of the other (Levenshtein)."""
    row = list(range(len(got) + 1))
    for at, word in enumerate(asked, 1):
        before, row[0] = row[0], at
        for place, other in enumerate(got, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row[-1]
