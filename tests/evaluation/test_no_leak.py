"""No text of a measuring set, and no near copy of one, is a training example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rapidfuzz import fuzz, process

from bot.contract import FACETS, IN_CONVERSATION, FacetLine
from bot.evaluation.sets import OWN, folder, load
from bot.nlu.text.cleaning import clean, fold, words
from bot.settings import ROOT
from tools import danger_examples

TOO_ALIKE = 90
FEWEST_WORDS = 4
"""Shorter sayings ('dank je wel', 'hoeveel?') are everybody's; nothing is learned of a set by having them."""


def plain(text: str) -> str:
    return " ".join(fold(clean(text)).split()).strip(" .?!")


def trained() -> Iterator[str]:
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in block:
                yield from (line.removeprefix("- ") for line in block["examples"].splitlines() if line.strip())
    for path in sorted((ROOT / "content" / "questions").glob("**/*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()
    for path in sorted((ROOT / "content").glob("*/**/*.md")):
        head = path.read_text(encoding="utf-8").split("---\n", 2)
        if len(head) == 3 and not head[0]:
            yield from (str(question) for question in yaml.safe_load(head[1]).get("questions") or ())
    for path in sorted((ROOT / "data" / "nlu" / IN_CONVERSATION).glob("*.tsv")):
        yield from (line.partition("\t")[2] for line in path.read_text(encoding="utf-8").splitlines())
    for line in (ROOT / "data" / "nlu" / FACETS).read_text(encoding="utf-8").splitlines():
        what, *_, said = line.split("\t")
        if what == FacetLine.ASKED:
            yield said
    yield from (example.text for example in danger_examples.learned())


def copies_of(sets: Path) -> list[str]:
    """Each text of the sets with the training text that it is too much like."""
    measuring = [text for text in map(plain, load(sets).texts) if len(words(text)) >= FEWEST_WORDS]
    training = list(dict.fromkeys(map(plain, trained())))
    assert measuring
    assert len(training) > 1000
    likeness = process.cdist(measuring, training, scorer=fuzz.ratio, score_cutoff=TOO_ALIKE)
    return [
        f"{measuring[row]!r} ~ {training[int(likeness[row].argmax())]!r}"
        for row in range(len(measuring))
        if likeness[row].max() > TOO_ALIKE
    ]


@pytest.mark.skipif(not folder().is_dir(), reason=f"no development sets in {folder()}: set KENNISPUNT_EVAL")
def test_no_text_of_the_development_sets_is_trained_on() -> None:
    assert copies_of(folder()) == []


def test_no_text_of_our_own_sets_is_trained_on() -> None:
    assert copies_of(OWN) == []
