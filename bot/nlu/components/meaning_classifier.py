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
from bot.nlu.components.entities import from_rasa, to_rasa
from bot.nlu.context.reader import ContextReader
from bot.nlu.encoder.encoder import EncoderChoice, make_encoder
from bot.nlu.encoder.stored_vectors import StoredEncoder
from bot.nlu.text.language import LanguageIdentifier
from bot.nlu.topics.decision import Thresholds
from bot.nlu.topics.model import TopicModel
from bot.nlu.topics.ridge import KernelSettings
from bot.nlu.training.context import learn_context
from bot.nlu.training.examples import examples_of, questions_of, read_left_out
from bot.nlu.training.questions import names_of, read_more_questions
from bot.nlu.training.settings import default_settings
from bot.nlu.understanding import Understander, Understanding


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(GraphComponent, IntentClassifier):
    """Ranks the topics, decides how sure that is, and tells the language.

    Sets `intent` to vraag, twijfel, buiten_bereik, zoek_aanbieder, gegeven or gesprek, and adds to the output
    `topic_ranking` (five topics with confidence), `language` and `out_of_scope`; and what it means in its
    conversation: `acts`, `in_context` (a ranking) and `facets`; each question apart in `parts` where it asks several. The language of the conversation so far and the topic
    that was spoken of are read from the message's metadata (`language`, `subject`).
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        understander: Understander | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._understander = understander

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
        model = TopicModel.train(examples, encoder, kernel)
        folder_said, facets = Path(self._config["in_conversation"]), Path(self._config["facets"])
        context = learn_context(folder_said, facets, model, examples, encoder, kernel, names.finder)
        self._understander = _understander(self._config, model, context)
        with self._model_storage.write_to(self._resource) as folder:
            model.save(folder)
            if context is not None:
                context.save(folder)
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
            context = ContextReader.load(folder, model)
        understander = _understander(config, model, context)
        understander.warm_up()
        return cls(config, model_storage, resource, understander)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking, language, out-of-scope score and context on each message."""
        if self._understander is None:
            raise RuntimeError("MeaningClassifier is used before it was trained or loaded")
        for message in messages:
            entities = [from_rasa(found) for found in message.get(ENTITIES, [])]
            sent = message.get(METADATA) or {}
            text, so_far, subject = message.get(TEXT) or "", sent.get("language"), sent.get("subject")
            understood = self._understander.in_parts(text, entities, so_far, subject)
            said = _said(understood)
            intent = said.pop(INTENT)
            parts = [{TEXT: part.text, ENTITIES: _entities(part), **_said(part)} for part in understood.parts]
            output = {INTENT: intent, INTENT_RANKING_KEY: [intent], **said, "parts": parts}
            for key, value in output.items():
                message.set(key, value, add_to_output=True)
        return messages


def _said(understood: Understanding) -> dict[str, Any]:
    """What a message or a part of one means, as it travels."""
    meaning, context = understood.meaning, understood.context
    return {
        INTENT: {INTENT_NAME_KEY: meaning.intent, PREDICTED_CONFIDENCE_KEY: meaning.confidence},
        "topic_ranking": _rounded("topic", meaning.topic_ranking),
        "language": understood.language,
        "out_of_scope": round(meaning.out_of_scope, 4),
        "acts": _rounded("act", context.acts),
        "in_context": _rounded("topic", context.ranking),
        "facets": [{**near._asdict(), "score": round(near.score, 4)} for near in context.facets],
    }


def _entities(part: Understanding) -> list[dict[str, Any]]:
    return [to_rasa(entity, MeaningClassifier.__name__) for entity in part.entities]


def _rounded(name: str, shares: tuple[tuple[str, float], ...]) -> list[dict[str, Any]]:
    return [{name: what, "confidence": round(share, 4)} for what, share in shares]


def _understander(config: dict[str, Any], model: TopicModel, context: ContextReader | None) -> Understander:
    thresholds = Thresholds(**{field.name: config[field.name] for field in fields(Thresholds)})
    return Understander(model, LanguageIdentifier(), thresholds, context=context)
