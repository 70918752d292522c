"""From a text to a ranking of topics: a kernel machine over sentence meaning and character pieces.

Two texts are alike when their embeddings are (Gaussian kernel on the angle between centred embeddings) and when they
share pieces of words (cosine of tf-idf); the kernel is a weighted sum of both, in which the topics are found by ridge
regression (`bot.nlu.ridge`). First without the examples that the tuning of the encoder never saw (`is_held_out`): what
that says of these calibrates the confidence and is the cross-validation. Then with all.
Measured against logistic regression and others: docs/understanding.md.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from bot.nlu.encoder import Encoder
from bot.nlu.features import CharacterPieces
from bot.nlu.held_out import is_held_out
from bot.nlu.ridge import ExampleKernel, KernelSettings, likeness_of_meaning
from bot.nlu.text import clean

Scores = npt.NDArray[np.float32]
"""One row per text, one column per topic."""

FORMAT = 1
_ONE_IN = 5


@dataclass(frozen=True)
class Example:
    """A training question and the topic that answers it."""

    text: str
    topic: str


@dataclass(frozen=True)
class Ranking:
    """Topics with their probabilities, best first; `likeness` (0-1) is how near the nearest training example is."""

    topics: tuple[str, ...]
    probabilities: tuple[float, ...]
    likeness: float


@dataclass(frozen=True)
class TopicModel:
    """A trained model.

    After training, not after loading, `labels` holds each example's topic (column), and `unseen` the scores that the last
    of them got before they were learned from.
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
    unseen: Scores
    labels: npt.NDArray[np.int64]

    @classmethod
    def train(cls, examples: Sequence[Example], encoder: Encoder, settings: KernelSettings) -> TopicModel:
        """Learn from the examples; raises ValueError when there are fewer than two topics."""
        topics = tuple(sorted({example.topic for example in examples}))
        if len(topics) <= 1:
            raise ValueError("at least two topics are needed to tell one from another")
        number = {topic: column for column, topic in enumerate(topics)}
        texts, labels, learned = _measured_last([(clean(example.text), number[example.topic]) for example in examples])
        embedded = encoder.encode(texts)
        centre = embedded.mean(axis=0)
        vectors = _unit(embedded - centre)
        pieces, rows = CharacterPieces.learn(texts)
        targets = np.eye(len(topics), dtype=np.float32)[labels]
        prior = targets.mean(axis=0)
        targets -= prior
        kernel = ExampleKernel.of(vectors, rows, settings)
        half_way = kernel.first(learned).weights(targets[:learned], np.zeros_like(targets[:learned]))
        half_way = np.vstack([half_way, np.zeros_like(targets[learned:])])
        unseen = kernel.times(half_way)[learned:] + prior
        return cls(
            settings,
            encoder,
            topics,
            centre,
            vectors,
            pieces,
            rows,
            kernel.weights(targets, half_way),
            prior,
            _temperature(unseen, labels[learned:]),
            unseen,
            labels,
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
            )

    def self_measured(self) -> dict[str, Any]:
        """How the examples to measure on are understood by a model that never saw them: counts, shares and confusions."""
        if not len(self.labels):
            raise ValueError("only a model that was just trained can say how it did on its examples")
        order = np.argsort(-self.unseen, axis=1)
        labels = self.labels[-len(order) :]
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
    kernel = likeness_of_meaning(left, right, settings)
    # Not `left_rows @ right_rows.T`: turning all examples over for a message would take ten times as long.
    kernel += np.float32(settings.pieces) * (right_rows @ left_rows.toarray().T).T
    return kernel


def _measured_last(pairs: Sequence[tuple[str, int]]) -> tuple[list[str], npt.NDArray[np.int64], int]:
    """Texts and topics, those to measure on at the end, and how many come before these."""
    held = [is_held_out(text) for text, _ in pairs]
    if sum(held) < len({topic for _, topic in pairs}):  # too few to measure on
        held = [place % _ONE_IN == 0 for place in range(len(pairs))]
    ordered = [pair for _, pair in sorted(zip(held, pairs, strict=True), key=lambda item: item[0])]
    return [text for text, _ in ordered], np.array([topic for _, topic in ordered]), held.count(False)


def _temperature(scores: Scores, labels: npt.NDArray[np.int64]) -> float:
    """The factor before softmax under which the left-out scores explain the labels best (temperature scaling)."""
    candidates = np.geomspace(2, 60, 60)
    chosen = np.arange(len(labels))
    losses = [
        -np.log(softmax((scores * np.float32(factor)).astype(np.float32))[chosen, labels] + 1e-12).mean()
        for factor in candidates
    ]
    return float(candidates[int(np.argmin(losses))])
