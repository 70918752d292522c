"""More example questions: `content/questions/<language>/<topic>.txt`, one question a line.

They are learned from and shown to nobody. They stand apart from the answer's own file, so that the facts at the head
of an answer fit on one screen, with the three questions that may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.adapters.content.front_matter import read_text
from bot.adapters.content.problems import Problems
from bot.contract import Language

FOLDER = "questions"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """One file's questions, each with the line it stands on (from 1)."""

    path: Path
    topic: str
    language: Language
    lines: tuple[tuple[int, str], ...]


def read_questions(path: Path, root: Path, problems: Problems) -> QuestionFile | None:
    """Read one file; None after noting why it cannot be read or is in a folder of no language."""
    language, *topic = path.relative_to(root / FOLDER).with_suffix("").parts
    if language not in set(Language):
        problems.add(path, 0, f"'{language}' is geen taal van het kennispunt; kies uit: {', '.join(Language)}")
        return None
    text = read_text(path, problems)
    if text is None:
        return None
    lines = tuple((number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip())
    for number, line in lines:
        if len(line) > _LONGEST:
            problems.add(path, number, f"de vraag is te lang: hooguit {_LONGEST} tekens")
    return QuestionFile(path, "/".join(topic), Language(language), lines)
