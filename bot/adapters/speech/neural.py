"""A process that speaks by a neural voice: gets a sentence, answers with its MP3. Runs in `.venv-voice`.

    python -m bot.adapters.speech.neural hibari|kokoro|piper|sherpa FOLDER THREADS

It says that it is ready when its model is loaded; until then nothing is asked of it.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from bot.adapters.speech.frames import AUDIO, FAILURE, HEADER, READY, frame
from bot.adapters.speech.loudness import mastered

type _Say = Callable[[str], tuple[Any, int]]
"""A sentence as samples between -1 and 1, and how many there are a second."""

KOKORO_VOICE = "jm_kumo"
"""Of its voices the one whose Dutch was understood best by the recogniser; listeners have not judged it."""
_KOKORO_RATE = 24_000
_NEAREST = str.maketrans({"ɵ": "œ"})
"""Sounds of Dutch that the model does not know ('dus', 'punten'), by the nearest that it does: without, they would fall away."""
_FIRST_SECONDS, _LAST_SECONDS = 0.05, 0.65
"""The silence at the ends of what the model makes."""
_MARGIN_SECONDS = 0.01
_MOST_SOUNDS = 480
_LOUDEST = 2.0
_SPEED = 0.95
_KOKORO_SPEEDS = (_SPEED, 1.0, 0.9)
_NICE = 5
_CLAUSE = re.compile(r"(?<=[,;:.!?])\s+")


def hibari(_: Path, threads: int) -> _Say:
    """English: the voice that comes in the package."""
    from hibari import SAMPLE_RATE, Hibari  # noqa: PLC0415  # each process loads one engine

    voice = Hibari(threads=threads)
    voice("Ready.")  # what it loads at its first sentence
    return lambda text: (voice(text, speed=_SPEED), SAMPLE_RATE)


def kokoro(folder: Path, threads: int) -> _Say:
    """Dutch from espeak-ng's sounds: the model was not taught Dutch, but knows nearly all of its sounds."""
    import onnxruntime  # noqa: PLC0415
    from piper.phonemize_espeak import EspeakPhonemizer  # noqa: PLC0415

    numbers = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))["vocab"]
    with np.load(folder / "voices.npz") as voices:
        styles = voices[KOKORO_VOICE]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    phonemizer = EspeakPhonemizer()

    def said(sounds: str) -> Any:  # noqa: ANN401
        tokens = [numbers[sound] for sound in sounds if sound in numbers]
        style = styles[min(len(tokens), len(styles)) - 1].reshape(1, -1).astype(np.float32)
        made = np.zeros(0)
        for speed in _KOKORO_SPEEDS:  # where it breaks down within the words, it may not a little faster or slower
            given = {
                "tokens": np.array([[0, *tokens, 0]]),
                "style": style,
                "speed": np.array([speed], dtype=np.float32),
            }
            made = unbroken(np.asarray(session.run(None, given)[0]).ravel(), _KOKORO_RATE)
            if is_sound(made):
                return made
        raise ValueError("the model made no sound of this")

    def say(text: str) -> tuple[Any, int]:
        sounds = (
            " ".join("".join(sentence) for sentence in phonemizer.phonemize("nl", text)).strip().translate(_NEAREST)
        )
        return np.concatenate([said(piece) for piece in _pieces(sounds)] or [np.zeros(0)]), _KOKORO_RATE

    return say


def piper(folder: Path, _: int) -> _Say:
    """A voice in Piper's form: `<name>.onnx` and `<name>.onnx.json`."""
    from piper import PiperVoice  # noqa: PLC0415

    voice = PiperVoice.load(next(iter(sorted(folder.glob("*.onnx")))))

    def say(text: str) -> tuple[Any, int]:
        spoken = [chunk.audio_float_array for chunk in voice.synthesize(text)]
        return np.concatenate(spoken or [np.zeros(0)]), voice.config.sample_rate

    return say


