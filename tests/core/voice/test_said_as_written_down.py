"""What is written and what is said of it, sentence by sentence: `sentences/<language>.csv`, with the editors' own word lists."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bot.adapters.content.problems import Problems
from bot.adapters.content.spoken import read_spoken
from bot.contract import Language
from bot.core.voice.ear import Ear

CONTENT = Path(__file__).parents[3] / "content"
SPOKEN = read_spoken(CONTENT, Problems(CONTENT))


class Words:
    def spoken(self) -> dict[Language, dict[str, str]]:
        return SPOKEN


EAR = Ear(Words())


def sentences(language: Language) -> list[tuple[str, str]]:
    with (Path(__file__).parent / "sentences" / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["written"], row["spoken"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("language", Language)
def test_each_language_has_sixty_sentences_or_more(language: Language):
    assert len(dict(sentences(language))) >= 60


@pytest.mark.parametrize(
    ("language", "written", "spoken"), [(language, *pair) for language in Language for pair in sentences(language)]
)
def test_a_sentence_is_said_as_its_table_says(language: Language, written: str, spoken: str):
    assert EAR.write(written, language) == spoken


@pytest.mark.parametrize("language", Language)
def test_what_is_said_stays_the_same_when_it_is_written_for_the_ear_again(language: Language):
    assert [said for _, said in sentences(language) if EAR.write(said, language) != said] == []


@pytest.mark.parametrize("language", [Language.ARABIC, Language.PERSIAN, Language.UKRAINIAN, Language.TIGRINYA])
def test_no_latin_letter_is_left_for_another_voice(language: Language):
    assert [said for _, said in sentences(language) if any("A" <= letter <= "z" for letter in said)] == []
