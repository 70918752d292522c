"""All pure parts together: a text in, what it means out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.contract import COMMAND_GROUP, DEFAULT_LANGUAGE, Act, FacetKind, Intent
from bot.nlu.context.parts import Span, cut, question_of, spans
from bot.nlu.context.reader import ContextReader, InContext
from bot.nlu.names.finder import Entity, NameFinder
from bot.nlu.names.masking import mask
from bot.nlu.text.cleaning import clean
from bot.nlu.text.language import LANGUAGES, LanguageIdentifier
from bot.nlu.topics.decision import Meaning, Thresholds, decide
from bot.nlu.topics.model import TopicModel

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

    def with_names(
        self,
        text: str,
        entities: Sequence[Entity],
        conversation_language: str | None,
        subject: str | None = None,
    ) -> Understanding:
        """The second step: `entities` are those of `names_in`; a language that is none of ours counts as Dutch."""
        cleaned = clean(text)
        masked = mask(cleaned, entities)
        ranking = self._model.rank([masked])[0]
        so_far = conversation_language if conversation_language in LANGUAGES else str(DEFAULT_LANGUAGE)
        meaning = decide(cleaned, ranking, entities, self._thresholds)
        language = self._languages.told(cleaned, so_far, [(entity.start, entity.end) for entity in entities])
        likely = [topic for topic, _ in meaning.topic_ranking]
        context = self._context.read(masked, likely, subject, language or so_far) if self._context else InContext()
        return Understanding(meaning, tuple(entities), language, context, cleaned)

    def in_parts(
        self,
        text: str,
        entities: Sequence[Entity],
        conversation_language: str | None,
        subject: str | None = None,
    ) -> Understanding:
        """As `with_names`, with each question by itself where the message asks several; a later one may lean on an earlier."""
        whole = self.with_names(text, entities, conversation_language, subject)
        if self._context is None:
            return whole
        cleaned = clean(text)
        found = spans(cleaned)
        if len(found) == 1:
            found = cut(cleaned, lambda *both: self._are_two(cleaned, both, entities, conversation_language))
        if len(found) == 1:
            return whole
        parts = []
        for span in found:
            part = self._part(cleaned, span, entities, conversation_language, subject)
            topic, share = part.meaning.topic_ranking[0]
            subject = topic if share >= _SUBJECT and part.context.acts[0][0] == Act.WHOLE else subject
            parts.append(part)
        return replace(whole, parts=tuple(parts))

    def _part(
        self, text: str, span: Span, entities: Sequence[Entity], language: str | None, subject: str | None
    ) -> Understanding:
        start, end = span
        inside = [
            replace(entity, start=entity.start - start, end=entity.end - start)
            for entity in entities
            if start <= entity.start and entity.end <= end
        ]
        part = self.with_names(text[start:end], inside, language, subject)
        asked = start + question_of(text[start:end])
        if asked == start or part.meaning.intent not in _UNCLEAR:
            return part
        # A long story before a question can hide it; the question alone is often clear.
        alone = self._part(text, (asked, end), entities, language, subject)
        return part if alone.meaning.intent in _UNCLEAR else alone

    def _are_two(self, text: str, both: Sequence[Span], entities: Sequence[Entity], language: str | None) -> bool:
        """Whether two stretches of a sentence are each a question, about different things or different facets of one."""
        first = self._part(text, both[0], entities, language, None)
        topic, share = first.meaning.topic_ranking[0]
        act, likely = first.context.acts[0]
        if share < _SECOND or act != Act.WHOLE or likely < _SUBJECT or topic.startswith(COMMAND_GROUP):
            return False
        second = self._part(text, both[1], entities, language, topic)
        act, likely = second.context.acts[0]
        other, sure = second.meaning.topic_ranking[0]
        if act in set(map(str, FacetKind)):
            return likely >= _SECOND
        apart = other != topic and other.rpartition("/")[0] != topic and not other.startswith(COMMAND_GROUP)
        return act == Act.WHOLE and sure >= _SECOND and apart

    def warm_up(self) -> None:
        """Have everything loaded, so that the first message waits for nothing."""
        self._model.rank(["goedemiddag"])
        self._languages.warm_up()


def names_in(text: str, names: NameFinder) -> tuple[Entity, ...]:
    """The first step: the names in a text. Offsets count in the text after `clean`."""
    return tuple(names.find(clean(text)))
