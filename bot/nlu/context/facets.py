"""Which facet of a topic a message asks for: the one with the way of asking that is nearest to it.

Nearness is that of the topics (`bot.nlu.topics.model`): in meaning, and in pieces of words. Beside it counts whether the facet is of
the kind for which the question's form asks (`bot.nlu.context.form`), and what tells it from the other facets of its topic.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from bot.contract import FacetKind
from bot.nlu.context.form import QuestionForm
from bot.nlu.topics.features import BUCKETS
from bot.nlu.topics.model import Sentence, TopicModel

_SPELLING = 0.4
"""Share of spelling in the likeness; meaning has the rest."""
_ANSWER = 0.4
"""What the likeness to a facet's answer counts for, beside the nearest way of asking: of 120 questions for one fact it finds
100 where the ways of asking alone find 93 (docs/understanding.md)."""
_FORM = 0.3
"""What it adds that the facet is of the kind for which the question's form asks, beyond what any kind has by chance: from 0.1 to
0.3 as good, without it fewer (docs/understanding.md)."""
_APART = 0.5
"""What it counts for what tells a facet from the others of its topic: 453 of 520 things asked are right, 425 without it
(docs/understanding.md)."""
_RIDGE = 0.2
"""What keeps few words from telling facets apart: from 0.1 to 1.0 nearly as good."""
_OPENS_SO = 0.5
"""How much of that a facet of another kind gets from a question of yes or no that its answer opens with: a price that begins
with 'Nee' answers some of these, and must not come before one of the kind itself."""
_FILE = "facets"
_A_TOPIC = 8
_OTHER_YEAR = 0.3
"""What it takes off that a way of asking names a year and the message does not: last year's amount is not this year's."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def years_in(text: str) -> str:
    """The years that a text names, in their order."""
    return " ".join(_YEAR.findall(text))


class Wording(NamedTuple):
    """A way of asking for a facet of a topic, or its `answer`; `text` as messages are given to the model (cleaned, names masked).

    `opens`: the facet's answer begins with yes, no, or what it depends on.
    """

    topic: str
    facet: str
    answer: bool
    text: str
    opens: bool = False


def kind_of(facet: str) -> str:
    """The kind of a facet by its id: `price-2` is a price, `for-whom` is what it is."""
    name, _, number = facet.rpartition("-")
    return name if number.isdigit() else facet


class Near(NamedTuple):
    """A facet of a topic, and how near a message is to asking for it (at most 1)."""

    topic: str
    facet: str
    score: float


class _OfTopic(NamedTuple):
    """The wordings of one topic, laid together; `weights`: of each of them for each of the `facets`."""

    of: list[tuple[str, bool, str, bool]]
    vectors: npt.NDArray[np.float32]
    rows: sparse.csr_matrix
    facets: tuple[str, ...]
    weights: npt.NDArray[np.float32]

    @classmethod
    def learn(
        cls, of: list[tuple[str, bool, str, bool]], vectors: npt.NDArray[np.float32], rows: sparse.csr_matrix
    ) -> _OfTopic:
        """Find by ridge regression what tells the facets apart: all wordings of a topic name its subject alike."""
        facets = tuple(dict.fromkeys(facet for facet, *_ in of))
        is_of = np.array([[facet == other for other in facets] for facet, *_ in of], dtype=np.float32)
        alike = _alike(vectors @ vectors.T, (rows @ rows.T).toarray())
        weights = np.linalg.solve(alike + _RIDGE * np.eye(len(of), dtype=np.float32), is_of - is_of.mean(axis=0))
        return cls(of, vectors, rows, facets, weights.astype(np.float32))

    def apart(self, alike: npt.NDArray[np.float32]) -> dict[str, float]:
        """How much more a message is about each facet than about any, by its likeness to each wording."""
        return dict(zip(self.facets, (alike @ self.weights).tolist(), strict=True))


