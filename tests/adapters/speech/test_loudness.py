"""Recordings are as loud as each other, whatever came in."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile

from bot.adapters.speech.loudness import BITS_PER_SECOND, LOUDNESS, RATE, loudness, mastered, resampled, trimmed


def tone(seconds: float, rate: int = RATE, hertz: float = 997.0) -> np.ndarray:
    return np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)


def speechlike(seconds: float, rate: int, loud: float) -> np.ndarray:
    """Noise in syllables, with a click now and then."""
    random = np.random.default_rng(7)
    at = np.arange(round(seconds * rate)) / rate
    hiss = random.normal(size=len(at))
    murmur = np.convolve(hiss, np.ones(rate // 2_000), mode="same")  # speech has little above a few kilohertz
    sound = murmur / np.abs(murmur).std() * np.maximum(0, np.sin(2 * np.pi * 3 * at)) * loud
    sound[:: rate // 2] = 12 * loud
    return sound


def decoded(data: bytes) -> np.ndarray:
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        assert (file.format, file.samplerate, file.channels) == ("MP3", RATE, 1)
        return file.read()


def test_the_meter_reads_what_the_standard_says():
    """BS.1770: a sine of 997 Hz at full scale in one channel is -3.01 LUFS."""
    assert loudness(tone(3)) == pytest.approx(-3.01, abs=0.05)
    assert loudness(tone(3) / 10) == pytest.approx(-23.01, abs=0.05)
    quiet_between = np.concatenate([tone(3), np.zeros(RATE * 10), tone(3)])
    assert loudness(quiet_between) == pytest.approx(-3.01, abs=0.3), "silence does not count"
    assert loudness(np.zeros(RATE)) == -np.inf


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000])
@pytest.mark.parametrize("loud", [0.001, 0.2])
@pytest.mark.parametrize("seconds", [0.4, 4.0])
def test_every_recording_is_as_loud_and_never_clips(rate: int, loud: float, seconds: float):
    made = mastered(speechlike(seconds, rate, loud), rate, pause_seconds=0.35)
    sound = decoded(made)
    assert loudness(sound) == pytest.approx(LOUDNESS, abs=1.0)
    assert np.abs(sound).max() <= 10 ** (-1 / 20)
    assert len(made) / (len(sound) / RATE) <= BITS_PER_SECOND / 8 * 1.01
    assert len(sound) / RATE == pytest.approx(seconds + 0.35, abs=0.2)


def test_another_rate_is_the_same_sound():
    there = resampled(tone(1, 24_000, 440), 24_000)
    assert np.abs(there[2000:-2000] - tone(1, RATE, 440)[2000:-2000]).max() < 0.01


def test_silence_around_goes_and_silence_alone_is_refused():
    around = np.concatenate([np.zeros(RATE), tone(1), np.zeros(RATE)])
    assert len(trimmed(around, RATE)) / RATE == pytest.approx(1.06, abs=0.02)
    for nothing in (np.zeros(RATE), np.zeros(0)):
        with pytest.raises(ValueError, match="without sound"):
            mastered(nothing, RATE)
