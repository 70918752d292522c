"""From a text to a ranking of topics: a kernel machine over sentence meaning and character pieces.

Two texts are alike when their embeddings are (Gaussian kernel on the angle between centred embeddings) and when they
share pieces of words (cosine of tf-idf); the kernel is a weighted sum of both. Ridge regression on the topics in that
kernel has a closed form, trains in seconds on some ten thousand examples, and gives an example's score as if it had not
been trained on (leave one out). The confidence is calibrated on those scores of the examples that the tuning of the
encoder never saw either (`is_held_out`).
Measured against logistic regression and others: docs/understanding.md.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse

from bot.nlu.encoder import Encoder
from bot.nlu.features import CharacterPieces
from bot.nlu.held_out import is_held_out
from bot.nlu.text import clean

Scores = npt.NDArray[np.float32]
"""One row per text, one column per topic."""

FORMAT = 1
_STRIP = 1000
_FEW = 8
"""Texts up to which the examples' pieces are not transposed."""


@dataclass(frozen=True)
class Example:
    """A training question and the topic that answers it."""

    text: str
    topic: str


@dataclass(frozen=True)
class KernelSettings:
    """How alike is alike. `sharpness`: of the Gaussian; `pieces`: share of the character kernel; `ridge`: smoothing."""

    sharpness: float = 1.5
    pieces: float = 0.3
    ridge: float = 0.1


@dataclass(frozen=True)
class Ranking:
    """Topics with their probabilities, best first; `likeness` (0-1) is how near the nearest training example is."""

    topics: tuple[str, ...]
    probabilities: tuple[float, ...]
    likeness: float


@dataclass(frozen=True)
class TopicModel:
    """A trained model.

    After training, not after loading, `labels` holds each example's topic (column), `measured` the examples that are
    measured on, and `left_out` the scores of these without themselves.
    """

    settings: KernelSettings
    encoder: Encoder
    topics: tuple[str, ...]
    centre: npt.NDArray[np.float32]
    vectors: npt.NDArray[np.float32]
    pieces: CharacterPieces
    rows: sparse.csr_matrix
    weights: npt.NDArray[np.float32]
    prior: npt.NDArray[np.float32]
    temperature: float
    left_out: Scores
    labels: npt.NDArray[np.int64]
    measured: npt.NDArray[np.int64]

    @classmethod
    def train(cls, examples: Sequence[Example], encoder: Encoder, settings: KernelSettings) -> TopicModel:
        """Learn from the examples; raises ValueError when there are fewer than two topics."""
        texts = [clean(example.text) for example in examples]
        topics = tuple(sorted({example.topic for example in examples}))
        if len(topics) <= 1:
            raise ValueError("at least two topics are needed to tell one from another")
        number = {topic: column for column, topic in enumerate(topics)}
        labels = np.array([number[example.topic] for example in examples])
        embedded = encoder.encode(texts)
        centre = embedded.mean(axis=0)
        vectors = _unit(embedded - centre)
        pieces = CharacterPieces.learn(texts)
        rows = pieces.transform(texts)
        kernel = _own_kernel(vectors, rows, settings)
        targets = np.eye(len(topics), dtype=np.float32)[labels]
        prior = targets.mean(axis=0)
        measured = np.flatnonzero([is_held_out(text) for text in texts])
        if len(measured) < len(topics):  # too few to measure on
            measured = np.arange(len(texts))
        weights, left_out = _ridge(kernel, targets - prior, settings.ridge, measured)
        left_out += prior
        return cls(
            settings,
            encoder,
            topics,
            centre,
            vectors,
            pieces,
            rows,
            weights,
            prior,
            _temperature(left_out, labels[measured]),
            left_out,
            labels,
            measured,
        )

    def scores(self, texts: Sequence[str]) -> tuple[Scores, npt.NDArray[np.float32]]:
        """Uncalibrated scores per topic, and how near each text is to its nearest example."""
        cleaned = [clean(text) for text in texts]
        vectors = _unit(self.encoder.encode(cleaned) - self.centre)
        kernel = _kernel(vectors, self.pieces.transform(cleaned), self.vectors, self.rows, self.settings)
        return (kernel @ self.weights + self.prior).astype(np.float32), kernel.max(axis=1)

    def rank(self, texts: Sequence[str]) -> list[Ranking]:
        """Every topic with its probability, best first, per text."""
        if not texts:
            return []
        scores, likeness = self.scores(texts)
        probabilities = softmax((scores * self.temperature).astype(np.float32))
        rankings = []
        for shares, near in zip(probabilities, likeness, strict=True):
            order = np.argsort(-shares)
            rankings.append(
                Ranking(
                    tuple(self.topics[index] for index in order),
                    tuple(float(shares[index]) for index in order),
                    float(near),
                )
            )
        return rankings

    def save(self, folder: Path) -> None:
        """Write `topics.npz` and `topics.json` into the folder (numbers and JSON only, nothing that runs on loading)."""
        np.savez(  # Rasa packs the whole model
            folder / "topics.npz",
            centre=self.centre,
            vectors=self.vectors,
            rarity=self.pieces.rarity,
            data=self.rows.data,
            indices=self.rows.indices,
            indptr=self.rows.indptr,
            shape=np.array(self.rows.shape),
            weights=self.weights,
            prior=self.prior,
        )
        description = {
            "format": FORMAT,
            "encoder": self.encoder.name,
            "settings": asdict(self.settings),
            "topics": self.topics,
            "temperature": self.temperature,
        }
        (folder / "topics.json").write_text(json.dumps(description, ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> TopicModel:
        """Read what `save` wrote; raises ValueError when it was made with another encoder or format."""
        description = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
        if (description["format"], description["encoder"]) != (FORMAT, encoder.name):
            raise ValueError(
                f"this model was made with {description['encoder']} in format {description['format']}: train again"
            )
        with np.load(folder / "topics.npz", allow_pickle=False) as arrays:
            rows = sparse.csr_matrix(
                (arrays["data"], arrays["indices"], arrays["indptr"]), shape=tuple(arrays["shape"])
            )
            return cls(
                KernelSettings(**description["settings"]),
                encoder,
                tuple(description["topics"]),
                arrays["centre"],
                arrays["vectors"],
                CharacterPieces(arrays["rarity"]),
                rows,
                arrays["weights"],
                arrays["prior"],
                float(description["temperature"]),
                np.empty((0, len(description["topics"])), dtype=np.float32),
                np.empty(0, dtype=np.int64),
                np.empty(0, dtype=np.int64),
            )

    def self_measured(self) -> dict[str, Any]:
        """How the examples to measure on are understood by a model that never saw them: counts, shares and confusions."""
        if not len(self.labels):
            raise ValueError("only a model that was just trained can say how it did on its examples")
        order = np.argsort(-self.left_out, axis=1)
        labels = self.labels[self.measured]
        right = order == labels[:, None]
        confused = Counter(
            (self.topics[label], self.topics[first])
            for label, first in zip(labels, order[:, 0], strict=True)
            if label != first
        )
        return {
            "trained": len(self.labels),
            "examples": len(labels),
            "top1": float(right[:, 0].mean()),
            "top3": float(right[:, :3].any(axis=1).mean()),
            "counts": {topic: int((labels == number).sum()) for number, topic in enumerate(self.topics)},
            "confusions": [[wanted, got, count] for (wanted, got), count in confused.most_common()],
        }


def softmax(scores: Scores) -> Scores:
    """Rows that add up to one."""
    shifted: Scores = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float32)
    return (shifted / shifted.sum(axis=1, keepdims=True)).astype(np.float32)


def _unit(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, np.float32(1e-9))).astype(np.float32)


