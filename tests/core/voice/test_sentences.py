"""A recording by sentence: none lost, none cut in two, one that changes language kept together."""

from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.reply.reply import SpokenPart
from bot.core.voice.sentences import sentences

NL, EN = Language.DUTCH, Language.ENGLISH


def said(*parts: SpokenPart) -> list[list[str]]:
    return [[f"{part.language}: {part.text}" for part in one] for one in sentences(parts)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Zes weken. Vraag het de gemeente! Weet u dat?", NL, ["Zes weken.", "Vraag het de gemeente!", "Weet u dat?"]),
        ("Bel nul acht acht, vijf vijf vijf.", NL, ["Bel nul acht acht, vijf vijf vijf."]),
        ("ما هذا؟ هذا جواب.", Language.ARABIC, ["ما هذا؟", "هذا جواب."]),
        ("ሰላም። ከመይ፧", Language.TIGRINYA, ["ሰላም።", "ከመይ፧"]),
        ("Zonder punt", NL, ["Zonder punt"]),
        ("Een. – Twee.", NL, ["Een.", "– Twee."]),
        (" . ! ", NL, []),
        ("", NL, []),
    ],
)
def test_one_part(text: str, language: Language, expected: list[str]) -> None:
    assert said(SpokenPart(text, language)) == [[f"{language}: {one}"] for one in expected]


def test_a_sentence_in_two_languages_stays_one() -> None:
    found = said(
        SpokenPart("Er is hulp. Zeg dan", NL), SpokenPart("I need help", EN), SpokenPart("en wacht. Klaar.", NL)
    )
    assert found == [["nl: Er is hulp."], ["nl: Zeg dan", "en: I need help", "nl: en wacht."], ["nl: Klaar."]]


def test_all_words_are_said_in_their_order() -> None:
    parts = (SpokenPart("Een twee. Drie: vier; vijf. Zes", NL), SpokenPart("seven. Eight", EN))
    words = " ".join(part.text for one in sentences(parts) for part in one).split()
    assert words == " ".join(part.text for part in parts).split()
