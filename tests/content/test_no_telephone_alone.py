"""For deaf readers no telephone number stands alone: beside it stands a way for who cannot call.

It holds for every answer, its short form, each short answer to one question, and for whom the directory says to call.
"""

from __future__ import annotations

import re

import pytest

from bot.adapters.content import ContentFiles
from bot.adapters.directory_files.reading import read_directory
from bot.contract import Language
from bot.core.topics.topic import Text
from bot.settings import ROOT, Settings

TOPICS = ContentFiles(Settings().content_dir).topics().values()
DIRECTORY = read_directory(ROOT / "content" / "directory")
SPOKEN_TO = {"phone"}
"""Channels that ask for hearing."""

_NUMBER = re.compile(r"(?<![\w-])(?:11[23](?!\w|\.\w)|0\d{2,3}[ -]?\d[\d -]{3,})|\(0\d{2,3}\)")
_OTHER_WAY = re.compile(r"112NL|[\w.]+@[\w.]+|\b[\w-]+\.(?:nl|org)\b")
"""An app, an e-mail address or a website."""
_CALL = re.compile(r"\b(?:bel|belt|bellen|telefoneer)\b", re.IGNORECASE)
_NOT_CALL = re.compile(
    r"mail|schrij|langs|erheen|ga naar|chat|app\b|112NL|formulier|website|niet (?:kan|kunt|kunnen) bellen|\.(?:nl|org)\b",
    re.IGNORECASE,
)


def parts(text: Text) -> list[tuple[str, str]]:
    """What is read in one go: the short form, the whole answer, and each short answer to one question."""
    said = [("short", text.short), ("answer", " ".join(block.text for block in text.blocks))]
    return said + [(facet.id, " ".join(block.text for block in facet.blocks)) for facet in text.facets]


def test_what_is_looked_for_is_found() -> None:
    for number in (
        "Bel 112.",
        "0800-2000",
        "030-2945444",
        "088 585 85 85",
        "(020) 797 89 48",
        "Chat op 113.nl of bel 113.",
    ):
        assert _NUMBER.search(number), number
    for other in ("113.nl", "de 30 uren", "iWmo 3.2", "artikel 2.3.2", "bericht 301", "2025-12-31"):
        assert not _NUMBER.search(other), other


@pytest.mark.parametrize("language", Language)
def test_no_telephone_number_stands_alone(language: Language) -> None:
    texts = [(topic.id, topic.texts[language]) for topic in TOPICS if language in topic.texts]
    numbered = [(id_, part, said) for id_, text in texts for part, said in parts(text) if _NUMBER.search(said)]

    assert len(numbered) > 10
    assert [(id_, part) for id_, part, said in numbered if not _OTHER_WAY.search(said)] == []


def test_nobody_is_told_to_call_without_another_way() -> None:
    told = [
        (topic.id, part, said)
        for topic in TOPICS
        for part, said in parts(topic.texts[Language.DUTCH])
        if _CALL.search(said)
    ]

    assert told
    assert [(id_, part) for id_, part, said in told if not _NOT_CALL.search(said)] == []


def test_who_has_a_number_in_the_directory_can_be_reached_without_it() -> None:
    ways: dict[str, set[str]] = {}
    for line in DIRECTORY.channels:
        ways.setdefault(line.owner, set()).add(line.kind)

    assert any(SPOKEN_TO & channels for channels in ways.values())
    assert [owner for owner, channels in ways.items() if channels <= SPOKEN_TO] == []
