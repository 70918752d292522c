"""The speech process: gets parts as JSON, answers with one MP3. Started by `process`, never imported by it.

It may hang or crash in espeak-ng; its parent then ends it and starts another.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import sys
import tempfile
import wave
from collections.abc import Iterable
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO

import espeakng_loader
import numpy as np

from bot.adapters.speech.frames import AUDIO, FAILURE, HEADER, READY, frame
from bot.adapters.speech.loudness import mastered

PART_SECONDS = 10.0
"""For one part, so that a part that never ends is told as such before the parent gives up on all of it."""
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  # a folder in memory
"""Where the library writes each part, which may be what somebody said: on no disk, where the system has such a place."""
_SAMPLE_BYTES = 2
_LOUDEST = 32768.0


def load_engine() -> Any:  # noqa: ANN401  # pyttsx3 has no types
    """The pyttsx3 engine on the espeak-ng library that comes in a wheel."""
    # pyttsx3 looks for a system library by its name. Loaded first and for all, this one is found under that name.
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    import pyttsx3  # noqa: PLC0415  # only works after the two lines above

    return pyttsx3.init("espeak")


def spoken(engine: Any, parts: Iterable[tuple[str, str]], words_per_minute: int, pause_seconds: float) -> bytes:  # noqa: ANN401
    """All (voice, text) parts as one MP3, a pause between and after them; raises RuntimeError when the engine makes no sound of one."""
    rate = 0
    sound: list[bytes] = []
    with tempfile.TemporaryDirectory(prefix="kennispunt-spraak-", dir=_MEMORY) as folder:
        for number, (voice, text) in enumerate(parts):
            path = Path(folder) / f"{number}.wav"
            engine.setProperty("voice", voice)
            engine.setProperty("rate", words_per_minute)
            # The library speaks in a thread of its own, and pyttsx3's first `runAndWait` does not wait for it.
            finished = Event()
            waiting = engine.connect("finished-utterance", lambda finished=finished, **_: finished.set())
            engine.save_to_file(text, str(path))
            engine.runAndWait()
            spoke = finished.wait(PART_SECONDS)
            engine.disconnect(waiting)
            # pyttsx3 swallows what goes wrong inside, so the outcome is looked at.
            if not spoke or engine.getProperty("voice") != voice or not path.is_file():
                raise RuntimeError(f"no sound for a part in voice {voice}")
            with wave.open(io.BytesIO(path.read_bytes())) as recording:
                rate = recording.getframerate()
                if not recording.getnframes():  # an empty recording would be kept and played for good
                    raise RuntimeError(f"an empty recording of a part in voice {voice}")
                if sound:
                    sound.append(bytes(round(rate * pause_seconds) * _SAMPLE_BYTES))
                sound.append(recording.readframes(recording.getnframes()))
    samples = np.frombuffer(b"".join(sound), dtype="<i2") / _LOUDEST
    return mastered(samples, rate, pause_seconds=pause_seconds)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe, which it also does by dying."""
    engine = load_engine()
    answers.write(frame(READY, b""))
    answers.flush()
    while len(header := requests.read(HEADER.size)) == HEADER.size:
        _, length = HEADER.unpack(header)
        request = json.loads(requests.read(length))
        try:
            audio = spoken(engine, request["parts"], request["words_per_minute"], request["pause_seconds"])
            answer = frame(AUDIO, audio)
        except Exception as error:  # noqa: BLE001  # whatever the engine raises goes to the parent, which logs it
            answer = frame(FAILURE, str(error).encode())
        answers.write(answer)
        answers.flush()


def main() -> None:
    """Keep the answers' pipe to ourselves: pyttsx3 prints on standard output, which from here on is standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
