"""What a message does in its conversation, and what it means there.

The acts are learned from examples (`data/nlu/in_conversation`) by the same kernel machine as the topics, and share its
sentence vectors. A message that leans on what went before is made whole with the subject's title and ranked again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.contract import DEFAULT_LANGUAGE, Act
from bot.nlu.context.facets import FacetFinder, Near, years_in
from bot.nlu.topics.decision import by_family
from bot.nlu.topics.model import TopicModel

_SURE_WHOLE = 0.98
"""From this probability of standing alone on, a message is not read with its subject: that costs as much again."""
_TOPICS = 3
"""Topics whose facets are looked at, of each ranking."""
_ACTS = 5
_TITLES = "titles.json"


@dataclass(frozen=True)
class InContext:
    """A message within its conversation.

    `acts`: what it does, likeliest first (`Act` and `FacetKind`). `ranking`: the topics of the message made whole with
    its subject; empty when it stands alone or nothing went before. `facets`: of the likely topics, nearest first.
    """

    acts: tuple[tuple[str, float], ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    facets: tuple[Near, ...] = ()


class ContextReader:
    """Reads messages in their conversation. `titles`: the topics' titles by topic and language."""

    def __init__(
        self, topics: TopicModel, acts: TopicModel, facets: FacetFinder, titles: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._topics = topics
        self._acts = acts
        self._facets = facets
        self._titles = titles

    def read(self, masked: str, likely: Sequence[str], subject: str | None, language: str) -> InContext:
        """A message as it is given to the model, its `likely` topics by itself, and the topic that was spoken of."""
        acts = self._acts.rank([masked])[0]
        pairs = tuple(zip(acts.topics, acts.probabilities, strict=True))
        ranking: tuple[tuple[str, float], ...] = ()
        if subject in self._titles and dict(pairs).get(Act.WHOLE, 0.0) < _SURE_WHOLE:
            ranked = self._topics.rank([self.whole(masked, subject or "", language)])[0]
            ranking = tuple(by_family(dict(zip(ranked.topics, ranked.probabilities, strict=True))).items())[:5]
        topics = [*likely[:_TOPICS], *(topic for topic, _ in ranking[:_TOPICS]), *([subject] if subject else [])]
        meaning, pieces = self._topics.meaning([masked]), self._topics.pieces.transform([masked])
        return InContext(pairs[:_ACTS], ranking, tuple(self._facets.near(meaning, pieces, topics, years_in(masked))))

    def whole(self, masked: str, subject: str, language: str) -> str:
        """The message made whole: its own words, then its subject's title."""
        titles = self._titles[subject]
        return f"{masked} {titles.get(language) or titles[DEFAULT_LANGUAGE]}"

    def save(self, folder: Path) -> None:
        """Write the acts, the facets and the titles below the folder (the topics are kept by themselves)."""
        (folder / "acts").mkdir(exist_ok=True)
        self._acts.save(folder / "acts")
        self._facets.save(folder)
        (folder / _TITLES).write_text(json.dumps(self._titles, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, topics: TopicModel) -> ContextReader | None:
        """Read what `save` wrote, to go with these topics; None for a model that was trained without."""
        if not (folder / _TITLES).is_file():
            return None
        return cls(
            topics,
            TopicModel.load(folder / "acts", topics.encoder),
            FacetFinder.load(folder),
            json.loads((folder / _TITLES).read_text(encoding="utf-8")),
        )