@dataclass(frozen=True)
class FacetFinder:
    """All facets in their wordings: row for row whose it is, the meaning, and the pieces of words."""

    of: tuple[tuple[str, str, bool, str, bool], ...]
    """Topic, facet, whether it is its answer, the years in it, and whether the facet's answer opens with yes or no."""
    vectors: npt.NDArray[np.float32]
    rows: sparse.csr_matrix
    form: QuestionForm

    @classmethod
    def learn(
        cls,
        wordings: Sequence[Wording],
        model: TopicModel,
        meanings: npt.NDArray[np.float32],
        form: QuestionForm | None = None,
    ) -> FacetFinder:
        """Keep the wordings; `meanings` are the encoder's vectors of their texts; without a form, all kinds are alike."""
        return cls(
            tuple(
                (wording.topic, wording.facet, wording.answer, years_in(wording.text), wording.opens)
                for wording in wordings
            ),
            model.meaning_of(meanings) if len(wordings) else np.zeros((0, 1), dtype=np.float32),
            model.pieces.transform([wording.text for wording in wordings] or [""]),
            form or QuestionForm.learn(()),
        )

    @cached_property
    def _by_topic(self) -> dict[str, _OfTopic]:
        places: dict[str, list[int]] = {}
        for place, (topic, *_) in enumerate(self.of):
            places.setdefault(topic, []).append(place)
        return {
            topic: _OfTopic.learn(
                [self.of[place][1:] for place in of_topic], self.vectors[of_topic], self.rows[of_topic]
            )
            for topic, of_topic in places.items()
        }

    def near(self, sentence: Sentence, model: TopicModel, topics: Iterable[str]) -> list[Near]:
        """The facets of each of these topics that are nearest to the message, nearest first; as `model` sees it."""
        meaning, years = model.meaning_of(sentence.embedded), years_in(sentence.text)
        asks = self.form.shares(sentence.text)
        pieces = np.zeros(BUCKETS, dtype=np.float32)
        pieces[sentence.pieces.places] = model.pieces.weigh(sentence.pieces)
        found = []
        for topic in dict.fromkeys(topics):
            wordings = self._by_topic.get(topic)
            if wordings is None:
                continue
            alike = _alike(wordings.vectors @ meaning, wordings.rows @ pieces)
            best: dict[tuple[str, bool], float] = {}
            for (facet, answer, of_years, _), score in zip(wordings.of, alike.tolist(), strict=True):
                other = _OTHER_YEAR if not answer and of_years and of_years != years else 0.0
                best[facet, answer] = max(score - other, best.get((facet, answer), -1.0))
            opening = {facet for facet, *_, opens in wordings.of if opens}
            scores = {
                facet: (score + _ANSWER * best.get((facet, True), 0.0)) / (1 + _ANSWER)
                + _FORM * _agreement(facet, asks, opens=facet in opening)
                for (facet, answer), score in best.items()
                if not answer
            }
            found += [
                Near(topic, facet, score)
                for facet, score in sorted(
                    _told_apart(scores, wordings.apart(alike)).items(), key=lambda item: -item[1]
                )[:_A_TOPIC]
            ]
        return sorted(found, key=lambda near: -near.score)

    def save(self, folder: Path) -> None:
        """Write `facets.npz` and `facets.json` into the folder."""
        np.savez(
            folder / f"{_FILE}.npz",
            vectors=self.vectors.astype(np.float16),
            data=self.rows.data.astype(np.float16),
            indices=self.rows.indices,
            indptr=self.rows.indptr,
            shape=np.array(self.rows.shape),
        )
        (folder / f"{_FILE}.json").write_text(json.dumps(self.of, ensure_ascii=False), encoding="utf-8")
        self.form.save(folder)

    @classmethod
    def load(cls, folder: Path) -> FacetFinder:
        """Read what `save` wrote."""
        of = json.loads((folder / f"{_FILE}.json").read_text(encoding="utf-8"))
        with np.load(folder / f"{_FILE}.npz", allow_pickle=False) as arrays:
            parts = (arrays["data"].astype(np.float32), arrays["indices"], arrays["indptr"])
            rows = sparse.csr_matrix(parts, shape=tuple(arrays["shape"]))
            return cls(
                # A model of before says nothing of how its answers open.
                tuple((topic, facet, answer, years, any(opens)) for topic, facet, answer, years, *opens in of),
                arrays["vectors"].astype(np.float32),
                rows,
                QuestionForm.load(folder),
            )


def _alike(meaning: npt.NDArray[np.float32], spelling: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return (1 - _SPELLING) * meaning + _SPELLING * spelling


def _told_apart(scores: Mapping[str, float], apart: Mapping[str, float]) -> dict[str, float]:
    """The scores with what tells the facets apart; the highest stays as high, for topics are compared by it."""
    told = {facet: score + _APART * apart[facet] for facet, score in scores.items()}
    higher = max(scores.values(), default=0.0) - max(told.values(), default=0.0)
    return {facet: score + higher for facet, score in told.items()}


def _agreement(facet: str, asks: Mapping[str, float], *, opens: bool) -> float:
    """How much likelier the question's form asks for this facet than for just any: below 0 where it asks for another kind."""
    share = asks.get(kind_of(facet), 0.0)
    yes_or_no = asks.get(FacetKind.WHETHER, 0.0)
    return (max(share, _OPENS_SO * yes_or_no) if opens else share) - 1 / len(asks)
