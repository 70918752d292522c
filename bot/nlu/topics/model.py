"""From a text to a ranking of topics: a kernel machine over sentence meaning and character pieces.

Two texts are alike when their embeddings are (Gaussian kernel on the angle between centred embeddings) and when they
share pieces of words (cosine of tf-idf); the kernel is a weighted sum of both, in which the topics are found by ridge
regression (`bot.nlu.topics.ridge`). How well that goes is measured apart (`bot.nlu.training.cross_validation`).
Measured against logistic regression and others: docs/understanding.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from bot.nlu.encoder.encoder import Encoder
from bot.nlu.topics.features import CharacterPieces, Counted, count_pieces
from bot.nlu.topics.machine import KernelMachine
from bot.nlu.topics.ridge import ExampleKernel, KernelSettings, compare_meanings, likeness_of_meaning

Scores = npt.NDArray[np.float32]
"""One row per text, one column per topic."""

FORMAT = 2
_KEPT, _KEPT_PLACE = np.float16, np.uint16
"""Of what a model keeps of every example: half the file, and the answers stay the same."""


@dataclass(frozen=True)
class Example:
    """A training question, as messages are given to the model (cleaned, names masked), and the topic that answers it."""

    text: str
    topic: str


@dataclass(frozen=True)
class Sentence:
    """A text as it is compared with examples: the encoder's vector, and its pieces of words. Made once, for every model."""

    text: str
    embedded: npt.NDArray[np.float32]
    pieces: Counted


def read_sentences(texts: Sequence[str], encoder: Encoder) -> list[Sentence]:
    """Each text as it is compared, as messages are given to the model (cleaned, names masked)."""
    if not texts:
        return []
    return [Sentence(text, row, count_pieces(text)) for text, row in zip(texts, encoder.encode(texts), strict=True)]


@dataclass(frozen=True)
class Ranking:
    """Topics with their probabilities, best first; `likeness` (0-1): in spelling, to the nearest example."""

    topics: tuple[str, ...]
    probabilities: tuple[float, ...]
    likeness: float


