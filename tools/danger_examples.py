"""What `tools.danger_weights` learns from: every example question and sentence, a line of JSON each."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from rapidfuzz import fuzz, process

from bot.adapters.content import ContentFiles
from bot.adapters.danger.examples import Example, lookalikes, sentences
from bot.contract import IN_CONVERSATION, Language
from bot.core.safety.detector import is_help
from bot.core.safety.folding import words
from bot.evaluation.sets import OWN, load
from bot.settings import Settings

TOO_ALIKE = 90
"""From this likeness to a text of the measuring sets on, a made sentence is left out (`tests/evaluation/test_no_leak.py`)."""


def learned() -> list[Example]:
    """Everything to learn from, each text once."""
    settings = Settings.from_env()
    found: dict[str, Example] = {}
    for topic in ContentFiles(settings.content_dir).topics().values():
        kind = topic.id if is_help(topic.id) else ""
        for language in Language:
            for question in topic.questions_in(language):
                found.setdefault(question, Example(question, kind, language))
    for example in lookalikes(settings.data_dir / "nood"):
        found.setdefault(example.text, example)
    for path in sorted((settings.data_dir / "nlu" / IN_CONVERSATION).glob("*.tsv")):
        # A few words in the middle of a conversation resemble many things.
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.partition("\t")[2]
            found.setdefault(text, Example(text, "", Language(path.stem)))
    for example in _unmeasured(list(sentences(settings.data_dir / "nood"))):
        found.setdefault(example.text, example)
    return list(found.values())


def _unmeasured(made: list[Example]) -> list[Example]:
    """Those that are not nearly a text of our own measuring sets: what is measured is never learned."""
    measuring = [_plain(text) for text in load(OWN).texts]
    likeness = process.cdist(
        [_plain(example.text) for example in made], measuring, scorer=fuzz.ratio, score_cutoff=TOO_ALIKE
    )
    return [example for example, row in zip(made, likeness, strict=True) if not row.any()]


def _plain(text: str) -> str:
    return " ".join(words(text))


def main() -> None:
    """Write the examples to standard output."""
    for example in learned():
        sys.stdout.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
