"""Rasa graph component: the directory's names in a message, as entities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.contract import MORE_QUESTIONS
from bot.nlu.components.entities import to_rasa
from bot.nlu.names.stored import Names
from bot.nlu.training.questions import names_of, read_more_questions
from bot.nlu.understanding import names_in


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DirectoryEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Finds municipalities, providers, needs, laws and functions by the lookup tables and synonyms of the training data."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, names: Names | None = None
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._names = names

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Every setting of config.yml with its default."""
        return {"more_questions": f"data/nlu/{MORE_QUESTIONS}"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DirectoryEntityExtractor:
        """Make an untrained component (Rasa's signature)."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the names, and the words that people use, with the model."""
        more = read_more_questions(Path(self._config["more_questions"]))
        self._names = names_of(training_data, [question.text for question in more])
        with self._model_storage.write_to(self._resource) as folder:
            self._names.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,  # noqa: ANN401  # Rasa's signature
    ) -> DirectoryEntityExtractor:
        """Load a trained component (Rasa's signature)."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, Names.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the names to each message's entities. Offsets count in the text after `bot.nlu.text.cleaning.clean`."""
        if self._names is None:
            raise RuntimeError("DirectoryEntityExtractor is used before it was trained or loaded")
        for message in messages:
            found = [
                to_rasa(entity, type(self).__name__) for entity in names_in(message.get(TEXT) or "", self._names.finder)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