@dataclass(frozen=True)
class TopicModel:
    """A trained model."""

    settings: KernelSettings
    encoder: Encoder
    topics: tuple[str, ...]
    centre: npt.NDArray[np.float32]
    vectors: npt.NDArray[np.floating]
    """Of the examples; read from a file in 16 bits, for what answers messages has its own."""
    pieces: CharacterPieces
    rows: sparse.csr_matrix
    weights: npt.NDArray[np.float32]
    prior: npt.NDArray[np.float32]

    @classmethod
    def train(
        cls, examples: Sequence[Example], encoder: Encoder, settings: KernelSettings, close: float | None = None
    ) -> TopicModel:
        """Learn from the examples, as `close` as that; raises ValueError when there are fewer than two topics."""
        topics = tuple(sorted({example.topic for example in examples}))
        if len(topics) <= 1:
            raise ValueError("at least two topics are needed to tell one from another")
        number = {topic: column for column, topic in enumerate(topics)}
        texts = [example.text for example in examples]
        with ThreadPoolExecutor(1) as pool:
            learned = pool.submit(CharacterPieces.learn, texts)  # plain Python, on one core while the other compares
            embedded = encoder.encode(texts)
            centre = embedded.mean(axis=0)
            vectors = _unit(embedded - centre)
            meaning = compare_meanings(vectors, settings)
            pieces, rows = learned.result()
        targets = np.eye(len(topics), dtype=np.float32)[[number[example.topic] for example in examples]]
        prior = targets.mean(axis=0)
        weights = ExampleKernel.of(vectors, meaning, rows, settings).weights(targets - prior, close)
        return cls(settings, encoder, topics, centre, vectors, pieces, rows, weights, prior)

    def scores(self, texts: Sequence[str]) -> tuple[Scores, npt.NDArray[np.float32]]:
        """Uncalibrated scores per topic, and how much each text is spelled like the example nearest to it in that."""
        vectors = self.meaning_of(self.encoder.encode(texts))
        pieces = self.pieces.transform(texts)
        scores = likeness_of_meaning(vectors, self.vectors.astype(np.float32), self.settings) @ self.weights
        scores += pieces @ self._weights_of_pieces + self.prior
        spelled = pieces @ self._examples_of_pieces
        likeness = [spelled.data[first:last].max(initial=0) for first, last in pairwise(spelled.indptr)]
        return scores, np.array(likeness, dtype=np.float32)

    def meaning_of(self, embedded: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The meaning among the examples of what the encoder made: a row of unit length for each, from their middle."""
        return _unit(embedded - self.centre)

    @cached_property
    def _weights_of_pieces(self) -> Scores:
        """What each piece says of the topics: in its share of the kernel the examples can be added up beforehand."""
        weighted: Scores = self.rows.T @ self.weights * np.float32(self.settings.pieces)
        return weighted

    @cached_property
    def _examples_of_pieces(self) -> sparse.csr_matrix:
        """The examples that have each piece: turning them over for every message would take ten times as long."""
        return self.rows.T.tocsr()

    def rank(self, texts: Sequence[str]) -> list[Ranking]:
        """Every topic with its probability, best first, per text."""
        sentences = read_sentences(texts, self.encoder)
        shares = self.shares(sentences)
        return [self.ranking(sentence, of_it) for sentence, of_it in zip(sentences, shares, strict=True)]

    def ranking(self, sentence: Sentence, shares: Mapping[str, float]) -> Ranking:
        """A sentence's ranking with its `shares`."""
        return Ranking(tuple(shares), tuple(shares.values()), self._spelled_like(sentence))

    def shares(self, sentences: Sequence[Sentence]) -> list[dict[str, float]]:
        """The probability of every topic, best first, per sentence: three together take little longer than one."""
        if not sentences:
            return []
        scores = self._machine.scores(self.meaning_of(np.vstack([sentence.embedded for sentence in sentences])))
        scores += np.vstack([self._said_by_pieces(sentence.pieces) for sentence in sentences]) + self.prior
        probabilities = softmax(scores * np.float32(self.settings.temperature))
        return [{self.topics[index]: float(row[index]) for index in np.argsort(-row)} for row in probabilities]

    def _said_by_pieces(self, pieces: Counted) -> Scores:
        said: Scores = self.pieces.weigh(pieces) @ self._weights_of_pieces[pieces.places]
        return said

    def _spelled_like(self, sentence: Sentence) -> float:
        """How much a sentence is spelled like the example nearest to it in that."""
        alike = self._examples_of_pieces[sentence.pieces.places].T @ self.pieces.weigh(sentence.pieces)
        return float(alike.max())

    @cached_property
    def _machine(self) -> KernelMachine:
        return KernelMachine(self.vectors, self.weights, self.settings)

    def save(self, folder: Path) -> None:
        """Write `topics.npz` and `topics.json` into the folder (numbers and JSON only, nothing that runs on loading)."""
        np.savez(  # Rasa packs the whole model
            folder / "topics.npz",
            centre=self.centre,
            vectors=self.vectors.astype(_KEPT),
            rarity=self.pieces.rarity,
            data=self.rows.data.astype(_KEPT),
            indices=self.rows.indices.astype(_KEPT_PLACE),
            indptr=self.rows.indptr,
            shape=np.array(self.rows.shape),
            weights=self.weights.astype(_KEPT),
            prior=self.prior,
        )
        description = {
            "format": FORMAT,
            "encoder": self.encoder.name,
            "settings": asdict(self.settings),
            "topics": self.topics,
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
            parts = (arrays["data"].astype(np.float32), arrays["indices"].astype(np.int32), arrays["indptr"])
            rows = sparse.csr_matrix(parts, shape=tuple(arrays["shape"]))
            return cls(
                KernelSettings(**description["settings"]),
                encoder,
                tuple(description["topics"]),
                arrays["centre"],
                arrays["vectors"],
                CharacterPieces(arrays["rarity"]),
                rows,
                arrays["weights"].astype(np.float32),
                arrays["prior"],
            )


def softmax(scores: Scores) -> Scores:
    """Rows that add up to one."""
    shifted: Scores = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float32)
    return (shifted / shifted.sum(axis=1, keepdims=True)).astype(np.float32)


def _unit(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(lengths, np.float32(1e-9))).astype(np.float32)
