"""Collecting what is wrong with the content."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.core.topics.port import Problem
from bot.core.topics.problems import is_explained, told_once

_DUTCH_FIRST = ("sources.yml", "grounds.yml", "directory/", "nl/")
"""What other files rest on comes first."""


@dataclass(slots=True)
class Problems:
    """Collects what is wrong, so that an editor sees every mistake at once. Paths are shown relative to the parent of `root`.

    `explained` holds the causes (`bot.core.topics.problems`) of which a problem already says what is wrong.
    """

    root: Path
    found: list[Problem] = field(default_factory=list)
    explained: set[str] = field(default_factory=set)

    def add(self, path: Path, line: int, message: str, *, cause: str = "") -> None:
        """Note one mistake; `line` counts from 1, 0 means the whole file."""
        shown = path.relative_to(self.root.parent) if path.is_relative_to(self.root.parent) else path
        self.found.append(Problem(shown.as_posix(), line, message, cause))

    def explain(self, path: Path, part: str = "") -> None:
        """What is wrong with this file (or this part of it) has been noted: what follows from it need not be."""
        name = path.relative_to(self.root).as_posix()
        self.explained.add(f"{name}#{part}" if part else name)

    def explains(self, cause: str) -> bool:
        """Whether it has been noted what is wrong with this cause."""
        return is_explained(cause, self.explained)

    def told(self) -> tuple[Problem, ...]:
        """Each mistake once, in the order of the files, those that others rest on first."""
        return told_once(sorted(self.found, key=self._place), self.explained)

    def _place(self, problem: Problem) -> tuple[int, str, int, str]:
        inside = problem.path.removeprefix(f"{self.root.name}/")
        first = next((rank for rank, start in enumerate(_DUTCH_FIRST) if inside.startswith(start)), len(_DUTCH_FIRST))
        return first, problem.path, problem.line, problem.message
