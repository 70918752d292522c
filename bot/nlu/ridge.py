"""Ridge regression in the kernel of all examples, solved step by step (conjugate gradients, all columns at once).

Solving it exactly takes the third power of the number of examples, and making the word pieces' part of the kernel as long
again; here that part stays a product of sparse rows, and a step takes the second power. A small number of landmarks says
how the kernel is stretched (Nyström preconditioning, as in FALKON: Rudi, Carratino and Rosasco, 2017), so that a dozen
steps are enough.
"""

from __future__ import annotations

import os
from collections.abc import Callable
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
_LANDMARKS_AT_ONCE = 500
_JITTER = 1e-4
CLOSE = 0.05
"""What may be left of the targets; nearer changes no answer (docs/understanding.md)."""
_MOST_STEPS = 100
_LEAST = np.float32(1e-30)
_Cuttable = TypeVar("_Cuttable", Floats, sparse.csr_matrix)


@dataclass(frozen=True)
class KernelSettings:
    """How alike is alike. `sharpness`: of the Gaussian; `pieces`: share of the character kernel; `ridge`: smoothing."""

    sharpness: float = 1.5
    pieces: float = 0.3
    ridge: float = 0.1


def likeness_of_meaning(left: Floats, right: Floats, settings: KernelSettings) -> Floats:
    """The Gaussian part of the kernel, between unit vectors of meaning."""
    kernel: Floats = left @ right.T
    kernel -= 1
    kernel *= np.float32(settings.sharpness)
    np.exp(kernel, out=kernel)
    kernel *= np.float32(1 - settings.pieces)
    return kernel


class ExampleKernel:
    """How alike the examples are among themselves.

    `meaning` is the part of the meanings in full: 4 bytes a pair, gigabytes. `rows` are the examples' pieces. `spanned` has a
    column for each example such that the product of two is near to their likeness.
    """

    def __init__(self, meaning: Floats, rows: sparse.csr_matrix, spanned: Floats, settings: KernelSettings) -> None:
        self._meaning = meaning
        self._rows = rows
        self._spanned = spanned
        self._settings = settings
        self._halves = [(part, part.T.tocsr()) for part in _cut(rows)]  # a core works on each

    @classmethod
    def of(cls, vectors: Floats, rows: sparse.csr_matrix, settings: KernelSettings) -> ExampleKernel:
        """Compare all examples: `vectors` of unit length, `rows` of pieces."""
        count = len(vectors)
        meaning = np.empty((count, count), dtype=np.float32)

        def fill(start: int) -> None:
            strip = slice(start, start + _STRIP)
            meaning[strip] = likeness_of_meaning(vectors[strip], vectors, settings)

        with ThreadPoolExecutor() as pool:
            list(pool.map(fill, range(0, count, _STRIP)))
        return cls(meaning, rows, _spanned(meaning, rows, settings), settings)

    def first(self, count: int) -> ExampleKernel:
        """The kernel of the first so many examples."""
        return ExampleKernel(
            self._meaning[:count, :count], self._rows[:count], self._spanned[:, :count], self._settings
        )

    def times(self, weights: Floats) -> Floats:
        """What the examples, so weighted, say of each of them."""
        with ThreadPoolExecutor() as pool:
            seen = pool.map(lambda half: half[0][1] @ half[1], zip(self._halves, _cut(weights), strict=True))
            pieces = np.float32(self._settings.pieces) * sum(seen)
            shared: Floats = np.vstack(list(pool.map(lambda half: half[0] @ pieces, self._halves)))
        shared += self._meaning @ weights
        return shared

    def weights(self, targets: Floats, start: Floats) -> Floats:
        """The weights with which the examples give the targets, from a guess at them. ValueError when they are not found."""
        ridge = np.float32(self._settings.ridge)
        precondition = self._preconditioner()
        weights = start
        left = targets - self.times(weights) - ridge * weights
        ahead = direction = precondition(left)
        progress = (left * ahead).sum(axis=0)
        enough = CLOSE * np.linalg.norm(targets)
        for _ in range(_MOST_STEPS):
            if np.linalg.norm(left) <= enough:
                return weights
            image = self.times(direction) + ridge * direction
            step = progress / np.maximum((direction * image).sum(axis=0), _LEAST)
            weights = (weights + step * direction).astype(np.float32)
            left = left - step * image
            ahead = precondition(left)
            before, progress = progress, (left * ahead).sum(axis=0)
            direction = (ahead + progress / np.maximum(before, _LEAST) * direction).astype(np.float32)
        raise ValueError("the weights of the topics cannot be found: raise the ridge")

    def _preconditioner(self) -> Callable[[Floats], Floats]:
        """Near to dividing by the kernel with its ridge: exact for what the landmarks span, smoothing for the rest."""
        # What the landmarks do not span is in the mean as large as the pieces' share.
        rest = np.float32(self._settings.ridge + self._settings.pieces)
        low = self._spanned
        inner = low @ low.T
        inner[np.diag_indices_from(inner)] += rest
        factor = linalg.cho_factor(inner, overwrite_a=True)
        return lambda vectors: ((vectors - low.T @ linalg.cho_solve(factor, low @ vectors)) / rest).astype(np.float32)


def _spanned(meaning: Floats, rows: sparse.csr_matrix, settings: KernelSettings) -> Floats:
    """The examples as far as landmarks among them span them (Nyström)."""
    count = len(meaning)
    landmarks = np.sort(np.random.default_rng(0).choice(count, min(count, _LANDMARKS), replace=False))
    columns = np.ascontiguousarray(meaning[:, landmarks])

    def add_pieces(start: int) -> None:
        part = slice(start, start + _LANDMARKS_AT_ONCE)
        columns[:, part] += np.float32(settings.pieces) * (rows @ rows[landmarks[part]].T).toarray()

    with ThreadPoolExecutor() as pool:
        list(pool.map(add_pieces, range(0, len(landmarks), _LANDMARKS_AT_ONCE)))
    own = columns[landmarks]
    own[np.diag_indices_from(own)] += _JITTER
    lower = linalg.cholesky(own, lower=True)
    spanned: Floats = linalg.solve_triangular(lower, columns.T, lower=True, overwrite_b=True)
    return spanned


def _cut(items: _Cuttable) -> list[_Cuttable]:
    """The items in a stretch for each core."""
    count, parts = items.shape[0], os.cpu_count() or 1
    return [items[first:last] for first, last in pairwise(count * part // parts for part in range(parts + 1))]
