"""Every recording as loud as the others: trimmed, brought to one rate, to one loudness, and written as MP3.

Runs in the processes that make sound, in both environments: it needs numpy and lameenc, and nothing of ours.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd, log10
from typing import Any

import lameenc
import numpy as np

RATE = 22_050
"""Samples a second of every recording, so that sentences of different voices can stand one after another in one MP3."""
BITS_PER_SECOND = 32_000
"""4 kB a second: enough for speech at this rate."""
LOUDNESS = -20.0
"""LUFS (ITU-R BS.1770)."""
PEAK = 10 ** (-2.0 / 20)
"""Of the samples; what MP3 adds to it stays below -1 dBFS."""

_KILOBIT = 1000
_ENCODER_QUALITY = 5  # 2 is best, 7 fastest
_BLOCK_SECONDS, _STEP_SECONDS = 0.4, 0.1
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_OFFSET = -0.691
_QUIET = 0.01
"""Of the loudest sample: less at an end is silence."""
_MARGIN_SECONDS = 0.03
_LIMITER_SECONDS = 0.005
_ROUNDS = 4
"""Limiting peaks takes loudness away; so many times it is given back."""
_NEAR = 0.1

# The two filters of BS.1770 at 48 kHz, as b and a: a head, and what lies below speech.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_FILTERS_AT = 48_000


def mastered(samples: Any, rate: int, *, pause_seconds: float = 0.0) -> bytes:  # noqa: ANN401  # numpy's array of floats
    """An utterance as MP3: without silence at its ends, at `LOUDNESS`, followed by a pause; ValueError for silence."""
    sound = resampled(trimmed(samples, rate), rate)
    sound = np.concatenate([sound, np.zeros(round(pause_seconds * RATE))])
    level = loudness(sound)
    if not np.isfinite(level):
        raise ValueError("a recording without sound")
    for _ in range(_ROUNDS):
        louder = sound * 10 ** ((LOUDNESS - level) / 20)
        sound = limited(louder)
        if sound is louder or abs((level := loudness(sound)) - LOUDNESS) < _NEAR:
            break
    return mp3(sound)


def trimmed(samples: Any, rate: int) -> Any:  # noqa: ANN401
    """Without the silence before and after; as it is when it is silence only."""
    strength = np.abs(samples)
    sounding = np.flatnonzero(strength > _QUIET * strength.max(initial=0.0))
    if not len(sounding):
        return samples
    margin = round(_MARGIN_SECONDS * rate)
    return samples[max(0, sounding[0] - margin) : sounding[-1] + margin]


def resampled(samples: Any, rate: int) -> Any:  # noqa: ANN401
    """At `RATE` samples a second, without what that rate cannot hold."""
    if rate == RATE or not len(samples):
        return samples
    common = gcd(rate, RATE)
    up, down = RATE // common, rate // common
    wanted = len(samples) * up // down
    padded = np.pad(samples, (0, -len(samples) % down))
    length = len(padded) // down * up
    spectrum = np.fft.rfft(padded)
    kept = min(len(spectrum), length // 2 + 1)
    return np.fft.irfft(spectrum[:kept], length)[:wanted] * (up / down)


def loudness(samples: Any, rate: int = RATE) -> float:  # noqa: ANN401
    """Integrated loudness in LUFS (BS.1770-4, one channel); minus infinity for silence. Less than a block counts as one."""
    if not len(samples):
        return -np.inf
    block, step = round(_BLOCK_SECONDS * rate), round(_STEP_SECONDS * rate)
    weighted = _weighted(np.asarray(samples, dtype=np.float64), rate)
    total = np.concatenate([[0.0], np.cumsum(weighted**2)])
    if len(weighted) <= block:
        powers = np.array([total[-1] / len(weighted)])
    else:
        starts = np.arange(0, len(weighted) - block + 1, step)
        powers = (total[starts + block] - total[starts]) / block
    powers = powers[_level(powers) > _ABSOLUTE_GATE]
    if not len(powers):
        return -np.inf
    powers = powers[_level(powers) > _level(powers.mean()) + _RELATIVE_GATE]
    return float(_level(powers.mean()))


def limited(samples: Any) -> Any:  # noqa: ANN401
    """With its peaks at `PEAK` at most: the sound is turned down around them, softly enough not to be heard."""
    gain = np.minimum(1.0, PEAK / np.maximum(np.abs(samples), 1e-9))
    if gain.min(initial=1.0) >= 1.0:
        return samples
    width = round(_LIMITER_SECONDS * RATE)
    lowest = np.lib.stride_tricks.sliding_window_view(np.pad(gain, width, constant_values=1.0), 2 * width + 1).min(
        axis=1
    )
    window = np.hanning(2 * width + 3)[1:-1]
    smooth = np.convolve(np.pad(lowest, width, mode="edge"), window / window.sum(), mode="valid")
    return np.clip(samples * smooth, -PEAK, PEAK)


def mp3(samples: Any) -> bytes:  # noqa: ANN401
    """Mono samples at `RATE` as an MP3; several of them one after another are one MP3 too."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(BITS_PER_SECOND // _KILOBIT)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(_ENCODER_QUALITY)
    encoder.silence()
    whole = (np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()
    return bytes(encoder.encode(whole)) + bytes(encoder.flush())


def decibels(peak: float) -> float:
    """A peak between 0 and 1 in dBFS."""
    return 20 * log10(max(peak, 1e-9))


def _level(power: Any) -> Any:  # noqa: ANN401
    return _OFFSET + 10 * np.log10(np.maximum(power, 1e-12))


def _weighted(samples: Any, rate: int) -> Any:  # noqa: ANN401
    """As a head and an ear weigh it."""
    length = 1 << (len(samples) + rate // 10 - 1).bit_length()  # the filters' tail does not come round to the start
    return np.fft.irfft(np.fft.rfft(samples, length) * _response(length, rate), length)[: len(samples)]


@lru_cache(maxsize=4)
def _response(length: int, rate: int) -> Any:  # noqa: ANN401
    """Of both filters, at the frequencies of a transform of this length."""
    circle = np.exp(-2j * np.pi * np.fft.rfftfreq(length, 1 / rate) / _FILTERS_AT)
    response = np.ones(len(circle), dtype=complex)
    for over, under in (_SHELF, _HIGH_PASS):
        response *= sum(b * circle**at for at, b in enumerate(over)) / sum(a * circle**at for at, a in enumerate(under))
    return response
