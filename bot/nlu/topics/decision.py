"""From a ranking, the names found and the bare words to what the message is: the intents that the dialogue's rules know."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.contract import COMMAND_GROUP, OUT_OF_SCOPE, PROVIDER_SEARCH
from bot.nlu.names.finder import Entity
from bot.nlu.text.cleaning import fold, words
from bot.nlu.text.word_lists import word_list
from bot.nlu.topics.model import Ranking

SUBJECT = "functie"
"""Kind of name that is a subject of its own, not only what a search needs."""

_SAYS_SOMETHING = re.compile(r"[^\W\d_]|\d{3}")
"""A letter, or a number as long as a message's ('301'): sums and lone digits are no question."""
_MOST_OF_FAMILY = 0.6
_COMMAND, _COMMAND_LIKENESS = 0.65, 0.28
"""Probability, and likeness in spelling, from which the assistant does what it is told. Greetings and commands are short and
plain, and the encoder takes nonsense for one; but nonsense is spelled like none (at most 0.26, real commands 0.32 and more)."""
_CERTAIN = 0.9
"""From this probability on, a subject named beside other names is what is asked about."""
_LEAST = 1e-9


@dataclass(frozen=True)
class Thresholds:
    """From calibration (docs/understanding.md); probabilities unless said otherwise."""

    sure: float = 0.25
    """The first topic's probability below which it is never answered."""
    lead: float = 1.0
    """How far it must be ahead of the second, see `_lead`: that tells right from wrong better than the probability."""
    scope: float = 0.3
    """The out-of-scope score from which a message is said to be about something else."""
    strange: float = 0.08
    """Likeness in spelling below which a text has nothing of any example: another script, of which the encoder still makes something."""


@dataclass(frozen=True)
class Meaning:
    """What a message is: `intent` as the rules know it, with its confidence, and what it was concluded from."""

    intent: str
    confidence: float
    topic_ranking: tuple[tuple[str, float], ...]
    out_of_scope: float
    lead: float


def decide(text: str, ranking: Ranking, entities: Sequence[Entity], thresholds: Thresholds) -> Meaning:
    """Choose one of vraag, twijfel, buiten_bereik, zoek_aanbieder, gegeven and gesprek."""
    probability = by_family(dict(zip(ranking.topics, ranking.probabilities, strict=True)))
    lead = _lead(probability.values())
    out_of_scope = _out_of_scope(probability.get(OUT_OF_SCOPE, 0.0), ranking.likeness, thresholds)
    inside = [(topic, share) for topic, share in probability.items() if topic != OUT_OF_SCOPE]
    left = 1.0 - probability.get(OUT_OF_SCOPE, 0.0)
    best = inside[0]
    sure = best[1] >= thresholds.sure and lead >= thresholds.lead
    if best[0].startswith(COMMAND_GROUP):
        sure = sure and best[1] >= _COMMAND and ranking.likeness >= _COMMAND_LIKENESS
    about_subject = best[1] >= _CERTAIN and any(entity.kind == SUBJECT for entity in entities)
    if entities and only_names(text, entities) and not about_subject:
        intent, confidence = "gegeven", 1.0
        out_of_scope = 0.0
    elif not _SAYS_SOMETHING.search(text):
        intent, confidence = "buiten_bereik", 1.0
        out_of_scope = 1.0
    elif out_of_scope >= thresholds.scope:
        intent, confidence = "buiten_bereik", out_of_scope
    elif sure:
        intent, confidence = _sure(best[0]), best[1]
    else:
        intent, confidence = "twijfel", max(0.0, left - best[1])
    return Meaning(intent, confidence, tuple(inside[:5]), out_of_scope, lead)


def by_family(probability: Mapping[str, float]) -> dict[str, float]:
    """One entry for a topic and the finer ones below it, best first, with their shares together.

    It is named after the finer topic that has most of them, or after the family where none has. Whoever is sure of the
    family and not of the member gets the general answer, not a choice between cousins.
    """
    families = _families(probability)
    merged: dict[str, float] = {}
    for family, members in families.items():
        total = sum(members.values())
        best = max(members, key=lambda member: members[member])
        merged[best if members[best] >= _MOST_OF_FAMILY * total else family] = total
    return dict(sorted(merged.items(), key=lambda item: -item[1]))


def _families(shares: Mapping[str, float]) -> dict[str, dict[str, float]]:
    families: dict[str, dict[str, float]] = {}
    for topic, share in shares.items():
        parent = topic.rpartition("/")[0]
        families.setdefault(parent if parent in shares else topic, {})[topic] = share
    return families


def _lead(shares: Iterable[float]) -> float:
    """The logarithm of how many times likelier the first is than the second; being about something else counts too."""
    first, second, *_ = [*sorted(shares, reverse=True), _LEAST, _LEAST]
    return math.log(max(first, _LEAST) / max(second, _LEAST))


def _sure(topic: str) -> str:
    if topic == PROVIDER_SEARCH:
        return "zoek_aanbieder"
    return "gesprek" if topic.startswith(COMMAND_GROUP) else "vraag"


def _out_of_scope(share: float, likeness: float, thresholds: Thresholds) -> float:
    """The background topic's share, raised for a text that resembles nothing that was ever asked."""
    if likeness >= thresholds.strange:
        return share
    return max(share, 1.0 - likeness / thresholds.strange / 2)


def only_names(text: str, entities: Sequence[Entity]) -> bool:
    """Whether nothing is left once the names and filler words are taken away."""
    rest = list(text)
    for entity in entities:
        rest[entity.start : entity.end] = " " * (entity.end - entity.start)
    return all(fold(word) in word_list("filler") for word in words("".join(rest)))
