"""Vectors of training questions kept on disk between trainings, and only new ones computed.

Embedding is nine tenths of a training: after an edit of ten questions only those ten are embedded again. The file is a
cache and nothing more: it is rebuilt when it is gone, unreadable, or made with another encoder. It stands in the
repository, so that the first training of a fresh checkout takes a minute and not several (docs/adr/0005).
Numbers are kept in 8 bits with a scale a row: a tenth of a percent off, a quarter of the size.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.encoder.encoder import EncoderChoice, Matrix, make_encoder

_LOG = logging.getLogger(__name__)
_LARGEST = 127


class StoredEncoder:
    """An encoder for training: takes what it knows from `path`, computes the rest on so many threads.

    New vectors are added to the file, which is replaced at once.
    """

    def __init__(self, encoder: EncoderChoice, path: Path, threads: int) -> None:
        self.name = encoder.vectors_name
        self._encoder = encoder
        self._path = path
        self._threads = threads

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row per text."""
        known = _read(self._path, self.name)
        keys = [_key(text) for text in texts]
        new = list(dict.fromkeys(text for text, key in zip(texts, keys, strict=True) if key not in known))
        if new:
            # Rounded before use too: a model must not depend on whether the vectors came from the file.
            rows = make_encoder(self._encoder, self._threads).encode(new)
            known.update(zip(map(_key, new), _widened(*_rounded(rows)), strict=True))
            _write(self._path, self.name, known)
        return np.vstack([known[key] for key in keys])

    def keep_only(self, texts: Sequence[str]) -> None:
        """Drop the vectors of all other texts from the file: of questions that are no more."""
        known = _read(self._path, self.name)
        _write(self._path, self.name, {key: known[key] for key in map(_key, texts) if key in known})


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _rounded(rows: Matrix) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    scales = (np.abs(rows).max(axis=1, keepdims=True) / _LARGEST).astype(np.float32)
    return np.rint(rows / scales).astype(np.int8), scales


def _widened(rows: npt.NDArray[np.int8], scales: npt.NDArray[np.float32]) -> Matrix:
    return (rows * scales).astype(np.float32)


def _read(path: Path, encoder: str) -> dict[bytes, Matrix]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            if str(arrays["encoder"]) != encoder:
                return {}
            rows = _widened(arrays["rows"], arrays["scales"])
            return {key.tobytes(): row for key, row in zip(arrays["keys"], rows, strict=True)}
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return {}


def _write(path: Path, encoder: str, vectors: dict[bytes, Matrix]) -> None:
    # In the order of the keys, so that the same content gives the same file whatever the order of the questions.
    ordered = sorted(vectors)
    keys = np.frombuffer(b"".join(ordered), dtype=np.uint8).reshape(-1, 16)
    rows, scales = _rounded(np.vstack([vectors[key] for key in ordered]))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, encoder=np.array(encoder), keys=keys, rows=rows, scales=scales)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:  # a read-only checkout trains as well, only slower the next time
        _LOG.warning("vectors are not kept: %s cannot be written", path)
