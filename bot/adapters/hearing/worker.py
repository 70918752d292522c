"""The process that recognises speech: gets a sound, answers with what Whisper made of it. Runs in `.venv-voice`.

    python -m bot.adapters.hearing.worker MODEL_FOLDER THREADS

No sound outlives its request: nothing is written down, the samples are wiped, and memory that is let go is overwritten or goes
back to the system (as `whisper` sets it for the C library). It makes no dump of its memory when it dies.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any, BinaryIO

from faster_whisper import WhisperModel

from bot.adapters.hearing.sound import NotTakenError, samples_of
from bot.adapters.speech.frames import AUDIO, FAILURE, HEADER, LENGTH, REFUSAL, frame

_NICE = 5
"""Behind those who answer what was typed."""
_BEAM = 2
_PAUSE_MS = 500


def recognised(model: WhisperModel, samples: Any, language: str, hot_words: str) -> list[dict[str, object]]:  # noqa: ANN401  # numpy's array
    """Each stretch of speech, with how sure Whisper is of it and of its words; stretches without speech are not looked at."""
    segments, _ = model.transcribe(
        samples,
        language=language,
        beam_size=_BEAM,
        temperature=0.0,
        condition_on_previous_text=False,
        word_timestamps=True,
        vad_filter=True,
        vad_parameters={"min_silence_duration_ms": _PAUSE_MS},
        hotwords=hot_words or None,
    )
    return [
        {
            "text": segment.text,
            "words": [[word.word, word.probability] for word in segment.words or ()],
            "likely": segment.avg_logprob,
            "silent": segment.no_speech_prob,
            "repeated": segment.compression_ratio,
        }
        for segment in segments
    ]


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
            seconds = len(samples) / 16_000
            samples.fill(0)
        return frame(AUDIO, json.dumps({"pieces": pieces, "seconds": seconds}).encode())
    except NotTakenError as error:
        return frame(REFUSAL, str(error).encode())
    except Exception as error:  # noqa: BLE001  # whatever the engine raises goes to the parent, by its kind alone
        return frame(FAILURE, type(error).__name__.encode())


def wipe(data: bytearray) -> None:
    """Nothing of it stays in memory."""
    data[:] = bytes(len(data))


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
    serve(model, os.fdopen(sys.stdin.fileno(), "rb", buffering=0, closefd=False), answers)


if __name__ == "__main__":
    main()
