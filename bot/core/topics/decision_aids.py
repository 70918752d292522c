"""Decision aids: short question trees of which every step has its source, ending in a summary to copy.

An aid keeps nothing: the answers so far travel in the choice itself (`welke-wet.nee.ja`), so that a step back, a
bookmark and the page without script all work, and no client data is ever held.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contract import Language
from bot.core.errors import KennispuntError
from bot.core.languages import nearest
from bot.core.topics.topic import Source

PATH_SEPARATOR = "."


class UnknownStepError(KennispuntError):
    """The path names an aid or an answer that does not exist (any more)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text per language; Dutch is always there."""

    texts: Mapping[Language, str]

    def __call__(self, language: Language) -> str:
        """The text in this language, else in English, else in Dutch."""
        return self.texts[self.language(language)]

    def language(self, wanted: Language) -> Language:
        """The language that a reader of `wanted` gets the text in."""
        return nearest(wanted, {language for language, text in self.texts.items() if text})


@dataclass(frozen=True, slots=True)
class Option:
    """A possible answer to a step's question; `leads_to` names a step or an outcome."""

    id: str
    label: Words
    leads_to: str


@dataclass(frozen=True, slots=True)
class Step:
    """A question with its possible answers."""

    id: str
    question: Words
    options: tuple[Option, ...]
    sources: tuple[Source, ...]

    def all_words(self) -> tuple[Words, ...]:
        """Everything that is shown of it."""
        return (self.question, *(option.label for option in self.options))


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the answers lead: what it means, what to do, and what to read."""

    id: str
    text: Words
    actions: tuple[Words, ...]
    sources: tuple[Source, ...]
    related: tuple[str, ...] = ()

    def all_words(self) -> tuple[Words, ...]:
        """Everything that is shown of it."""
        return (self.text, *self.actions)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that has been answered, for the summary and for going back (`path` is the position before it)."""

    question: Words
    answer: Words
    path: str


@dataclass(frozen=True, slots=True)
class DecisionAid:
    """A question tree that belongs to a topic; `path` of its files tells an editor where it stands."""

    id: str
    topic: str
    title: Words
    start: str
    steps: Mapping[str, Step]
    outcomes: Mapping[str, Outcome]
    path: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where a path leads in an aid: a step to answer, or an outcome, and what was answered on the way."""

    aid: DecisionAid
    here: Step | Outcome
    answered: tuple[Answered, ...]
    path: str

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of this step or outcome."""
        return self.here.sources

    def next_path(self, option: Option) -> str:
        """The path after choosing an option."""
        return f"{self.path}{PATH_SEPARATOR}{option.id}"


def follow(aids: Mapping[str, DecisionAid], path: str) -> Position:
    """Walk `aid-id.option.option…`; raises UnknownStepError when aid or option does not exist."""
    aid_id, *chosen = path.split(PATH_SEPARATOR)
    if aid_id not in aids:
        raise UnknownStepError(path)
    aid = aids[aid_id]
    here = _node(aid, aid.start)
    answered: list[Answered] = []
    walked = aid_id
    for option_id in chosen:
        if not isinstance(here, Step):
            raise UnknownStepError(path)
        option = next((option for option in here.options if option.id == option_id), None)
        if option is None:
            raise UnknownStepError(path)
        answered.append(Answered(here.question, option.label, walked))
        walked = f"{walked}{PATH_SEPARATOR}{option_id}"
        here = _node(aid, option.leads_to)
    return Position(aid, here, tuple(answered), walked)


def _node(aid: DecisionAid, name: str) -> Step | Outcome:
    return aid.steps[name] if name in aid.steps else aid.outcomes[name]


def paths(aid: DecisionAid) -> list[str]:
    """Every path from the start to an outcome; the content check makes sure that they are finite."""
    found = []
    todo = [(aid.id, aid.start)]
    while todo:
        walked, name = todo.pop()
        if name in aid.outcomes:
            found.append(walked)
            continue
        todo += [(f"{walked}{PATH_SEPARATOR}{option.id}", option.leads_to) for option in aid.steps[name].options]
    return found