def sherpa(folder: Path, threads: int) -> _Say:
    """A voice in sherpa-onnx's form: `<name>.onnx`, `tokens.txt` and `espeak-ng-data` or `lexicon.txt`."""
    import sherpa_onnx  # noqa: PLC0415

    def path(name: str) -> str:
        return str(folder / name) if (folder / name).exists() else ""

    vits = sherpa_onnx.OfflineTtsVitsModelConfig(
        model=str(next(iter(sorted(folder.glob("*.onnx"))))),
        tokens=path("tokens.txt"),
        data_dir=path("espeak-ng-data"),
        lexicon=path("lexicon.txt"),
    )
    model = sherpa_onnx.OfflineTtsModelConfig(vits=vits, num_threads=threads)
    asked = sherpa_onnx.OfflineTtsConfig(model=model)
    if not asked.validate():
        raise ValueError("not a voice of sherpa-onnx")
    voice = sherpa_onnx.OfflineTts(asked)

    def say(text: str) -> tuple[Any, int]:
        made = voice.generate(text)
        return np.asarray(made.samples), made.sample_rate

    return say


ENGINES: dict[str, Callable[[Path, int], _Say]] = {"hibari": hibari, "kokoro": kokoro, "piper": piper, "sherpa": sherpa}


def is_sound(samples: Any) -> bool:  # noqa: ANN401  # numpy's array
    """Whether a model made sound: numbers, and none of them far outside what a sound has."""
    return bool(len(samples)) and bool(np.isfinite(samples).all()) and float(np.abs(samples).max()) <= _LOUDEST


def unbroken(samples: Any, rate: int) -> Any:  # noqa: ANN401  # numpy's array
    """The samples without an end at which the model broke down; as they are when it broke down anywhere else.

    In 8 bits Kokoro-82M writes no numbers, or enormous ones, in the silence before or after the words: for about one Dutch
    sentence of three, in the last hundredths of a second. The words themselves are whole.
    """
    broken = np.flatnonzero(~(np.abs(samples) <= _LOUDEST))
    ends = np.concatenate([[-1], broken, [len(samples)]])
    longest = np.diff(ends).argmax()
    start, end = ends[longest] + 1, ends[longest + 1]
    if start > _FIRST_SECONDS * rate or len(samples) - end > _LAST_SECONDS * rate:
        return samples
    margin = round(_MARGIN_SECONDS * rate)
    return samples[start + margin * (start > 0) : end - margin * (end < len(samples))]


def answered(say: _Say, request: bytes) -> bytes:
    """The frame that answers this request."""
    try:
        asked = json.loads(request)
        samples, rate = say(asked["text"])
        return frame(AUDIO, mastered(np.asarray(samples, dtype=np.float64), rate, pause_seconds=asked["pause_seconds"]))
    except Exception as error:  # noqa: BLE001  # whatever the engine raises goes to the parent, by its kind alone
        return frame(FAILURE, type(error).__name__.encode())


def serve(say: _Say, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe, which it also does by dying."""
    answers.write(frame(READY, b""))
    answers.flush()
    while len(header := requests.read(HEADER.size)) == HEADER.size:
        _, length = HEADER.unpack(header)
        answers.write(answered(say, requests.read(length)))
        answers.flush()


def _pieces(sounds: str) -> list[str]:
    """As long as the model takes them, parted where there is a pause."""
    pieces: list[str] = []
    for clause in _CLAUSE.split(sounds) if sounds else ():
        if pieces and len(pieces[-1]) + len(clause) < _MOST_SOUNDS:
            pieces[-1] += f" {clause}"
        else:
            pieces.append(clause)
    return [piece[at : at + _MOST_SOUNDS] for piece in pieces for at in range(0, len(piece), _MOST_SOUNDS)]


def main() -> None:
    """Load the voice once and serve; what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    engine, folder, threads = sys.argv[1:]
    if engine == "kokoro":
        os.nice(_NICE)  # it renders ahead, behind those who listen now
    serve(ENGINES[engine](Path(folder), int(threads)), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
