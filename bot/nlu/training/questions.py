"""Example questions and names as training reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.names.stored import Names, known_words


class Asked(NamedTuple):
    """A question of the training data."""

    intent: str
    language: str
    text: str


def read_more_questions(path: Path) -> list[Asked]:
    """The questions of the file that `kennispunt content compile` makes beside Rasa's training data."""
    return [Asked(*line.split("\t", 2)) for line in path.read_text(encoding="utf-8").splitlines()]


def names_of(training_data: TrainingData, more: Sequence[str]) -> Names:
    """The names in the lookup tables and synonyms, and the words that occur in the examples and in `more` questions."""
    lookups: dict[str, list[str]] = {}
    for table in training_data.lookup_tables:
        elements = table["elements"]
        lookups.setdefault(table["name"], []).extend(elements if isinstance(elements, list) else [elements])
    texts = [example.get(TEXT) for example in training_data.intent_examples]
    return Names(lookups, training_data.entity_synonyms, known_words([*texts, *more]))
