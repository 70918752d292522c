"""The process that recognises speech: gets a sound, answers with what Whisper made of it. Runs in `.venv-voice`.

    python -m bot.adapters.hearing.worker MODEL_FOLDER THREADS

No sound outlives its request: nothing is written down, the samples are wiped, and memory that is let go is overwritten (from when
the model is loaded) or goes back to the system (as `whisper` sets it for the C library). It makes no dump of its memory when it dies.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment
from faster_whisper.vad import VadOptions, collect_chunks, get_speech_timestamps

from bot.adapters.hearing.sound import NotTakenError, samples_of
from bot.adapters.speech.frames import AUDIO, FAILURE, HEADER, LENGTH, REFUSAL, frame

type Samples = npt.NDArray[np.float32]
"""One channel, 16,000 a second, from -1 to 1."""

_NICE = 5
"""Behind those who answer what was typed."""
_BEAM = 2
_PAUSE_MS = 500
_RATE = 16_000
_TAIL_SECONDS = 0.6
"""The silence that is kept after somebody's last word (0.4 s), and some of that word."""
_PERTURB, _ANY_BYTE = -6, 85
"""`M_PERTURB` of the C library (mallopt(3)): memory that is let go is overwritten with the inverse of this byte."""


def recognised(model: WhisperModel, samples: Samples, language: str, hot_words: str) -> list[dict[str, object]]:
    """Each stretch of speech, with how sure Whisper is of it and of its words; where nobody speaks is not looked at.

    Whisper reads on from the last word that it heard. In the pause after that it would write down the hot words over and
    over, which takes ten times as long as the question itself: what is left when it is shorter than a word is not read.
    """
    speech = _speech(samples)
    if not len(speech):
        return []
    segments, _ = model.transcribe(
        speech,
        language=language,
        beam_size=_BEAM,
        temperature=0.0,
        condition_on_previous_text=False,
        word_timestamps=True,
        hotwords=hot_words or None,
    )
    try:
        return _up_to(segments, len(speech) / _RATE - _TAIL_SECONDS)
    finally:
        speech.fill(0)


def _speech(samples: Samples) -> Samples:
    """The stretches in which somebody speaks, with some of the silence around them, one after the other."""
    spoken = get_speech_timestamps(samples, VadOptions(min_silence_duration_ms=_PAUSE_MS))
    stretches, _ = collect_chunks(samples, spoken)
    return np.concatenate(stretches)


def _up_to(segments: Iterable[Segment], end: float) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for segment in segments:
        found.append(
            {
                "text": segment.text,
                "words": [[word.word, word.probability] for word in segment.words or ()],
                "likely": segment.avg_logprob,
                "silent": segment.no_speech_prob,
                "repeated": segment.compression_ratio,
            }
        )
        if segment.end >= end:  # asking for the next one is what makes it read on
            break
    return found


def answered(model: WhisperModel, request: bytearray) -> bytes:
    """The frame that answers this request."""
    try:
        (length,) = LENGTH.unpack_from(request)
        asked = json.loads(bytes(request[LENGTH.size : LENGTH.size + length]))
        sound = request[LENGTH.size + length :]
        wipe(request)
        samples = samples_of(sound, asked["seconds"])
        wipe(sound)
        try:
            pieces = recognised(model, samples, asked["language"], asked["hot_words"])
        finally:
            seconds = len(samples) / _RATE
            samples.fill(0)
        return frame(AUDIO, json.dumps({"pieces": pieces, "seconds": seconds}).encode())
    except NotTakenError as error:
        return frame(REFUSAL, str(error).encode())
    except Exception as error:  # noqa: BLE001  # whatever the engine raises goes to the parent, by its kind alone
        return frame(FAILURE, type(error).__name__.encode())


def wipe(data: bytearray) -> None:
    """Nothing of it stays in memory."""
    data[:] = bytes(len(data))


def overwrite_freed() -> None:
    """Have memory overwritten when it is let go; raises AttributeError where the C library cannot.

    Not from the start of the process, as its environment could say: memory is then also written when it is taken, and the
    model takes 850 MB at once of which it never uses a part.
    """
    ctypes.CDLL(None).mallopt(_PERTURB, _ANY_BYTE)


def serve(model: WhisperModel, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe, which it also does by dying."""
    while len(header := requests.read(HEADER.size)) == HEADER.size:
        _, length = HEADER.unpack(header)
        request = bytearray(length)
        view, at = memoryview(request), 0
        while at < length:
            read = requests.readinto(view[at:])  # type: ignore[attr-defined]  # a raw file has it
            if not read:
                return
            at += read
        view.release()
        answers.write(answered(model, request))
        wipe(request)
        answers.flush()


def main() -> None:
    """Load the model once and serve; what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICE)
    folder, threads = sys.argv[1], int(sys.argv[2])
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
    overwrite_freed()
    serve(model, os.fdopen(sys.stdin.fileno(), "rb", buffering=0, closefd=False), answers)


if __name__ == "__main__":
    main()
