"""Recordings as samples. Runs in `.venv-voice`.

What comes in was made by anybody: the form is known by its first bytes, and decoding stops at the longest utterance, however
long the recording says it is.
"""

from __future__ import annotations

import io
from itertools import chain
from typing import Any

import av
import numpy as np

RATE = 16_000
"""Samples a second that Whisper hears."""
_FORMS = ((b"\x1a\x45\xdf\xa3", 0, "matroska"), (b"OggS", 0, "ogg"), (b"ftyp", 4, "mov"), (b"RIFF", 0, "wav"))
_RATES = range(8_000, 96_001)
_MOST_CHANNELS = 2


class NotTakenError(Exception):
    """Why a sound is not taken: `empty`, `format` or `long`."""


def samples_of(data: bytearray, longest_seconds: float) -> Any:  # noqa: ANN401  # numpy's array, which the web application does not know
    """The sound as one channel of floats; raises NotTakenError."""
    form = next((name for sign, at, name in _FORMS if data[at : at + len(sign)] == sign), None)
    if not data:
        raise NotTakenError("empty")
    if form is None:
        raise NotTakenError("format")
    most = int(longest_seconds * RATE)
    samples = np.zeros(most, dtype=np.float32)
    filled = 0
    file = io.BytesIO(data)
    try:
        with av.open(file, format=form, metadata_errors="ignore") as recording:
            stream = next(iter(recording.streams.audio), None)
            if stream is None or stream.rate not in _RATES or not 0 < stream.channels <= _MOST_CHANNELS:
                raise NotTakenError("format")
            stream.thread_count = 1
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
            for frame in chain(_frames(recording, stream), (None,)):
                for part in resampler.resample(frame):
                    sound = part.to_ndarray().reshape(-1)
                    if filled + len(sound) > most:
                        raise NotTakenError("long")
                    samples[filled : filled + len(sound)] = sound
                    filled += len(sound)
    except (av.FFmpegError, ValueError, OverflowError) as error:
        raise NotTakenError("format") from error
    finally:
        with file.getbuffer() as copied:
            copied[:] = bytes(len(copied))
    if not filled:
        raise NotTakenError("empty")
    samples /= 32768.0
    return samples[:filled]


def _frames(recording: Any, stream: Any) -> Any:  # noqa: ANN401  # av has no types here
    """Frames until the end, or until where the recording breaks off: what was received till then counts."""
    try:
        yield from recording.decode(stream)
    except av.FFmpegError:
        return
