"""What the answers say they do not know, and of whom it can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.adapters.content.sentences import Kind, kind_of, sentences
from bot.contract import Language
from bot.core.topics.topic import Topic

_ASK = re.compile(
    r"\b(?:vraag|vragen|vraagt u|navragen|overleg|bel|mail|raadpleeg|voor aan|door aan|laat\b.*\bweten|kijk\b.*\b(?:op|na)|gebruik de website)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:[A-Z]{3,}|gemeenten?|aanbieders?|zorgverzekeraar|verzekeraar|huisarts|oogarts|Zorginstituut|Argonaut|Valys|Visio|"
    r"Kentalis|Bartiméus|Ooglijn|Oogvereniging|DB-Connect|Tolkcontact|ombudsman|regio|tolk|redactie)\b"
)
_KNOWS = re.compile(r"\bweet(?:en)?\b(?!.*\bniet\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A sentence by which an answer says that something is not known; `asked` is its own sentence on whom to ask, if any."""

    topic_id: str
    sentence: str
    asked: str = ""


def unknown(topics: Iterable[Topic]) -> list[Unknown]:
    """Every such sentence of the Dutch answers, in the order of the topics."""
    found = []
    for topic in sorted(topics, key=lambda topic: topic.id):
        said = sentences(topic.text(Language.DUTCH))
        found += [
            Unknown(topic.id, sentence, _asked([*said[place + 1 :], *said[:place]]))
            for place, sentence in enumerate(said)
            if kind_of(sentence) is Kind.UNKNOWN
        ]
    return found


def _asked(others: Iterable[str]) -> str:
    """The sentence that names whom to ask; those below the unknown come first, and a body before a person."""
    usable = [sentence for sentence in others if kind_of(sentence) is not Kind.QUESTION]
    bodies = [sentence for sentence in usable if _BODY.search(sentence)]
    for among, telling in ((bodies, _ASK), (bodies, _KNOWS), (usable, _ASK)):
        for sentence in among:
            if telling.search(sentence):
                return sentence
    return ""
