"""What the recognition of danger works with: phrases a language, sentences that only look like it, and what was learned."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.core.safety.concepts import Concepts
from bot.core.safety.detector import GROUP, DangerKind, Detector
from bot.core.safety.folding import words
from bot.core.safety.linear import Weights
from bot.core.safety.phrases import HARMLESS, Phrases

THRESHOLD = 0.6
"""The model's likelihood from which it counts; chosen in docs/understanding.md, 'People in danger'."""


def detector(folder: Path, directory: Path) -> Detector:
    """The detector on the files of `folder`; raises OSError or ValueError when they cannot be read.

    `directory` has the files of the directory: the names of municipalities tell of no danger.
    """
    known = Phrases(phrases(folder), as_written(folder))
    return Detector(known, weights(folder), THRESHOLD, place_words(directory))


def place_words(directory: Path) -> frozenset[str]:
    """The words, folded, that are nothing but the name of a municipality: not those that are ordinary words too."""
    ordinary = {row["name"] for row in _rows(directory / "ambiguous.csv") if row["kind"] == "word"}
    names = [row["name"] for row in _rows(directory / "municipalities.csv") if row["name"] not in ordinary]
    return frozenset(found[0] for name in names if len(found := words(name)) == 1)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def phrases(folder: Path) -> dict[str, list[str]]:
    """The phrases of all languages a kind (a topic id, or `HARMLESS`); raises ValueError for what is no phrase."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((folder / "phrases").glob("*.txt")):
        for kind, phrase in headed_lines(path):
            found[kind].append(phrase)
    return dict(found)


def as_written(folder: Path) -> list[str]:
    """The words that count as they are written, not by their sound."""
    lines = (folder / "as_written.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def headed_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line with the kind of danger of the heading above it; raises ValueError with file and line for another heading."""
    kind = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        written = line.strip()
        if written.startswith("["):
            name = written.strip("[]")
            kind = name if name == HARMLESS else f"{GROUP}/{name}"
            if kind not in {HARMLESS, *DangerKind}:
                raise ValueError(f"{path.name}:{number}: geen soort nood '{name}'")
        elif written and not written.startswith("#") and " = " not in written:
            if not kind:
                raise ValueError(f"{path.name}:{number}: geen kop boven '{written}'")
            yield kind, written


def concepts(folder: Path) -> Concepts:
    """The words of all languages a concept; raises ValueError for a line that is none."""
    paths = sorted((folder / "words").glob("*.txt"))
    return Concepts({path.stem: path.read_text(encoding="utf-8").splitlines() for path in paths})


def weights(folder: Path) -> Weights:
    """What was learned; raises OSError when it was not learned yet."""
    data = json.loads((folder / "weights.json").read_text(encoding="utf-8"))
    of = {feature: tuple(values) for feature, values in data["weights"].items()}
    return Weights(tuple(data["kinds"]), tuple(data["biases"]), of, concepts(folder))
