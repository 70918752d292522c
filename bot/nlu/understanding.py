"""All pure parts together: a text in, what it means out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.contract import COMMAND_GROUP, DEFAULT_LANGUAGE, Act, FacetKind, Intent
from bot.nlu.context.parts import Span, cut, question_of, spans
from bot.nlu.context.reader import ContextReader, InContext
from bot.nlu.names.finder import Entity, NameFinder
from bot.nlu.names.masking import mask
from bot.nlu.text.cleaning import clean
from bot.nlu.text.language import LANGUAGES, LanguageIdentifier
from bot.nlu.topics.decision import Meaning, Thresholds, decide
from bot.nlu.topics.model import Ranking, Sentence, TopicModel, read_sentences

_SUBJECT = 0.6
"""From this probability on, the next question of the same message may lean on a question's topic."""
_UNCLEAR = frozenset({Intent.DOUBT, Intent.OUT_OF_SCOPE})
_SECOND = 0.8
"""From this probability on, what stands after 'and' is a question of its own."""


@dataclass(frozen=True)
class Understanding:
    """What one message means."""

    meaning: Meaning
    entities: tuple[Entity, ...]
    language: str | None
    """The language that the message makes clear; None when it may be in any."""
    context: InContext = field(default_factory=InContext)
    text: str = ""
    parts: tuple[Understanding, ...] = ()
    """Each question of a message that asks several, in order; empty for a message that asks one thing."""


class _Stretch:
    """A message or a part of one. Each thing about it is found out once, and only when it is asked for."""

    def __init__(
        self,
        text: str,
        entities: Sequence[Entity],
        model: TopicModel,
        thresholds: Thresholds,
        context: ContextReader | None,
    ) -> None:
        self.text = clean(text)
        self.entities = tuple(entities)
        self._model = model
        self._thresholds = thresholds
        self._context = context
        self._ranking: list[Ranking] = []  # empty until it was asked for

    @cached_property
    def sentence(self) -> Sentence:
        return read_sentences([mask(self.text, self.entities)], self._model.encoder)[0]

    @cached_property
    def meaning(self) -> Meaning:
        if not self._ranking:
            self.ranked_beside()
        return decide(self.text, self._ranking[0], self.entities, self._thresholds)

    def ranked_beside(self, *others: Sentence) -> list[dict[str, float]]:
        """The topics' shares of other sentences, made in one go with this one's own where these are not known yet."""
        own = [] if self._ranking else [self.sentence]
        shares = self._model.shares([*own, *others])
        if own:
            self._ranking = [self._model.ranking(self.sentence, shares[0])]
        return shares[len(own) :]

    @cached_property
    def acts(self) -> dict[str, float]:
        return self._context.acts(self.sentence) if self._context else {}

    @property
    def act(self) -> tuple[str, float]:
        """The likeliest."""
        return next(iter(self.acts.items()))

    @property
    def topic(self) -> tuple[str, float]:
        """The likeliest."""
        return self.meaning.topic_ranking[0]


class _Message:
    """A message and the stretches of it that were looked at."""

    def __init__(self, whole: _Stretch, make: Callable[[str, Sequence[Entity]], _Stretch]) -> None:
        self.whole = whole
        self._make = make
        self._stretches: dict[Span, _Stretch] = {(0, len(whole.text)): whole}

    def part(self, span: Span) -> _Stretch:
        """The question that stands there: without the story before it, where that hides what is asked."""
        stretch = self._stretch(span)
        start, end = span
        asked = start + question_of(self.whole.text[start:end])
        if asked == start or stretch.meaning.intent not in _UNCLEAR:
            return stretch
        alone = self._stretch((asked, end))
        return stretch if alone.meaning.intent in _UNCLEAR else alone

    def _stretch(self, span: Span) -> _Stretch:
        if span not in self._stretches:
            start, end = span
            inside = [
                replace(entity, start=entity.start - start, end=entity.end - start)
                for entity in self.whole.entities
                if start <= entity.start and entity.end <= end
            ]
            self._stretches[span] = self._make(self.whole.text[start:end], inside)
        return self._stretches[span]

    def are_two(self, first: Span, second: Span) -> bool:
        """Whether two stretches are each a question, about different things or different facets of one.

        What is cheapest to find out is asked first: most pairs are none.
        """
        one = self.part(first)
        act, likely = one.act
        if act != Act.WHOLE or likely < _SUBJECT:
            return False
        topic, share = one.topic
        if share < _SECOND or topic.startswith(COMMAND_GROUP):
            return False
        two = self.part(second)
        act, likely = two.act
        if act in set(map(str, FacetKind)):
            return likely >= _SECOND
        if act != Act.WHOLE:
            return False
        other, sure = two.topic
        apart = other != topic and other.rpartition("/")[0] != topic and not other.startswith(COMMAND_GROUP)
        return sure >= _SECOND and apart


