"""Character pieces of a text as numbers: they catch names, codes and misspelt words that a sentence's meaning misses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.utils import murmurhash3_32

from bot.nlu.text.cleaning import fold
from bot.nlu.text.remembering import remembered

BUCKETS = 2**15
_MOST_REMEMBERED = 20_000


class Counted(NamedTuple):
    """The pieces of one text: the columns of those that it has, and how often it has each."""

    places: npt.NDArray[np.int64]
    times: npt.NDArray[np.float32]


class CharacterPieces:
    """Pieces of 2 to 5 characters within words, hashed into BUCKETS columns and weighted by rarity (tf-idf)."""

    def __init__(self, rarity: npt.NDArray[np.float32]) -> None:
        self.rarity = rarity

    @classmethod
    def learn(cls, texts: Sequence[str]) -> tuple[CharacterPieces, csr_matrix]:
        """Learn from the training texts how rare each piece is; also gives their rows, as `transform` would."""
        counts = _counts(texts)
        occurs = np.bincount(counts.indices, minlength=BUCKETS)
        learned = cls((np.log((1 + len(texts)) / (1 + occurs)) + 1).astype(np.float32))
        return learned, learned._weighted(counts)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """One sparse row of unit length per text."""
        return self._weighted(_counts(texts))

    def weigh(self, counted: Counted) -> npt.NDArray[np.float32]:
        """What each piece of one text counts for: the numbers of its row in `transform`, without scipy's matrices."""
        weights: npt.NDArray[np.float32] = (1 + np.log(counted.times)) * self.rarity[counted.places]
        return weights / (np.sqrt(weights @ weights) or np.float32(1))

    def _weighted(self, counts: csr_matrix) -> csr_matrix:
        counts.data = 1 + np.log(counts.data)
        weighted = counts.multiply(self.rarity).tocsr()
        lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1
        return weighted.multiply(1 / lengths[:, None]).tocsr()


def count_pieces(text: str) -> Counted:
    """Cut one text in pieces; it serves models that weigh them otherwise."""
    pieces = np.concatenate([np.empty(0, dtype=np.int64), *map(_places_of, text.split())])
    places, times = np.unique(pieces, return_counts=True)
    return Counted(places, times.astype(np.float32))


def _cut(word: str) -> npt.NDArray[np.int64]:
    pieces = _vectorizer().build_analyzer()(fold(word))
    return np.array([abs(murmurhash3_32(piece)) % BUCKETS for piece in pieces], dtype=np.int64)


_places_of = remembered(_cut, _MOST_REMEMBERED)
"""Pieces stay within words, and the same words come back all the time."""


def _counts(texts: Sequence[str]) -> csr_matrix:
    """Pieces stay within words, and the same words come back all the time: each is cut once."""
    places: dict[str, int] = {}
    said = [[places.setdefault(word, len(places)) for word in text.split()] for text in texts]
    ends = np.cumsum([0, *map(len, said)])
    numbers = np.fromiter((number for line in said for number in line), dtype=np.int32, count=ends[-1])
    occurs = csr_matrix((np.ones(len(numbers), dtype=np.float32), numbers, ends), shape=(len(texts), len(places) + 1))
    counts = _vectorizer().transform([*map(fold, places), ""])  # the empty one: it takes no empty list
    return occurs @ counts.astype(np.float32)


@cache
def _vectorizer() -> HashingVectorizer:
    return HashingVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), n_features=BUCKETS, alternate_sign=False, norm=None, lowercase=False
    )
