"""The questions that the topics are learned from, as the model sees them: cleaned, names masked, not too many a language."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.directory import NameFinder
from bot.nlu.language import LANGUAGES, LanguageIdentifier
from bot.nlu.masking import mask
from bot.nlu.rasa_directory import names_of
from bot.nlu.text import clean
from bot.nlu.topic_model import Example
from bot.nlu.understanding import MORE_QUESTIONS, Asked, read_more_questions, topic_of, unique_examples


def examples_of(
    training_data: TrainingData, more: Sequence[Asked], names: NameFinder, most: int | None = None
) -> list[Example]:
    """The examples whose intent is `vraag/<topic>`, of Rasa's data and of `more`; but for Dutch, `most` a topic and language."""
    languages = LanguageIdentifier()
    pairs = []
    taken: Counter[tuple[str, str]] = Counter()
    given = [
        Asked(example.get_full_intent(), languages.identify(example.get(TEXT)), example.get(TEXT))
        for example in training_data.intent_examples
    ]
    for question in [*given, *more]:
        topic = topic_of(question.intent)
        if topic is None:
            continue
        taken[topic, question.language] += 1
        if question.language == LANGUAGES[0] or most is None or taken[topic, question.language] <= most:
            text = clean(question.text)
            pairs.append((mask(text, names.named(text)), topic))
    return unique_examples(pairs)


def load_examples(folder: Path, most: int | None = None) -> list[Example]:
    """The examples of a folder with training data (`data/nlu`)."""
    training_data = TrainingData().merge(*(load_data(str(path)) for path in sorted(folder.glob("*.yml"))))
    more = read_more_questions(folder / MORE_QUESTIONS)
    names = names_of(training_data, [question.text for question in more])
    return examples_of(training_data, more, names.finder, most)


def main() -> int:
    """`python -m bot.nlu.examples data/nlu`: a JSON object a line, for `tools/tune_encoder`."""
    for example in load_examples(Path(sys.argv[1])):
        sys.stdout.write(json.dumps({"text": example.text, "topic": example.topic}, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
