"""How much a few words resemble what people in danger write: a linear model of words and pieces of words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SHORTEST, _LONGEST = 3, 5
_MARK = "_"


def features(words: Sequence[str]) -> frozenset[str]:
    """What the model looks at: each word, each pair of neighbours, each word but one apart, and pieces of three to five letters."""
    found = {f" {word}" for word in words}
    found.update(f"{one} {other}" for one, other in pairwise(words))
    found.update(f"{one} . {other}" for one, other in zip(words, words[2:], strict=False))
    for word in words:
        padded = f"{_MARK}{word}{_MARK}"
        for length in range(_SHORTEST, _LONGEST + 1):
            found.update(padded[start : start + length] for start in range(len(padded) - length + 1))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned (`bot.nlu.danger_training`): a weight a kind for each feature, and each kind's bias."""

    kinds: tuple[str, ...]
    biases: tuple[float, ...]
    of: Mapping[str, tuple[float, ...]]

    def scores(self, words: Sequence[str]) -> dict[str, float]:
        """For each kind how likely, from 0 to 1, that these folded words are about it."""
        seen = features(words)
        norm = math.sqrt(len(seen)) or 1.0
        sums = [0.0] * len(self.kinds)
        for feature in seen:
            for index, weight in enumerate(self.of.get(feature, ())):
                sums[index] += weight
        return {
            kind: 1 / (1 + math.exp(-(total / norm + bias)))
            for kind, total, bias in zip(self.kinds, sums, self.biases, strict=True)
        }
