"""No text of a measuring set, and no near copy of one, is a training example."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from bot.nlu.text import clean, fold, words

yaml = pytest.importorskip("ruamel.yaml")

ROOT = Path(__file__).resolve().parents[2]
SETS = Path(os.environ.get("KENNISPUNT_EVAL") or ROOT.parent / "shared" / "eval")
OWN = ROOT / "tests" / "evaluation" / "own"
TOO_ALIKE = 90
FEWEST_WORDS = 4
"""Shorter sayings ('dank je wel', 'hoeveel?') are everybody's; nothing is learned of a set by having them."""


def plain(text: str) -> str:
    return " ".join(fold(clean(text)).split()).strip(" .?!")


def measured(sets: Path) -> Iterator[str]:
    for path in sorted(sets.glob("*.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    for path in sorted(sets.glob("*.txt")):
        yield from (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#")
    for path in sorted(sets.glob("dialogues*.json")):
        yield from (turn["user"] for item in json.loads(path.read_text(encoding="utf-8")) for turn in item["turns"])


def trained() -> Iterator[str]:
    reader = yaml.YAML(typ="safe")
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in reader.load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in block:
                yield from (line.removeprefix("- ") for line in block["examples"].splitlines() if line.strip())
    for path in sorted((ROOT / "content" / "questions").glob("**/*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()
    for path in sorted((ROOT / "content").glob("*/**/*.md")):
        head = path.read_text(encoding="utf-8").split("---\n", 2)
        if len(head) == 3 and not head[0]:
            yield from (str(question) for question in reader.load(head[1]).get("questions") or ())


@pytest.mark.parametrize("sets", [SETS, OWN], ids=["development", "own"])
def test_no_measuring_text_is_trained_on(sets: Path) -> None:
    if not sets.is_dir():
        pytest.skip(f"no measuring sets in {sets}: set KENNISPUNT_EVAL")
    measuring = [text for text in map(plain, measured(sets)) if len(words(text)) >= FEWEST_WORDS]
    training = list(dict.fromkeys(map(plain, trained())))
    assert measuring
    assert len(training) > 1000
    likeness = process.cdist(measuring, training, scorer=fuzz.ratio, score_cutoff=TOO_ALIKE)
    copies = [
        f"{measuring[row]!r} ~ {training[int(likeness[row].argmax())]!r}"
        for row in range(len(measuring))
        if likeness[row].max() > TOO_ALIKE
    ]
    assert not copies