class Understander:
    """Everything that is needed to understand a message: the one way that serving, measuring and tests go.

    Rasa runs it in two steps, since finding names and telling what a message means are two of its components; `names`
    may then be left out of the second.
    """

    def __init__(
        self,
        model: TopicModel,
        languages: LanguageIdentifier,
        thresholds: Thresholds,
        names: NameFinder | None = None,
        context: ContextReader | None = None,
    ) -> None:
        self._model = model
        self._languages = languages
        self._thresholds = thresholds
        self._names = names
        self._context = context

    def understand(
        self, text: str, conversation_language: str = DEFAULT_LANGUAGE, subject: str | None = None
    ) -> Understanding:
        """Understand one message in the language of its conversation so far; raises ValueError without `names`.

        `subject` is the topic that was spoken of, if any.
        """
        if self._names is None:
            raise ValueError("this understander was made without names")
        return self.in_parts(text, names_in(text, self._names), conversation_language, subject)

    def in_parts(
        self,
        text: str,
        entities: Sequence[Entity],
        conversation_language: str | None,
        subject: str | None = None,
    ) -> Understanding:
        """The second step: `entities` are those of `names_in`; a language that is none of ours counts as Dutch.

        With each question by itself where the message asks several; a later one may lean on an earlier.
        """
        message = _Message(self._stretch(text, entities), self._stretch)
        cleaned = message.whole.text
        whole = self._understood(message.whole, conversation_language, subject)
        if self._context is None:
            return whole
        found = spans(cleaned)
        if len(found) == 1:
            found = cut(cleaned, message.are_two)
        if len(found) == 1:
            return whole
        parts = []
        for span in found:
            part = message.part(span)
            parts.append(self._understood(part, conversation_language, subject))
            topic, share = part.topic
            subject = topic if share >= _SUBJECT and part.act[0] == Act.WHOLE else subject
        return replace(whole, parts=tuple(parts))

    def _stretch(self, text: str, entities: Sequence[Entity]) -> _Stretch:
        return _Stretch(text, entities, self._model, self._thresholds, self._context)

    def _understood(self, said: _Stretch, conversation_language: str | None, subject: str | None) -> Understanding:
        so_far = conversation_language if conversation_language in LANGUAGES else str(DEFAULT_LANGUAGE)
        language = self._languages.told(said.text, so_far, [(entity.start, entity.end) for entity in said.entities])
        context = self._in_context(self._context, said, language or so_far, subject) if self._context else InContext()
        return Understanding(said.meaning, said.entities, language, context, said.text)

    @staticmethod
    def _in_context(reader: ContextReader, said: _Stretch, language: str, subject: str | None) -> InContext:
        whole = reader.made_whole(said.sentence, said.acts, subject, language)
        with_subject = said.ranked_beside(whole)[0] if whole else None
        likely = [topic for topic, _ in said.meaning.topic_ranking]
        return reader.read(said.sentence, said.acts, likely, subject, with_subject)

    def warm_up(self) -> None:
        """Have everything loaded, so that the first message waits for nothing."""
        self._model.rank(["goedemiddag"])
        self._languages.warm_up()


def names_in(text: str, names: NameFinder) -> tuple[Entity, ...]:
    """The first step: the names in a text. Offsets count in the text after `clean`."""
    return tuple(names.find(clean(text)))
