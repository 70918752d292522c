"""A message by itself and the same message with what was spoken of: which topic it asks for, and how sure that is."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping

from bot.contract import Act, FacetKind, Intent
from bot.core.conversation.understanding import LEANING, Understanding
from bot.core.topics.candidate import Candidate
from bot.core.topics.opening import Opening

_FACETS_COUNT = 3.5
"""How much likelier a topic becomes with the nearness of its nearest facet: e to this power, from one end to the other. Two
tenths nearer is twice as likely. This and the next two: the best of sixty on 201 follow-ups (docs/understanding.md)."""
_SUBJECTS_OWN, _ASKED_KIND = 0.1, 0.15
"""What it adds to a facet's nearness that its topic is what was spoken of, and that the message asks for its kind."""
_MIDDLING = 0.3
NEAR = 0.25
"""From this nearness on, a facet is what a message asks for; below it the answer begins with its short form."""
_NEAR_IN_SUBJECT = 0.1
"""The same within the subject that is spoken of, where a few words are enough."""
_SAYS = frozenset({Opening.YES, Opening.NO})
_NEAR_ENOUGH_TO_SAY, _AS_NEAR = 0.45, 0.02
"""Nearness from which yes or no is said to a question that stands alone, and how much nearer than one that says the contrary
(docs/understanding.md)."""
_SAME_KIND = 0.3
"""What it adds to a facet's nearness that the message asks for its kind."""
_WHY = re.compile(r"\W*(?:waarom|why|neden|niçin|niye|dlaczego|чому|لماذا|ليش|چرا|ስለምንታይ)\b", re.IGNORECASE)
"""Who begins so asks for the reason, in whole sentences too, of which the acts say no kind."""
_ASKS_WHY = 0.5
"""How likely that makes it: enough to come before what is a tenth nearer."""
_FURTHER, _NEAR_ENOUGH = 0.1, 0.35
"""So much nearer, and so near at least, a facet of another topic has to be to be asked for instead."""
_CERTAIN_KIND, _SURE = 0.8, 0.8
"""From these probabilities on, a message certainly asks for a kind of thing, and is certainly about a topic."""
_ANSWERS, _LEADS = 0.45, 1.5
"""Share of the likeliest topic, and how many times likelier than the second it is, from which it is answered at once."""


def leaning(understanding: Understanding) -> float:
    """How likely the message leans on what went before."""
    return understanding.does(*LEANING)


def blended(understanding: Understanding, subject: str | None = None) -> tuple[Candidate, ...]:
    """The topics, likeliest first: read by themselves as far as the message stands alone, with the subject as far as it leans."""
    weight = math.sqrt(leaning(understanding))  # who leans a little leans
    shares: defaultdict[str, float] = defaultdict(float)
    for candidate in understanding.candidates:
        shares[candidate.topic] += (1 - weight) * candidate.confidence
    for candidate in understanding.in_context:
        shares[candidate.topic] += weight * candidate.confidence
    asks = _asks_for_facet(understanding)
    raised = {
        topic: share * (_raised(understanding, topic, subject) if asks else 1.0) for topic, share in shares.items()
    }
    total = sum(raised.values()) or 1.0
    return tuple(Candidate(topic, share / total) for topic, share in sorted(raised.items(), key=lambda item: -item[1]))


def is_clear(candidates: tuple[Candidate, ...]) -> bool:
    """Whether the first is likely enough to be answered, and not the one beside it."""
    if not candidates or candidates[0].confidence < _ANSWERS:
        return False
    return len(candidates) == 1 or candidates[0].confidence >= _LEADS * candidates[1].confidence


def nearest(understanding: Understanding, topic: str) -> float:
    """How near the message is to asking for something that the topic has an answer to, by the kind that it asks for too."""
    kinds = dict(understanding.acts)
    near = (
        item.score + _ASKED_KIND * kinds.get(kind_of(item.facet), 0.0)
        for item in understanding.facets
        if item.topic == topic
    )
    return max(near, default=0.0)


