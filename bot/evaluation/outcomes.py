"""What came of each question, and the figures over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.contract import OUT_OF_SCOPE
from bot.evaluation.sets import ENTITY_KINDS, Question

MOST_CHOICES = 3


class Verdict(StrEnum):
    """What a reply was worth."""

    RIGHT = "goed"
    OFFERED = "aangeboden"
    UNSURE = "gevraagd"
    """Asked or offered, but the right topic was not among the first three choices."""
    REFUSED = "geweigerd"
    """Said to be about something else while it was not."""
    WRONG = "fout"
    """A wrong answer given as if sure."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service (or the model alone) made of a message."""

    topic: str | None
    choices: tuple[str, ...]
    """Topics of the choices offered, in order."""
    answered: bool
    """Whether it was an answer, not a question back."""
    unknown_subject: bool
    """Whether the reply says that the message is about something else."""
    entities: Mapping[str, str]
    text: str = ""
    """All that can be read in it, for what conversations expect."""
    choice_labels: tuple[str, ...] = ()
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with its reply and verdict."""

    question: Question
    reply: Reply
    verdict: Verdict


def judge(question: Question, reply: Reply) -> Outcome:
    """Give the verdict on one reply."""
    return Outcome(question, reply, _verdict(question, reply))


def _verdict(question: Question, reply: Reply) -> Verdict:
    if reply.unknown_subject:
        return Verdict.RIGHT if question.accepts(OUT_OF_SCOPE) else Verdict.REFUSED
    if reply.answered and question.accepts(reply.topic):
        return Verdict.RIGHT
    if any(question.accepts(topic) for topic in reply.choices[:MOST_CHOICES]):
        return Verdict.OFFERED
    return Verdict.WRONG if reply.answered else Verdict.UNSURE


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares (0-1) over some outcomes."""

    count: int
    right: float
    right_or_offered: float
    wrong: float
    refused: float

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Figures:
        """Count the verdicts; all shares are 0 when there are no outcomes."""
        verdicts = Counter(outcome.verdict for outcome in outcomes)
        total = max(len(outcomes), 1)
        right = verdicts[Verdict.RIGHT] / total
        return cls(
            len(outcomes),
            right,
            right + verdicts[Verdict.OFFERED] / total,
            verdicts[Verdict.WRONG] / total,
            verdicts[Verdict.REFUSED] / total,
        )


def by(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    """Outcomes in groups, sorted by key."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return dict(sorted(groups.items()))


@dataclass(frozen=True, slots=True)
class EntityFigures:
    """How well names are found: value for value."""

    found_right: int
    found: int
    expected: int
    misses: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.found_right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what should be found that was."""
        return self.found_right / self.expected if self.expected else 1.0


def entity_figures(outcomes: Iterable[Outcome], kinds: Sequence[str] = ENTITY_KINDS) -> EntityFigures:
    """Compare names with those that the set states, over the questions for which it states them."""
    right = found = expected = 0
    misses: list[str] = []
    for outcome in outcomes:
        if outcome.question.entities is None:
            continue
        wanted = {(kind, value) for kind, value in outcome.question.entities.items() if kind in kinds}
        got = {(kind, value) for kind, value in outcome.reply.entities.items() if kind in kinds and value}
        right += len(wanted & got)
        found += len(got)
        expected += len(wanted)
        misses += [
            f"niet gevonden: {kind}={value} in «{outcome.question.text[:90]}»" for kind, value in sorted(wanted - got)
        ]
        misses += [f"te veel: {kind}={value} in «{outcome.question.text[:90]}»" for kind, value in sorted(got - wanted)]
    return EntityFigures(right, found, expected, tuple(misses))


def confusions(outcomes: Iterable[Outcome]) -> Counter[tuple[str, str]]:
    """Which topic was answered in place of which."""
    return Counter(
        (outcome.question.topics[0], outcome.reply.topic or "-")
        for outcome in outcomes
        if outcome.verdict is Verdict.WRONG
    )


def unmet(expect: Mapping[str, Any], reply: Reply) -> tuple[str, ...]:
    """What a turn expects and the reply does not have; raises ValueError for an expectation that nobody knows."""
    failures: list[str] = []
    text = reply.text.casefold()
    for key, wanted in expect.items():
        if key == "topic":
            good = Question("", "", "", (wanted,)).accepts(reply.topic)
        elif key == "topics_any":
            good = Question("", "", "", tuple(wanted)).accepts(reply.topic)
        elif key == "mentions_all":
            good = all(part.casefold() in text for part in wanted)
        elif key == "mentions_any":
            good = any(part.casefold() in text for part in wanted)
        elif key == "mentions_none":
            good = not any(part.casefold() in text for part in wanted)
        elif key == "says_unknown":
            good = reply.unknown == wanted
        elif key == "offers_choice":
            good = bool(reply.choice_labels) == wanted
        else:
            raise ValueError(f"onbekende verwachting in een gesprek: {key}")
        if not good:
            failures.append(f"{key}: {wanted!r}")
    return tuple(failures)
