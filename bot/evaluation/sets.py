"""The measuring sets: questions with the topics that answer them, and sentences about something else.

The form is that of the development sets (docs/understanding.md); any folder with such files can be measured on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.contract import OUT_OF_SCOPE, MentionKind
from bot.settings import ROOT

ENTITY_KINDS = tuple(str(kind) for kind in MentionKind if kind is not MentionKind.FUNCTION)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a set, and what a right answer to it is. `entities` is None where the set does not say."""

    group: str
    text: str
    language: str
    topics: tuple[str, ...]
    entities: Mapping[str, str] | None = None

    @property
    def outside(self) -> bool:
        """Whether the only right answer is that this is about something else."""
        return self.topics == (OUT_OF_SCOPE,)

    def accepts(self, topic: str | None) -> bool:
        """Whether this topic, or a finer one below an expected id, is right."""
        return topic is not None and any(topic == wanted or topic.startswith(f"{wanted}/") for wanted in self.topics)


@dataclass(frozen=True, slots=True)
class Sets:
    """Everything in a folder of measuring sets."""

    questions: tuple[Question, ...] = ()
    texts: tuple[str, ...] = field(default=(), repr=False)
    """Every text that a person says in it, for comparing with the training data."""


def folder() -> Path:
    """Where the sets are: `KENNISPUNT_EVAL`, by default the folder `../shared/eval` beside the project."""
    # Not one of the settings: the service never reads it, only measuring and tests do.
    return Path(os.environ.get("KENNISPUNT_EVAL") or ROOT.parent / "shared" / "eval")


_QUESTION_SETS = ("worker", "newcomer")
"""How the names of the sets begin whose questions stand alone and have a topic; others ask for one fact, or for 'unknown'."""

OWN = ROOT / "tests" / "evaluation" / "own"
"""The project's own sets, written by people who had not seen the example questions."""


def load_default() -> Sets:
    """The development sets, where they are at hand, and the project's own."""
    development = folder()
    sources = [development, OWN] if development.is_dir() else [OWN]
    found = [load(source) for source in sources]
    return Sets(
        tuple(question for sets in found for question in sets.questions),
        tuple(text for sets in found for text in sets.texts),
    )


def load(source: Path) -> Sets:
    """Read the folder; raises ValueError when it holds no sets."""
    said, questions = _of_rows(source)
    for path in sorted(source.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                said.append(line.strip())
                questions.append(Question(path.stem, line.strip(), "nl", (OUT_OF_SCOPE,)))
    for path in sorted(source.glob("dialogues*.json")):
        for item in json.loads(path.read_text(encoding="utf-8")):
            said.extend(turn["user"] for turn in item["turns"])
    if not said:
        raise ValueError(f"geen meetverzamelingen in {source}; zet KENNISPUNT_EVAL op een map die ze heeft")
    return Sets(tuple(questions), tuple(said))


def _of_rows(source: Path) -> tuple[list[str], list[Question]]:
    """Every text of the `.jsonl` files, and those of them that are questions with a topic."""
    said: list[str] = []
    questions: list[Question] = []
    for path in sorted(source.glob("*.jsonl")):
        for row in _rows(path):
            if "text" not in row:  # small cases that a test plays
                continue
            said.append(row["text"])
            if "topic" in row and path.stem.startswith(_QUESTION_SETS):
                topics = (row["topic"], *row.get("also", ()))
                questions.append(Question(path.stem, row["text"], row.get("lang", "nl"), topics, row.get("entities")))
    return said, questions


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
