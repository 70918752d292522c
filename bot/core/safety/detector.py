"""Whether a message is of somebody in danger, or about somebody who is.

Two ways side by side: phrases that say it in so many words, and a linear model for what is said otherwise. Missing
somebody is worse than offering help to who does not need it, so either of them is enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.safety.folding import sentences, windows, words
from bot.core.safety.linear import Weights
from bot.core.safety.phrases import Phrases

GROUP = "nood"
"""The topic group with what helps."""


class DangerKind(StrEnum):
    """What the danger is, by the topic that helps; most urgent first."""

    DANGER = "nood/direct-gevaar"
    MEDICAL = "nood/medisch"
    SUICIDE = "nood/zelfdoding"
    VIOLENCE = "nood/huiselijk-geweld"


@dataclass(frozen=True, slots=True)
class Danger:
    """What was recognised: the kinds, the one to help with first in front; `certain` when it was said in so many words.

    `rest` is the message without the sentences in which the danger was recognised.
    """

    kinds: tuple[DangerKind, ...]
    certain: bool
    rest: str = ""


_FEWEST_WORDS = 3
"""So many words tell something by resemblance; in fewer ('Uden', 'suddenly deaf') only a phrase counts."""


class Detector:
    """Finds danger in a text. Pure and quick: safe to use from several threads and on every message."""

    def __init__(
        self, phrases: Phrases, weights: Weights, threshold: float, names: frozenset[str] = frozenset()
    ) -> None:
        """`threshold` is the model's likelihood from which it counts (docs/understanding.md).

        `names` are words, folded, that name a place: their letters say nothing of danger ('Zwolle' is not swollen).
        """
        self._names = names
        self._phrases = phrases
        self._weights = weights
        self._threshold = threshold

    def find(self, text: str) -> Danger | None:
        """The danger that a text speaks of, or None."""
        written = words(text)
        said: set[str] = set(self._phrases.kinds(written))
        likely = self._likelihoods(text)
        tells = len(written) >= _FEWEST_WORDS
        resembled = {kind for kind, likelihood in likely.items() if tells and likelihood >= self._threshold}
        if not said and not resembled:
            return None
        # What is said in so many words is that; how likely the model finds it only sets the order.
        found = said or {max(resembled, key=likely.__getitem__)}
        ranked = sorted(found, key=lambda kind: likely.get(kind, 0.0), reverse=True)
        return Danger(tuple(map(DangerKind, ranked)), certain=bool(said), rest=self._rest(text))

    def likelihood(self, text: str) -> float:
        """How much the likeliest part of the text resembles what people in danger write, from 0 to 1."""
        return max(self._likelihoods(text).values(), default=0.0)

    def _likelihoods(self, text: str) -> Mapping[str, float]:
        highest: dict[str, float] = {}
        for window in windows(text):
            telling = [word for word in window if word not in self._names]
            # Nothing is told by names alone, or by one word said over and over.
            if (len(telling) < len(window) and len(telling) < _FEWEST_WORDS) or len(set(telling)) == 1:
                continue
            for kind, likelihood in self._weights.scores(self._phrases.telling(telling)).items():
                highest[kind] = max(highest.get(kind, 0.0), likelihood)
        return highest

    def _rest(self, text: str) -> str:
        """The sentences that are not about the danger, for a question that stands beside it."""
        return " ".join(sentence for sentence in sentences(text) if not self._alarming(sentence))

    def _alarming(self, sentence: str) -> bool:
        return bool(self._phrases.kinds(words(sentence))) or self.likelihood(sentence) >= self._threshold


def is_help(topic: str | None) -> bool:
    """Whether a topic is help for people in danger."""
    return topic is not None and topic.startswith(f"{GROUP}/")


def kinds_of(topics: Sequence[str]) -> tuple[DangerKind, ...]:
    """The kinds of danger among these topics, in their order."""
    return tuple(DangerKind(topic) for topic in topics if topic in set(DangerKind))