def _kernel(
    left: npt.NDArray[np.float32],
    left_rows: sparse.csr_matrix,
    right: npt.NDArray[np.float32],
    right_rows: sparse.csr_matrix,
    settings: KernelSettings,
) -> npt.NDArray[np.float32]:
    kernel: npt.NDArray[np.float32] = np.exp(np.float32(settings.sharpness) * (left @ right.T - 1))
    kernel *= np.float32(1 - settings.pieces)
    kernel += np.float32(settings.pieces) * _shared_pieces(left_rows, right_rows)
    return kernel


def _shared_pieces(left: sparse.csr_matrix, right: sparse.csr_matrix) -> npt.NDArray[np.float32]:
    # For a message, turning all examples over for one product would take ten times as long.
    shared: npt.NDArray[np.float32] = (
        (right @ left.toarray().T).T if left.shape[0] <= _FEW else (left @ right.T).toarray()
    )
    return shared


def _own_kernel(
    vectors: npt.NDArray[np.float32], rows: sparse.csr_matrix, settings: KernelSettings
) -> npt.NDArray[np.float32]:
    """Of the examples with themselves: in strips, each mirrored, on all cores."""
    count = len(vectors)
    kernel = np.empty((count, count), dtype=np.float32)

    def fill(start: int) -> None:
        stop = start + _STRIP
        strip = _kernel(vectors[start:stop], rows[start:stop], vectors[start:], rows[start:], settings)
        kernel[start:stop, start:] = strip
        kernel[start:, start:stop] = strip.T

    with ThreadPoolExecutor() as pool:
        list(pool.map(fill, range(0, count, _STRIP)))
    return kernel


def _ridge(
    kernel: npt.NDArray[np.float32], targets: Scores, ridge: float, measured: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float32], Scores]:
    """Dual weights, and the scores that the measured examples get when each is left out (Rifkin and Lippert, 2007).

    The kernel is used up: it may take gigabytes.
    """
    kernel[np.diag_indices_from(kernel)] += ridge
    factor, failed = linalg.lapack.spotrf(kernel.T, lower=True, overwrite_a=True)
    if failed:
        raise ValueError("the kernel is not positive definite: raise the ridge")
    weights, _ = linalg.lapack.spotrs(factor, targets, lower=True)
    # Of the inverse only some of the diagonal is needed: the squared lengths of the factor's inverse applied to units.
    units = np.zeros((len(kernel), len(measured)), dtype=np.float32, order="F")
    units[measured, np.arange(len(measured))] = 1
    solved = linalg.blas.strsm(1.0, factor, units, lower=True, overwrite_b=True)
    left_out = targets[measured] - weights[measured] / np.square(solved).sum(axis=0)[:, None]
    return np.ascontiguousarray(weights, dtype=np.float32), left_out.astype(np.float32)


def _temperature(scores: Scores, labels: npt.NDArray[np.int64]) -> float:
    """The factor before softmax under which the left-out scores explain the labels best (temperature scaling)."""
    candidates = np.geomspace(2, 60, 60)
    chosen = np.arange(len(labels))
    losses = [
        -np.log(softmax((scores * np.float32(factor)).astype(np.float32))[chosen, labels] + 1e-12).mean()
        for factor in candidates
    ]
    return float(candidates[int(np.argmin(losses))])
