"""Topics: what the knowledge point can answer, per language, with sources and validity."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.contract import FacetKind, Language
from bot.core.partial_date import PartialDate
from bot.core.reply.reply import Block
from bot.core.topics.facet import Facet


class Audience(StrEnum):
    """For whom a topic is written; it sets the reading level that is asked of it."""

    WORKER = "worker"
    PROVIDER = "provider"
    NEWCOMER = "newcomer"
    EVERYONE = "everyone"


class TopicKind(StrEnum):
    """Where the answer comes from: the content, the directory, or the conversation itself."""

    ARTICLE = "article"
    LOOKUP = "lookup"
    DIALOGUE = "dialogue"


class Status(StrEnum):
    """How far VNG's editors have confirmed an answer (the content's own Dutch terms)."""

    DRAFT = "concept"
    CONFIRMED = "vastgesteld"
    WITHDRAWN = "vervallen"


class Certainty(StrEnum):
    """How far a fact can be relied on: the body responsible says it; a dated or second-hand page does; neither."""

    SURE = "zeker"
    FAIR = "redelijk"
    WEAK = "zwak"


class Seen(StrEnum):
    """Why a line of evidence has no literal words of its source."""

    SUMMARY = "samenvatting"
    """Only our own summary of the source was at hand."""
    SERVICE = "dienst"
    """The service shows it itself: there is nothing to quote."""
    SEARCHED = "gezocht"
    """It says that something was looked for and not found."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact of a source: in Dutch, and in the source's own `words` or why those are not here (`seen`)."""

    fact: str
    words: str = ""
    certainty: Certainty = Certainty.SURE
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A checkable source.

    `date` is None when the source bears none; `url` is empty when it has no public address (then the knowledge
    point's own page about the source is its address). `evidence`: what the source says, a fact a line.
    """

    id: str
    title: str
    publisher: str
    date: PartialDate | None
    url: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A topic's use of a source; `where` names the place in it and may be empty."""

    source: Source
    where: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A mandate or contract that answers rest on, and the day it ended."""

    id: str
    title: str
    ended: date
    source: Source


@dataclass(frozen=True, slots=True)
class Text:
    """A topic's words in one language. `path` tells an editor where they stand."""

    language: Language
    title: str
    short: str
    blocks: tuple[Block, ...]
    questions: tuple[str, ...]
    path: str
    reviewed_translation: bool = True
    facets: tuple[Facet, ...] = ()

    def facet(self, facet_id: str) -> Facet | None:
        """The facet with this id, if these words have it."""
        return next((facet for facet in self.facets if facet.id == facet_id), None)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its words in every language that has them; Dutch is always among them."""

    id: str
    kind: TopicKind
    audience: Audience
    status: Status
    reviewed_on: PartialDate
    valid_until: date
    citations: tuple[Citation, ...]
    laws: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    rests_on: tuple[Ground, ...] = ()
    related: tuple[str, ...] = ()
    texts: dict[Language, Text] = field(default_factory=dict)
    more_questions: dict[Language, tuple[str, ...]] = field(default_factory=dict)
    """Example questions beside those of the texts: learned from, never shown."""

    @property
    def group(self) -> str:
        """All of the id but its last part (`wmo-zg`, for a finer topic `wmo-zg/functies`); empty for a topic outside a group."""
        return self.id.rpartition("/")[0]

    def text(self, language: Language) -> Text:
        """The words in this language, or the Dutch ones where it has none (compare `.language` to tell)."""
        return self.texts.get(language) or self.texts[Language.DUTCH]

    def questions_in(self, language: Language) -> tuple[str, ...]:
        """Every example question in this language: those that may be shown, all others, those of the facets.

        But for those that ask for a contact: who asks Visio's number asks the directory, whatever topic names Visio.
        """
        text = self.texts.get(language)
        shown = text.questions if text else ()
        facets = (facet for facet in text.facets if facet.kind is not FacetKind.CONTACT) if text else ()
        of_facets = (question for facet in facets for question in facet.asked)
        return (*shown, *self.more_questions.get(language, ()), *of_facets)
