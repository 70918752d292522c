"""Rasa graph component: what a message is about and in which language."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    METADATA,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.contract import TUNING
from bot.nlu.encoder.encoder import EncoderChoice, make_encoder
from bot.nlu.encoder.stored_vectors import StoredEncoder
from bot.nlu.names.finder import Entity
from bot.nlu.names.masking import mask
from bot.nlu.text.cleaning import clean
from bot.nlu.text.language import LANGUAGES, LanguageIdentifier
from bot.nlu.topics.decision import Thresholds, decide
from bot.nlu.topics.model import TopicModel
from bot.nlu.topics.ridge import KernelSettings
from bot.nlu.training.examples import examples_of, questions_of, read_left_out
from bot.nlu.training.questions import names_of, read_more_questions
from bot.nlu.training.settings import default_settings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(GraphComponent, IntentClassifier):
    """Ranks the topics, decides how sure that is, and tells the language.

    Sets `intent` to vraag, twijfel, buiten_bereik, zoek_aanbieder, gegeven or gesprek, and adds to the output
    `topic_ranking` (five topics with confidence), `language`, `out_of_scope` and `fragment`. The language of the
    conversation so far is read from the message's metadata (`language`).
    """

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: TopicModel | None = None
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._thresholds = Thresholds(**{field.name: config[field.name] for field in fields(Thresholds)})
        self._languages = LanguageIdentifier()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Every setting of config.yml with its default."""
        return default_settings()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MeaningClassifier:
        """Make an untrained component (Rasa's signature)."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the topics from the examples whose intent is `vraag/<topic>`."""
        more = read_more_questions(Path(self._config["more_questions"]))
        names = names_of(training_data, [question.text for question in more])
        left_out = read_left_out(Path(self._config["left_out"]))
        questions = questions_of(training_data, more, self._config["other_languages"], left_out)
        examples = examples_of(questions, names.finder)
        kernel = KernelSettings(**{field.name: self._config[field.name] for field in fields(KernelSettings)})
        tuning = Path(self._config["tuning"])
        choice = EncoderChoice(self._config["encoder"], tuning)
        encoder = StoredEncoder(choice, Path(self._config["vectors"]), self._config["threads"])
        self._model = TopicModel.train(examples, encoder, kernel)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
            shutil.copyfile(tuning, folder / TUNING)  # a model goes on working when the tuning has been made anew
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,  # noqa: ANN401  # Rasa's signature
    ) -> MeaningClassifier:
        """Load a trained component (Rasa's signature)."""
        with model_storage.read_from(resource) as folder:
            encoder = make_encoder(EncoderChoice(config["encoder"], folder / TUNING), config["threads"])
            model = TopicModel.load(folder, encoder)
        component = cls(config, model_storage, resource, model)
        model.rank(["goedemiddag"])  # the first message waits for nothing
        component._languages.warm_up()
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking, language, out-of-scope score and fragment on each message."""
        if self._model is None:
            raise RuntimeError("MeaningClassifier is used before it was trained or loaded")
        for message in messages:
            text = clean(message.get(TEXT) or "")
            entities = [
                Entity(found["entity"], found["value"], found["start"], found["end"])
                for found in message.get(ENTITIES, [])
            ]
            meaning = decide(text, self._model.rank([mask(text, entities)])[0], entities, self._thresholds)
            intent = {INTENT_NAME_KEY: meaning.intent, PREDICTED_CONFIDENCE_KEY: meaning.confidence}
            metadata = message.get(METADATA) or {}
            so_far = metadata.get("language")
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
            ranking = [{"topic": topic, "confidence": round(share, 4)} for topic, share in meaning.topic_ranking]
            message.set("topic_ranking", ranking, add_to_output=True)
            language = self._languages.identify(text, so_far if so_far in LANGUAGES else LANGUAGES[0])
            message.set("language", language, add_to_output=True)
            message.set("out_of_scope", round(meaning.out_of_scope, 4), add_to_output=True)
            message.set("fragment", meaning.fragment, add_to_output=True)
        return messages
