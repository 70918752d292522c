"""A claim without evidence is found; one with evidence is left alone."""

from __future__ import annotations

import pytest

from bot.adapters.content.evidence import unsupported
from bot.core.language import Language
from bot.core.partial_date import PartialDate
from bot.core.replies import Block, BlockType
from bot.core.topics import Evidence, Source, Text

SOURCE = Source(
    "rapport", "Rapport", "Voorbeeldgemeente", PartialDate(2019), "",
    (
        Evidence("In 2015 waren er ongeveer 2.000 cliënten bij 7 aanbieders; zie artikel 2.3.2."),
        Evidence("Het verlies is meer dan 0,3."),
    ),
)  # fmt: skip


def claims(words: str, language: Language = Language.DUTCH) -> list[str]:
    text = Text(language, "Titel", "", (Block(BlockType.TEXT, words, language),), (), "nl/proef.md")
    return unsupported(text, [SOURCE])


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("In 2015 waren er 2000 cliënten.", Language.DUTCH),
        ("Er waren zeven aanbieders.", Language.DUTCH),
        ("Zie artikel 2.3.2 van de Wmo.", Language.DUTCH),
        ("Dit schreef de Voorbeeldgemeente in 2019.", Language.DUTCH),
        ("1. Bel de gemeente.\n2. Wacht.", Language.DUTCH),
        ("There were 2,000 clients; the loss was 0.3.", Language.ENGLISH),
        ("في عام ٢٠١٥", Language.ARABIC),
    ],
)
def test_what_the_source_says_may_be_said(words: str, language: Language) -> None:
    assert claims(words, language) == []


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("In 2016 waren er 2000 cliënten.", "2016"),
        ("Er waren negen aanbieders.", "9"),
        ("Zie artikel 2.3.5 van de Wmo.", "2.3.5"),
        ("Bel dan de heer Verzonnen.", "Verzonnen"),
        ("Gebruik code 99X99.", "99X99"),
        ("Het kost €225.", "225"),
    ],
)
def test_what_no_source_says_is_found(words: str, claim: str) -> None:
    assert claim in claims(words)
