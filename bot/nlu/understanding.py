"""All pure parts together: a text in, what it means out. Rasa's components and the measuring both use this."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.nlu.decision import Meaning, Thresholds, decide
from bot.nlu.directory import Entity, NameFinder
from bot.nlu.language import LanguageIdentifier
from bot.nlu.masking import mask
from bot.nlu.text import clean, fold, words
from bot.nlu.topic_model import TopicModel

INTENT_PREFIX = "vraag/"
MORE_QUESTIONS = "more_questions.tsv"
"""File beside Rasa's training data with the questions that only our component learns from."""
TUNING = "tuning.npz"
"""File with a model: the tuning of the encoder that it was trained with."""


@dataclass(frozen=True)
class Understanding:
    """What one message means."""

    meaning: Meaning
    entities: tuple[Entity, ...]
    language: str


def topic_of(intent: str) -> str | None:
    """The topic id behind a training intent (`vraag/wmo-zg.vervoer`), or None for another intent."""
    if not intent.startswith(INTENT_PREFIX):
        return None
    return intent.removeprefix(INTENT_PREFIX).replace(".", "/")


class Asked(NamedTuple):
    """A question of the training data."""

    intent: str
    language: str
    text: str


def read_more_questions(path: Path) -> list[Asked]:
    """The questions of the file that `kennispunt content compile` makes beside Rasa's training data."""
    return [Asked(*line.split("\t", 2)) for line in path.read_text(encoding="utf-8").splitlines()]


def known_words(texts: Iterable[str], at_least: int = 2) -> set[str]:
    """Words that people use in questions: those in at least so many training texts."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in {part for token in words(fold(text)) for part in (token, *token.replace("'", "-").split("-"))}:
            counts[word] = counts.get(word, 0) + 1
    return {word for word, count in counts.items() if count >= at_least}


class Names:
    """The name finder with the data that it was made of, so that it can be kept with a model."""

    FILE = "names.json"

    def __init__(
        self, lookups: Mapping[str, Sequence[str]], synonyms: Mapping[str, str], vocabulary: Iterable[str]
    ) -> None:
        self._data = {
            "lookups": {kind: list(names) for kind, names in lookups.items()},
            "synonyms": dict(synonyms),
            "vocabulary": sorted(vocabulary),
        }
        self.finder = NameFinder(lookups, synonyms, vocabulary)

    def save(self, folder: Path) -> None:
        """Write the data into the folder."""
        (folder / self.FILE).write_text(json.dumps(self._data, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Names:
        """Read what `save` wrote."""
        data = json.loads((folder / cls.FILE).read_text(encoding="utf-8"))
        return cls(data["lookups"], data["synonyms"], data["vocabulary"])


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
