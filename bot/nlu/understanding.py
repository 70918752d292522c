"""All pure parts together: a text in, what it means out. Rasa's components and the measuring both use this."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlu.names.finder import Entity, NameFinder
from bot.nlu.names.masking import mask
from bot.nlu.text.cleaning import clean
from bot.nlu.text.language import LanguageIdentifier
from bot.nlu.topics.decision import Meaning, Thresholds, decide
from bot.nlu.topics.model import TopicModel


@dataclass(frozen=True)
class Understanding:
    """What one message means."""

    meaning: Meaning
    entities: tuple[Entity, ...]
    language: str


class Understander:
    """Everything that is needed to understand a message."""

    def __init__(
        self, model: TopicModel, names: NameFinder, languages: LanguageIdentifier, thresholds: Thresholds
    ) -> None:
        self.model = model
        self.names = names
        self.languages = languages
        self.thresholds = thresholds

    def understand(self, text: str, conversation_language: str = "nl") -> Understanding:
        """Understand one message in the language of its conversation so far."""
        cleaned = clean(text)
        entities = tuple(self.names.find(cleaned))
        ranking = self.model.rank([mask(cleaned, entities)])[0]
        return Understanding(
            decide(cleaned, ranking, entities, self.thresholds),
            entities,
            self.languages.identify(cleaned, conversation_language),
        )
