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
from bot.nlu.context.facets import FacetFinder, Near
from bot.nlu.topics.decision import by_family
from bot.nlu.topics.model import Sentence, TopicModel, read_sentences

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

    def acts(self, sentence: Sentence) -> dict[str, float]:
        """What a message does in its conversation, likeliest first."""
        return self._acts.shares([sentence])[0]

    def made_whole(
        self, sentence: Sentence, acts: Mapping[str, float], subject: str | None, language: str
    ) -> Sentence | None:
        """The message with its subject, to be ranked beside it; None where it stands alone or nothing went before."""
        if subject not in self._titles or acts.get(Act.WHOLE, 0.0) >= _SURE_WHOLE:
            return None
        return read_sentences([self.whole(sentence.text, subject or "", language)], self._topics.encoder)[0]

    def read(
        self,
        sentence: Sentence,
        acts: Mapping[str, float],
        likely: Sequence[str],
        subject: str | None,
        with_subject: Mapping[str, float] | None = None,
    ) -> InContext:
        """A message with its `acts`, its `likely` topics by itself, and the topic that was spoken of.

        `with_subject`: the topics' shares of what `made_whole` made of it.
        """
        ranking = tuple(by_family(with_subject).items())[:5] if with_subject else ()
        topics = [*likely[:_TOPICS], *(topic for topic, _ in ranking[:_TOPICS]), *([subject] if subject else [])]
        facets = self._facets.near(sentence, self._topics, topics)
        return InContext(tuple(acts.items())[:_ACTS], ranking, tuple(facets))

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
