"""How much a few words resemble what people in danger write: a linear model of words, their sounds, their pieces and what they are about."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from bot.core.safety.concepts import Concepts
from bot.core.safety.sounding import sound

_SHORTEST, _LONGEST = 3, 5
_MARK = "_"


def features(words: Sequence[str], concepts: Concepts) -> frozenset[str]:
    """What the model looks at.

    Each word, each pair of neighbours and each word but one apart, as written and by their sound; pieces of three to five
    letters; and each concept, alone and with each other one, in whatever order.
    """
    found: set[str] = set()
    for mark, row in (("", words), ("~", [sound(word) for word in words])):
        found.update(f"{mark} {word}" for word in row)
        found.update(f"{mark}{one} {other}" for one, other in pairwise(row))
        found.update(f"{mark}{one} . {other}" for one, other in zip(row, row[2:], strict=False))
    for word in words:
        padded = f"{_MARK}{word}{_MARK}"
        for length in range(_SHORTEST, _LONGEST + 1):
            found.update(padded[start : start + length] for start in range(len(padded) - length + 1))
    about = concepts.of_all(words)
    found.update(f"#{concept}" for concept in about)
    found.update(f"#{one} {other}" for one, other in combinations(about, 2))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned (`tools.danger_weights`): a weight a kind for each feature, and each kind's bias."""

    kinds: tuple[str, ...]
    biases: tuple[float, ...]
    of: Mapping[str, tuple[float, ...]]
    concepts: Concepts = field(default_factory=lambda: Concepts({}))

    def scores(self, words: Sequence[str]) -> dict[str, float]:
        """For each kind how likely, from 0 to 1, that these folded words are about it."""
        seen = features(words, self.concepts)
        norm = math.sqrt(len(seen)) or 1.0
        sums = [0.0] * len(self.kinds)
        for feature in seen:
            for index, weight in enumerate(self.of.get(feature, ())):
                sums[index] += weight
        return {
            kind: 1 / (1 + math.exp(-(total / norm + bias)))
            for kind, total, bias in zip(self.kinds, sums, self.biases, strict=True)
        }
