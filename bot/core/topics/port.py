"""The content as the core asks for it: `bot.adapters.content` has it as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.core.topics.decision_aids import DecisionAid
from bot.core.topics.topic import Source, Topic


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a content file: where it stands and what it is, in Dutch. `line` counts from 1; 0 is the whole file.

    `cause` names what is missing or wrong elsewhere, if anything is (`bot.core.topics.problems`).
    """

    path: str
    line: int
    message: str
    cause: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class Library(Protocol):
    """The content: always the last version without mistakes."""

    def topics(self) -> Mapping[str, Topic]:
        """Every topic by id, in the order of the files."""

    def topic(self, topic_id: str) -> Topic:
        """One topic; raises UnknownTopicError."""

    def sources(self) -> Mapping[str, Source]:
        """Every source by id."""

    def aids(self) -> Mapping[str, DecisionAid]:
        """Every decision aid by id."""

    def problems(self) -> Sequence[Problem]:
        """What is wrong with the files as they stand now; empty when the served version is the newest."""

    def version(self) -> str:
        """A digest of the served content, for caches and drift checks."""
