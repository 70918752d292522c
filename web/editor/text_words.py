"""The texts at the desk in Dutch words: their parts, how they stand, and what each asks of an editor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.contract import FacetKind, Language
from bot.core.languages import DUTCH_NAMES
from bot.core.texts.drafts import Draft
from bot.core.topics.topic import Status, Topic

STATUSES = {
    Status.DRAFT: "nog niet vastgesteld door de VNG",
    Status.CONFIRMED: "vastgesteld door de VNG",
    Status.WITHDRAWN: "vervallen: bezoekers lezen dit niet meer",
}
FACETS = {
    FacetKind.WHAT: "wat iets is",
    FacetKind.WHO: "wie iets doet, betaalt of beslist",
    FacetKind.PRICE: "wat het kost",
    FacetKind.TERM: "hoe lang, wanneer",
    FacetKind.CONTACT: "wie u belt of mailt",
    FacetKind.HOW: "hoe het gaat",
    FacetKind.SOURCE: "waar het staat",
    FacetKind.WHERE: "waar",
    FacetKind.NUMBER: "een aantal, grens, code of artikel",
    FacetKind.DOCUMENTS: "welke papieren",
    FacetKind.FOR_WHOM: "voor wie het is",
    FacetKind.WHY: "waarom",
    FacetKind.STILL_VALID: "of het nog geldt",
    FacetKind.WHETHER: "ja of nee: mag, moet, bestaat",
}
KNOWN = {"nee": "het antwoord is bekend", "ja": "dit weten wij niet"}
YES_NO = {"ja": "ja", "nee": "nee"}
_PARTS = {
    "titel": "Titel",
    "kort": "Korte vorm",
    "antwoord": "Antwoord",
    "suggesties": "Voorbeeldvragen",
    "meer-vragen": "Andere voorbeeldvragen",
    "status": "Status",
    "nagekeken": "Nagekeken op",
    "geldig": "Nakijken vóór",
    "vertaling": "Vertaling nagekeken",
}
_OF_FACET = {
    "vragen": "de vragen",
    "soort": "wat er gevraagd wordt",
    "onbekend": "bekend of niet",
    "tekst": "het antwoord",
}
_SENTENCES = re.compile(r"(?<=[.!?؟።])(?<!^\d\.)(?<!^\d\d\.)\s+|\n", re.MULTILINE)
LONG = ("antwoord", "suggesties", "meer-vragen", "vragen-")
"""Parts of which a reader is first told which sentences differ."""
FILTERS = {
    "": "alle teksten",
    "te-herzien": "te herzien",
    "loopt-achter": "vertaling loopt achter",
    "niet-nagekeken": "vertaling niet nagekeken",
    "onbekend": "iets onbekend",
    "concept": "concept: een wijziging wacht",
    "niet-vastgesteld": "nog niet vastgesteld",
}
SOON = timedelta(days=30)
"""So long before its day a text is 'te herzien'."""


@dataclass(frozen=True, slots=True)
class Line:
    """A topic in the table. `behind` and `unread`: translations that are older than the Dutch text, or that nobody read."""

    topic: Topic
    today: date
    behind: tuple[Language, ...] = ()
    unread: tuple[Language, ...] = ()
    unknown: int = 0
    draft: Draft | None = None
    signs: frozenset[str] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        signs = {
            "te-herzien": self.topic.valid_until < self.today + SOON and self.topic.status is not Status.WITHDRAWN,
            "loopt-achter": bool(self.behind),
            "niet-nagekeken": bool(self.unread),
            "onbekend": self.unknown > 0,
            "concept": self.draft is not None,
            "niet-vastgesteld": self.topic.status is Status.DRAFT,
        }
        object.__setattr__(self, "signs", frozenset(name for name, holds in signs.items() if holds))

    @property
    def title(self) -> str:
        """The Dutch title."""
        return self.topic.text(Language.DUTCH).title

    @property
    def languages(self) -> str:
        """In which languages it is, and which of them want work."""
        said = [named(self.topic.texts)]
        if self.behind:
            said.append(f"Ouder dan het Nederlands: {named(self.behind)}")
        if self.unread:
            every = len(self.unread) == len(self.topic.texts) - 1
            said.append(f"Niet nagekeken: {'alle vertalingen' if every else named(self.unread)}")
        return ". ".join(said) + "."

    @property
    def status(self) -> str:
        """How it stands."""
        waits = " Er wacht een concept." if self.draft is not None else ""
        due = " Te herzien." if "te-herzien" in self.signs else ""
        stands = STATUSES[self.topic.status]
        return f"{stands[:1].upper()}{stands[1:]}.{due}{waits}"


def named(languages: Iterable[Language]) -> str:
    """Languages by name, in the order in which they are always listed."""
    chosen = set(languages)
    return ", ".join(name for language, name in DUTCH_NAMES.items() if language in chosen)


def part_name(part: str) -> str:
    """A part as the form calls it."""
    kind, _, number = part.rpartition("-")
    return f"Kort antwoord {number}, {_OF_FACET[kind]}" if kind in _OF_FACET else _PARTS.get(part, part)


def part_value(part: str, words: str) -> str:
    """A part's words as people read them: a choice by its name."""
    kind = part.rpartition("-")[0]
    if kind == "soort":
        return FACETS[FacetKind(words)] if words in set(FacetKind) else words
    if kind == "onbekend":
        return KNOWN.get(words, words)
    if part == "status":
        return STATUSES[Status(words)] if words in set(Status) else words
    return words


def gone_and_new(before: str, after: str) -> tuple[list[str], list[str]]:
    """The sentences and lines that only the one has, and those that only the other has, in their order."""
    old, new = (list(filter(None, map(str.strip, _SENTENCES.split(words)))) for words in (before, after))
    was, now = Counter(old), Counter(new)
    return _beyond(old, now), _beyond(new, was)


def _beyond(said: Iterable[str], other: Counter[str]) -> list[str]:
    """What is said more often than in the other."""
    left, found = Counter(other), []
    for sentence in said:
        if left[sentence]:
            left[sentence] -= 1
        else:
            found.append(sentence)
    return found


def counted(lines: Sequence[Line]) -> str:
    """The first sentence of the list."""
    how_many = {sign: sum(sign in line.signs for line in lines) for sign in FILTERS if sign}
    return (
        f"Er zijn {len(lines)} teksten: {how_many['te-herzien']} te herzien, bij {how_many['loopt-achter']} loopt een vertaling achter, "
        f"bij {how_many['onbekend']} is iets onbekend, en bij {how_many['concept']} wacht een concept."
    )
