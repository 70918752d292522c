"""Ridge regression in the kernel of all examples, solved step by step (block conjugate gradients: O'Leary, 1980).

Solving it exactly takes the third power of the number of examples, and making the word pieces' part of the kernel as long
again; here that part stays a product of sparse rows, and a step takes the second power. A small number of landmarks says
how the kernel is stretched (Nyström preconditioning, as in FALKON: Rudi, Carratino and Rosasco, 2017), and in each step
every topic goes along the directions of all topics: six steps are enough.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse

Floats = npt.NDArray[np.float32]

_STRIP = 1000
_LANDMARKS = 2000
_LANDMARKS_AT_ONCE = 250
_JITTER = 1e-4
_COMMON = 512
"""So many pieces, of 32,768, are nine tenths of what two texts have in common, and are multiplied as a full matrix."""
CLOSE = 0.08
"""What may be left of the targets: coming nearer makes nothing better (docs/understanding.md)."""
_MOST_STEPS = 100
_Cuttable = TypeVar("_Cuttable", Floats, sparse.csr_matrix)


@dataclass(frozen=True)
class KernelSettings:
    """How alike is alike, and how sure that makes.

    `sharpness`: of the Gaussian; `pieces`: share of the character kernel; `ridge`: smoothing; `temperature`: by which the
    scores are multiplied before they become probabilities (`make evaluate` says which would fit best).
    """

    sharpness: float = 1.5
    pieces: float = 0.3
    ridge: float = 0.1
    temperature: float = 16.0


def likeness_of_meaning(left: Floats, right: Floats, settings: KernelSettings) -> Floats:
    """The Gaussian part of the kernel, between unit vectors of meaning."""
    sharpened = (left * settings.sharpness).astype(np.float32)
    kernel: Floats = sharpened @ right.T
    kernel += np.float32(math.log(1 - settings.pieces) - settings.sharpness)
    np.exp(kernel, out=kernel)
    return kernel


def compare_meanings(vectors: Floats, settings: KernelSettings) -> list[Floats]:
    """The meanings' part of the kernel, in strips: of each next stretch of examples with themselves and all that come after.

    Two are as alike the other way round. 2 bytes a pair: gigabytes.
    """

    def strip(start: int) -> Floats:
        return likeness_of_meaning(vectors[start : start + _STRIP], vectors[start:], settings)

    with ThreadPoolExecutor() as pool:
        return list(pool.map(strip, range(0, len(vectors), _STRIP)))


class _Pieces:
    """How alike the examples are in spelling, in the pieces' share of the kernel: products with rows of pieces."""

    def __init__(self, rows: sparse.csr_matrix, share: float) -> None:
        columns = rows.tocsc()
        columns.data = columns.data * np.float32(math.sqrt(share))
        ordered = np.argsort(-np.bincount(rows.indices, minlength=rows.shape[1]), kind="stable")
        self._common: Floats = columns[:, np.sort(ordered[:_COMMON])].toarray(order="C")
        self._rare = columns[:, np.sort(ordered[_COMMON:])].tocsr()
        self._halves = [(part, part.T.tocsr()) for part in _cut(self._rare)]  # a core works on each

    def times(self, weights: Floats) -> Floats:
        """What the examples, so weighted, say of each of them; a row for each topic."""
        with ThreadPoolExecutor() as pool:
            seen = sum(pool.map(lambda half: half[0][1] @ half[1], zip(self._halves, _cut(weights.T), strict=True)))
            shared: Floats = np.hstack(list(pool.map(lambda half: (half[0] @ seen).T, self._halves)))
        shared += (weights @ self._common) @ self._common.T
        return shared

    def add_to(self, columns: Floats, landmarks: npt.NDArray[np.int64]) -> None:
        """Add to a column for each landmark how alike each example is to it."""
        columns += self._common @ self._common[landmarks].T

        def add(start: int) -> None:
            part = slice(start, start + _LANDMARKS_AT_ONCE)
            columns[:, part] += (self._rare @ self._rare[landmarks[part]].T).toarray()

        with ThreadPoolExecutor() as pool:
            list(pool.map(add, range(0, len(landmarks), _LANDMARKS_AT_ONCE)))