def fits_elsewhere(understanding: Understanding, other: str, topic: str) -> bool:
    """Whether the message asks for something that another topic has an answer to, and this one has not."""
    there = nearest(understanding, other)
    further = there >= _NEAR_ENOUGH and there - nearest(understanding, topic) >= _FURTHER
    return further and _asks_for_facet(understanding) and not _has_kind(understanding, topic)


def _asks_for_facet(understanding: Understanding) -> bool:
    """Whether it is a facet that the message asks for; who asks the same of another ('en bij doven?'), or only names somebody, does not."""
    return understanding.act not in {Act.TARGET, Act.CORRECT} and understanding.intent is not Intent.GIVEN


def _has_kind(understanding: Understanding, topic: str) -> bool:
    """Whether the message certainly asks for a kind of thing, is in doubt about the topic by itself, and this topic has such a thing."""
    best = understanding.best
    certain = bool(understanding.acts) and understanding.acts[0][1] >= _CERTAIN_KIND
    doubted = best is None or best.confidence < _SURE
    has = any(item.topic == topic and kind_of(item.facet) == understanding.act for item in understanding.facets)
    return certain and doubted and has


def facet_asked(
    understanding: Understanding,
    topic: str,
    *,
    subject: bool,
    without: str | None = None,
    openings: Mapping[str, Opening] | None = None,
) -> str | None:
    """The facet of the topic that the message asks for, or None.

    Args:
        understanding: the message.
        topic: whose facets.
        subject: the topic was spoken of.
        without: the facet that was just given.
        openings: of the facets that begin with yes, no or what it depends on: which.
    """
    if understanding.intent is Intent.CHOICE:
        return None
    kinds = dict(understanding.acts)
    if _WHY.match(understanding.text):
        kinds[FacetKind.WHY] = max(_ASKS_WHY, kinds.get(FacetKind.WHY, 0.0))
    near: dict[str, float] = {}
    for item in understanding.facets:
        if item.topic == topic and item.facet != without:
            nearness = item.score + _SAME_KIND * kinds.get(kind_of(item.facet), 0.0)
            near[item.facet] = max(nearness, near.get(item.facet, nearness))
    if not near:
        return None
    facet = max(near, key=lambda one: (near[one], one))
    # Who asks the price of what is spoken of is not answered with something else that is a little near.
    asks_kind = understanding.act in set(FacetKind) and kind_of(facet) != understanding.act
    if near[facet] < (_NEAR_IN_SUBJECT if subject and not asks_kind else NEAR):
        return None
    return facet if _may_say(facet, near, openings or {}, subject=subject) else None


def _may_say(facet: str, near: Mapping[str, float], openings: Mapping[str, Opening], *, subject: bool) -> bool:
    """Whether it does not begin with the 'yes' or 'no' to another question: a wrong one is worse than none."""
    opening = openings.get(facet)
    if opening not in _SAYS:
        return True
    if not subject and near[facet] < _NEAR_ENOUGH_TO_SAY:
        return False
    contrary = _SAYS - {opening}
    return not any(openings.get(other) in contrary and near[facet] - near[other] < _AS_NEAR for other in near)


def kind_of(facet_id: str) -> str:
    """The kind of a facet by its id: `price-2` is a price, `for-whom` is what it is."""
    name, _, number = facet_id.rpartition("-")
    return name if number.isdigit() else facet_id


def _raised(understanding: Understanding, topic: str, subject: str | None) -> float:
    """How many times likelier a topic is than one with a middling facet, or with none."""
    if not any(item.topic == topic for item in understanding.facets):
        return 1.0
    return math.exp(
        _FACETS_COUNT * (nearest(understanding, topic) + (_SUBJECTS_OWN if topic == subject else 0.0) - _MIDDLING)
    )
