"""What the recognition of danger learns from beside the example questions: sentences written in short, and look-alikes.

In `examples/<language>.txt` a line stands for several sentences: `{a|b}` is one of both, `@name` one of a list
(`@name = a|b`), a heading `[medisch]` says what the lines below it are about. `lookalikes/<language>.txt` has messages that
only look like danger, one a line.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.danger.files import headed_lines
from bot.core.safety.phrases import HARMLESS

PER_LINE = 24
"""So many sentences at most are made of one line: enough for each choice to occur, few enough to learn in minutes."""
_CHOICE = re.compile(r"\{([^{}]*)\}")
_LIST = re.compile(r"@(\w+)\s*=\s*(.+)")
_NAME = re.compile(r"@(\w+)")


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from: the help topic it is about, or '' for none, and the language it is in."""

    text: str
    kind: str
    language: str


def lookalikes(folder: Path) -> Iterator[Example]:
    """Each message of the folder that only looks like danger."""
    for path in sorted((folder / "lookalikes").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield Example(line.strip(), "", path.stem)


def sentences(folder: Path) -> Iterator[Example]:
    """Each sentence of the folder that is written in short; raises ValueError for a list that is not there."""
    for path in sorted((folder / "examples").glob("*.txt")):
        lists = _lists(path)
        for kind, line in headed_lines(path):
            for made in _made_of(line, lists):
                yield Example(made, "" if kind == HARMLESS else kind, path.stem)


def _lists(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {found[1]: found[2] for found in map(_LIST.fullmatch, lines) if found}


def _made_of(line: str, lists: dict[str, str]) -> list[str]:
    """At most `PER_LINE` different sentences, the same ones each time."""
    chooser = random.Random(line)  # noqa: S311 (a sample, no secret)
    made = dict.fromkeys(_one(line, lists, chooser) for _ in range(2 * PER_LINE))
    return list(made)[:PER_LINE]


def _one(line: str, lists: dict[str, str], chooser: random.Random) -> str:
    text = line
    while found := _CHOICE.search(text):
        text = text[: found.start()] + chooser.choice(found[1].split("|")) + text[found.end() :]
    while name := _NAME.search(text):
        if name[1] not in lists:
            raise ValueError(f"geen lijst '@{name[1]}' voor '{line}'")
        text = text[: name.start()] + chooser.choice(lists[name[1]].split("|")) + text[name.end() :]
    return " ".join(text.split())