class ExampleKernel:
    """How alike the examples are among themselves.

    `meaning` is the part of the meanings (`compare_meanings`), `pieces` the other part. `spanned` has a column for each
    example such that the product of two is near to their likeness.
    """

    def __init__(self, meaning: Sequence[Floats], pieces: _Pieces, spanned: Floats, settings: KernelSettings) -> None:
        self._meaning = meaning
        self._pieces = pieces
        self._spanned = spanned
        self._settings = settings

    @classmethod
    def of(
        cls, vectors: Floats, meaning: Sequence[Floats], rows: sparse.csr_matrix, settings: KernelSettings
    ) -> ExampleKernel:
        """Of the examples' `vectors` of unit length, what `compare_meanings` made of these, and their `rows` of pieces."""
        pieces = _Pieces(rows, settings.pieces)
        return cls(meaning, pieces, _spanned(vectors, pieces, settings), settings)

    def times(self, weights: Floats) -> Floats:
        """What the examples, so weighted, say of each of them. A row for each topic: multiplying is faster that way."""
        shared = self._pieces.times(weights)
        for number, strip in enumerate(self._meaning):
            start = number * _STRIP
            stop = start + len(strip)
            shared[:, start:stop] += weights[:, start:] @ strip.T
            shared[:, stop:] += weights[:, start:stop] @ strip[:, len(strip) :]
        return shared

    def weights(self, targets: Floats, close: float | None = None) -> Floats:
        """The weights with which the examples give the targets (a row for each example). ValueError when they are not found.

        `close`: what may be left of the targets, CLOSE without it.
        """
        ridge = np.float32(self._settings.ridge)
        precondition = self._preconditioner()
        left = np.ascontiguousarray(targets.T)
        weights = np.zeros_like(left)
        directions = precondition(left)
        enough = (CLOSE if close is None else close) * np.linalg.norm(targets)
        for _ in range(_MOST_STEPS):
            directions = _orthonormal(directions)
            images = self.times(directions) + ridge * directions
            among = linalg.cho_factor(directions @ images.T)
            steps = linalg.cho_solve(among, directions @ left.T).T
            weights += steps @ directions
            left = left - steps @ images
            if np.linalg.norm(left) <= enough:
                return np.ascontiguousarray(weights.T)
            ahead = precondition(left)
            directions = ahead - linalg.cho_solve(among, images @ ahead.T).T @ directions
        raise ValueError("the weights of the topics cannot be found: raise the ridge")

    def _preconditioner(self) -> Callable[[Floats], Floats]:
        """Near to dividing by the kernel with its ridge: exact for what the landmarks span, smoothing for the rest."""
        # What the landmarks do not span is in the mean as large as the pieces' share.
        rest = np.float32(self._settings.ridge + self._settings.pieces)
        low = self._spanned
        inner = low @ low.T
        inner[np.diag_indices_from(inner)] += rest
        factor = linalg.cho_factor(inner, overwrite_a=True)
        return lambda rows: ((rows - linalg.cho_solve(factor, low @ rows.T).T @ low) / rest).astype(np.float32)


def _orthonormal(rows: Floats) -> Floats:
    """An orthonormal basis of the space that the rows span: the topics' own rows may be close to parallel."""
    columns, _ = linalg.qr(rows.T, mode="economic", overwrite_a=True)
    return np.ascontiguousarray(columns.T)


def _spanned(vectors: Floats, pieces: _Pieces, settings: KernelSettings) -> Floats:
    """The examples as far as landmarks among them span them (Nyström)."""
    count = len(vectors)
    landmarks = np.sort(np.random.default_rng(0).choice(count, min(count, _LANDMARKS), replace=False))
    columns = likeness_of_meaning(vectors, vectors[landmarks], settings)
    pieces.add_to(columns, landmarks)
    own = columns[landmarks]
    own[np.diag_indices_from(own)] += _JITTER
    lower = linalg.cholesky(own, lower=True)
    spanned: Floats = linalg.solve_triangular(lower, columns.T, lower=True, overwrite_b=True)
    return spanned


def _cut(items: _Cuttable) -> list[_Cuttable]:
    """The items in a stretch for each core."""
    count, parts = items.shape[0], os.cpu_count() or 1
    return [items[first:last] for first, last in pairwise(count * part // parts for part in range(parts + 1))]
