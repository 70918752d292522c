"""The questions that the topics are learned from, as the model sees them: cleaned, names masked, not too many a language."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.contract import LEFT_OUT, MORE_QUESTIONS, topic_of
from bot.nlu.names.finder import NameFinder
from bot.nlu.names.masking import masked_texts
from bot.nlu.text.cleaning import fold
from bot.nlu.text.language import LANGUAGES, LanguageIdentifier
from bot.nlu.topics.model import Example
from bot.nlu.training.questions import Asked, names_of, read_more_questions


def questions_of(
    training_data: TrainingData, more: Sequence[Asked], most: int | None = None, left_out: frozenset[str] = frozenset()
) -> list[Asked]:
    """The questions about a topic, of Rasa's data and of `more`.

    But for Dutch, `most` a topic and language; none of those that `bot.nlu.training.selection` found needless.
    """
    languages = LanguageIdentifier()
    taken: Counter[tuple[str, str]] = Counter()
    given = [
        Asked(example.get_full_intent(), languages.identify(example.get(TEXT)), example.get(TEXT))
        for example in training_data.intent_examples
    ]
    questions = []
    for question in [*given, *more]:
        if topic_of(question.intent) is None:
            continue
        taken[question.intent, question.language] += 1
        few = question.language == LANGUAGES[0] or most is None or taken[question.intent, question.language] <= most
        if few and question_key(question) not in left_out:
            questions.append(question)
    return questions


def question_key(question: Asked) -> str:
    """Key of a question in `left_out.txt`: eight bytes of a digest of its intent and text, in hexadecimal."""
    return hashlib.blake2b(f"{question.intent}\t{question.text}".encode(), digest_size=8).hexdigest()


def read_left_out(path: Path) -> frozenset[str]:
    """The questions that are left out, by `question_key`; none when there is no such file."""
    return frozenset(path.read_text(encoding="ascii").split()) if path.is_file() else frozenset()


def examples_of(questions: Sequence[Asked], names: NameFinder) -> list[Example]:
    """What is learned from: names are masked, and what says the same occurs once."""
    return list(examples_with_questions(questions, names))


def examples_with_questions(questions: Sequence[Asked], names: NameFinder) -> dict[Example, list[Asked]]:
    """Each example with the questions that come down to it."""
    examples: dict[tuple[str, str], Example] = {}
    asked: dict[Example, list[Asked]] = {}
    all_masked = masked_texts([question.text for question in questions], names)
    for question, masked in zip(questions, all_masked, strict=True):
        topic = topic_of(question.intent) or ""
        example = examples.setdefault((fold(masked), topic), Example(masked, topic))
        asked.setdefault(example, []).append(question)
    return asked


def load_questions(folder: Path, most: int | None = None) -> tuple[list[Asked], NameFinder]:
    """The questions of a folder with training data (`data/nlu`), and what finds the names in them."""
    training_data = TrainingData().merge(*(load_data(str(path)) for path in sorted(folder.glob("*.yml"))))
    more = read_more_questions(folder / MORE_QUESTIONS)
    names = names_of(training_data, [question.text for question in more])
    return questions_of(training_data, more, most), names.finder


def main() -> int:
    """`python -m bot.nlu.training.examples data/nlu`: the questions learned from, a JSON object a line, for `make tune`."""
    folder = Path(sys.argv[1])
    questions, names = load_questions(folder)
    left_out = read_left_out(folder / LEFT_OUT)
    for example in examples_of([one for one in questions if question_key(one) not in left_out], names):
        sys.stdout.write(json.dumps({"text": example.text, "topic": example.topic}, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
