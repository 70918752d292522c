"""The Library in memory: the twin of `ContentFiles`, held to the same contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.contract import Language
from bot.core.errors import UnknownTopicError
from bot.core.topics.decision_aids import DecisionAid
from bot.core.topics.port import Problem
from bot.core.topics.topic import Source, Topic


class FakeLibrary:
    def __init__(
        self,
        topics: Sequence[Topic],
        sources: Sequence[Source] = (),
        aids: Sequence[DecisionAid] = (),
        spoken: Mapping[Language, Mapping[str, str]] | None = None,
    ) -> None:
        self._topics = {topic.id: topic for topic in topics}
        self._aids = {aid.id: aid for aid in aids}
        self._spoken = spoken or {}
        self._sources = {source.id: source for source in sources}

    def topics(self) -> Mapping[str, Topic]:
        return self._topics

    def topic(self, topic_id: str) -> Topic:
        try:
            return self._topics[topic_id]
        except KeyError:
            raise UnknownTopicError(topic_id) from None

    def sources(self) -> Mapping[str, Source]:
        return self._sources

    def aids(self) -> Mapping[str, DecisionAid]:
        return self._aids

    def spoken(self) -> Mapping[Language, Mapping[str, str]]:
        return self._spoken

    def problems(self) -> Sequence[Problem]:
        return ()

    def version(self) -> str:
        return "fake"
