"""The content as the core asks for it: `bot.adapters.content` has it as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.contract import Language
from bot.core.topics.decision_aids import DecisionAid
from bot.core.topics.topic import Source, Topic

_PLACES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a content file: where it stands and what it is, in Dutch. `line` counts from 1; 0 is the whole file.

    `cause` names what is missing or wrong elsewhere, if anything is, and `also` the other places where that shows
    (`bot.core.topics.problems`).
    """

    path: str
    line: int
    message: str
    cause: str = field(default="", compare=False)
    also: tuple[str, ...] = field(default=(), compare=False)

    @property
    def place(self) -> str:
        """The file, with the line where there is one."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def __str__(self) -> str:
        if not self.also:
            return f"{self.place}: {self.message}"
        noun = "plaats" if len(self.also) == 1 else "plaatsen"
        named = ", ".join(self.also[:_PLACES_NAMED]) + (", …" if len(self.also) > _PLACES_NAMED else "")
        return f"{self.place}: {self.message} (ook op {len(self.also)} andere {noun}: {named})"


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

    def spoken(self) -> Mapping[Language, Mapping[str, str]]:
        """Per language the words that are said otherwise than they are written; the same object until it changes."""

    def problems(self) -> Sequence[Problem]:
        """What is wrong with the files as they stand now; empty when the served version is the newest."""

    def version(self) -> str:
        """A digest of the served content, for caches and drift checks."""
