"""All pure parts together: a text in, what it means out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.contract import DEFAULT_LANGUAGE
from bot.nlu.names.finder import Entity, NameFinder
from bot.nlu.names.masking import mask
from bot.nlu.text.cleaning import clean
from bot.nlu.text.language import LANGUAGES, LanguageIdentifier
from bot.nlu.topics.decision import Meaning, Thresholds, decide
from bot.nlu.topics.model import TopicModel


@dataclass(frozen=True)
class Understanding:
    """What one message means."""

    meaning: Meaning
    entities: tuple[Entity, ...]
    language: str | None
    """The language that the message makes clear; None when it may be in any."""


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
    ) -> None:
        self._model = model
        self._languages = languages
        self._thresholds = thresholds
        self._names = names

    def understand(self, text: str, conversation_language: str = DEFAULT_LANGUAGE) -> Understanding:
        """Understand one message in the language of its conversation so far; raises ValueError without `names`."""
        if self._names is None:
            raise ValueError("this understander was made without names")
        return self.with_names(text, names_in(text, self._names), conversation_language)

    def with_names(self, text: str, entities: Sequence[Entity], conversation_language: str | None) -> Understanding:
        """The second step: `entities` are those of `names_in`; a language that is none of ours counts as Dutch."""
        cleaned = clean(text)
        ranking = self._model.rank([mask(cleaned, entities)])[0]
        so_far = conversation_language if conversation_language in LANGUAGES else str(DEFAULT_LANGUAGE)
        return Understanding(
            decide(cleaned, ranking, entities, self._thresholds),
            tuple(entities),
            self._languages.told(cleaned, so_far, [(entity.start, entity.end) for entity in entities]),
        )

    def warm_up(self) -> None:
        """Have everything loaded, so that the first message waits for nothing."""
        self._model.rank(["goedemiddag"])
        self._languages.warm_up()


def names_in(text: str, names: NameFinder) -> tuple[Entity, ...]:
    """The first step: the names in a text. Offsets count in the text after `clean`."""
    return tuple(names.find(clean(text)))
