"""Which topic a message in a conversation asks for, of those that it may be about by itself and with what was spoken of.

One small model weighs all of them alike, in any language: how likely each is by itself, how likely when the message is made
whole with its subject, how near the message is to something that the topic has an answer to, and how much it leans on
what went before. It was learned from own conversations and from follow-ups and questions put after a subject
(docs/understanding.md); a new topic needs nothing here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.contract import OUT_OF_SCOPE
from bot.core.conversation.blending import kind_of, leaning, nearest
from bot.core.conversation.understanding import Understanding
from bot.core.topics.candidate import Candidate

_LOOKED_AT = 3
"""Topics of each reading that are weighed."""
_LEAST = 0.01
"""Added to every likelihood: what is below it is as good as nothing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign is worth, in the logarithm of how many times likelier it makes a topic.

    `by_itself` and `whole` weigh the logarithms of both readings' likelihoods, `leaning_…` what is added as far as the message
    leans, `alone` what is added where it was not read with a subject; `none` is what speaks for none of them.
    """

    by_itself: float
    whole: float
    leaning_by_itself: float
    leaning_whole: float
    near: float
    leaning_near: float
    subject: float
    leaning_subject: float
    kind: float
    alone: float
    none: float


LEARNED = Weights(
    by_itself=0.83,
    whole=0.43,
    leaning_by_itself=-0.44,
    leaning_whole=0.2,
    near=2.68,
    leaning_near=0.73,
    subject=1.31,
    leaning_subject=1.7,
    kind=0.87,
    alone=0.37,
    none=-2.49,
)


def weighed(understanding: Understanding, subject: str | None, weights: Weights = LEARNED) -> tuple[Candidate, ...]:
    """The topics, likeliest first, with the probability of each; what is missing to 1 is that it is none of them.

    `subject` is what the message was read with.
    """
    by_itself = {item.topic: item.confidence for item in understanding.candidates}
    whole = {item.topic: item.confidence for item in understanding.in_context}
    named = [item.topic for item in (*understanding.candidates[:_LOOKED_AT], *understanding.in_context[:_LOOKED_AT])]
    spoken_of = (subject,) if subject and whole else ()
    topics = [topic for topic in dict.fromkeys((*named, *spoken_of)) if topic != OUT_OF_SCOPE]
    leans = min(1.0, leaning(understanding))

    def signs(topic: str) -> float:
        own = math.log(by_itself.get(topic, 0.0) + _LEAST)
        made_whole = math.log(whole.get(topic, 0.0) + _LEAST) if whole else 0.0
        of_kind = any(item.topic == topic and kind_of(item.facet) == understanding.act for item in understanding.facets)
        return (
            (weights.by_itself + leans * weights.leaning_by_itself + (0.0 if whole else weights.alone)) * own
            + (weights.whole + leans * weights.leaning_whole) * made_whole
            + (weights.near + leans * weights.leaning_near) * nearest(understanding, topic)
            + (weights.subject + leans * weights.leaning_subject) * (topic == subject)
            + weights.kind * of_kind
        )

    raised = {topic: math.exp(signs(topic)) for topic in topics}
    total = sum(raised.values()) + math.exp(weights.none)
    return tuple(Candidate(topic, share / total) for topic, share in sorted(raised.items(), key=lambda item: -item[1]))
