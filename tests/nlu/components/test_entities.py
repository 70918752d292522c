"""What is measured is what serves: Rasa's two components do what the understander does in one go."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.components.directory_extractor import DirectoryEntityExtractor
from bot.nlu.components.entities import from_rasa, to_rasa
from bot.nlu.components.meaning_classifier import MeaningClassifier
from bot.nlu.names.finder import Entity
from bot.nlu.names.stored import Names
from bot.nlu.text.language import LanguageIdentifier
from bot.nlu.topics.decision import Thresholds
from bot.nlu.understanding import Understander
from tests.nlu.topics.test_model import MODEL

NAMES = Names({"gemeente": ["Voorbeeldstad"], "aanbieder": ["Voorbeeldzorg"], "wet": ["wmo"]}, {}, ["wie", "betaalt"])
STORAGE: Any = SimpleNamespace()


@pytest.mark.parametrize("denied", [True, False])
def test_an_entity_travels_through_rasa_unchanged(denied: bool) -> None:
    entity = Entity("gemeente", "Voorbeeldstad", 3, 16, 0.87, denied)
    assert from_rasa(to_rasa(entity, "DirectoryEntityExtractor")) == entity


@pytest.mark.parametrize("text", ["Wie betaalt de tram in Voorbeeldstad?", "niet de Wmo", "  Wacht\u00adtijd 👍 ", ""])
@pytest.mark.parametrize("language", ["nl", "ar", "xx"])
def test_both_ways_understand_the_same(text: str, language: str) -> None:
    whole = Understander(MODEL, LanguageIdentifier(), Thresholds(), NAMES.finder).understand(text, language)
    message = Message({TEXT: text, "metadata": {"language": language}})
    DirectoryEntityExtractor({}, STORAGE, STORAGE, NAMES).process([message])
    MeaningClassifier(
        MeaningClassifier.get_default_config(),
        STORAGE,
        STORAGE,
        Understander(MODEL, LanguageIdentifier(), Thresholds()),
    ).process([message])
    assert message.get("intent")["name"] == whole.meaning.intent
    assert message.get("language") == whole.language
    assert [entry["topic"] for entry in message.get("topic_ranking")] == [
        topic for topic, _ in whole.meaning.topic_ranking
    ]
    assert tuple(map(from_rasa, message.get("entities"))) == whole.entities
