"""The words that `sources.yml` quotes of the papers at hand stand in those papers."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.adapters.content import ContentFiles
from bot.core.topics.topic import Seen
from bot.settings import ROOT, Settings

REFERENCE = Path(os.environ.get("KENNISPUNT_REFERENCE", ROOT.parent / "shared" / "reference")) / "sources"
PAPERS = {
    "vng-2019": "alv-2019-jeugd-en-wmo-zg.txt",
    "vng-2021": "alv-2021-inburgering-zintuiglijk.txt",
}
SOURCES = ContentFiles(Settings().content_dir).sources()


def plain(words: str) -> str:
    """Words without line ends and marks of lists, which a quotation leaves out."""
    words = re.sub(r"^\s*(?:[a-c\d]\.|[•o-])\s+", " ", words, flags=re.MULTILINE)
    words = re.sub(r"-\s+(?=\w)", "-", words)  # 'VNG-' at a line's end and 'website' on the next
    return " ".join(words.split())


@pytest.mark.parametrize(("source_id", "name"), PAPERS.items())
def test_quoted_words_stand_in_the_paper(source_id: str, name: str) -> None:
    path = REFERENCE / name
    if not path.is_file():
        pytest.skip(
            f"the paper {name} is not in {REFERENCE}; set KENNISPUNT_REFERENCE to the folder that holds sources/"
        )
    paper = plain(path.read_text(encoding="utf-8"))
    quoted = [line.words for line in SOURCES[source_id].evidence if line.words]
    assert len(quoted) > len(SOURCES[source_id].evidence) / 2, "nearly nothing is quoted: this compares nothing"
    for words in quoted:
        for part in re.split(r"\[…\]|…", words):
            assert plain(part) in paper, f"{source_id}: {part!r} does not stand in {name}"


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_line_without_words_says_why(source_id: str) -> None:
    """That only the service itself can be seen holds for the service alone."""
    for line in SOURCES[source_id].evidence:
        assert line.words or line.seen, f"{source_id}: {line.fact}"
        assert (line.seen is Seen.SERVICE) <= (source_id == "kennispunt"), f"{source_id}: {line.fact}"
