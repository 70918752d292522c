"""A claim without evidence is found; one with evidence is left alone."""

from __future__ import annotations

import pytest

from bot.adapters.content.evidence import unsupported, unsupported_sentences
from bot.contract import Language
from bot.core.partial_date import PartialDate
from bot.core.reply.reply import Block, BlockType
from bot.core.topics.topic import Evidence, Source, Text

SOURCE = Source(
    "rapport", "Rapport", "Voorbeeldgemeente", PartialDate(2019), "",
    (
        Evidence("In 2015 waren er ongeveer 2.000 cliënten bij 7 aanbieders; zie artikel 2.3.2."),
        Evidence("Het verlies is meer dan 0,3."),
    ),
)  # fmt: skip


def claims(words: str, language: Language = Language.DUTCH) -> list[str]:
    text = Text(language, "Titel", "", (Block(BlockType.TEXT, words, language),), (), "nl/proef.md")
    return [claim for wrong in unsupported(text, [SOURCE]) for claim in (*wrong.missing, *wrong.scattered)]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("In 2015 waren er 2000 cliënten.", Language.DUTCH),
        ("Er waren zeven aanbieders.", Language.DUTCH),
        ("Zie artikel 2.3.2 van de Wmo.", Language.DUTCH),
        ("Dit schreef de Voorbeeldgemeente in 2019.", Language.DUTCH),
        ("1. Bel de gemeente.\n2. Wacht.", Language.DUTCH),
        ("There were 2,000 clients. The loss was 0.3.", Language.ENGLISH),
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


def test_what_stands_in_two_lines_apart_may_not_be_put_together() -> None:
    assert claims("In 2015 was het verlies meer dan 0,3.") == ["2015", "0.3"]
    assert claims("Er waren 2000 cliënten. Het verlies is meer dan 0,3.") == []


def test_the_title_publisher_and_date_of_a_source_count_to_each_of_its_lines() -> None:
    assert claims("In het stuk uit 2019 noemt de Voorbeeldgemeente 7 aanbieders.") == []


def test_advice_and_what_is_not_known_only_name() -> None:
    organisations = Source("lijst", "Lijst", "Proef", None, "", (Evidence("Daar is Aap."), Evidence("Daar is Mies.")))
    said = ["Vraag het aan Aap of Mies.", "Van Aap en Mies weten wij niets."]
    for sentence in said:
        assert unsupported_sentences([sentence], Language.DUTCH, [organisations]) == [], sentence
    (wrong,) = unsupported_sentences(["Het werk van Aap en Mies is gratis."], Language.DUTCH, [organisations])
    assert wrong.message("dit antwoord") == (
        "'Aap', 'Mies': staat niet samen in één regel van een bron van dit antwoord: \"Het werk van Aap en Mies is gratis.\""
    )
