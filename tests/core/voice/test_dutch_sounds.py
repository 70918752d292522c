from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.voice.dutch_sounds import sounds_of, written
from bot.core.voice.tongues import TONGUES


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("gemeente", "x @ m ee n t @"),
        ("inburgering", "i n b u r x @ r i ng"),
        ("schrijftolk", "s x r ij f t o l k"),
        ("Thuis", "t ui s"),
        ("cliënt", "k l ie j @ n t"),
        ("Visio", "v ie s ie j oo"),
        ("ontheffing", "o n t h e f i ng"),
        ("advies", "a d v ie s"),
        ("bakken", "b a k @ n"),
        ("", ""),
    ],
)
def test_a_dutch_word_has_these_sounds(word: str, sounds: str):
    assert " ".join(sounds_of(word)) == sounds


@pytest.mark.parametrize("language", [language for language in Language if language is not Language.DUTCH])
def test_every_sound_can_be_written_in_every_language(language: Language):
    table = TONGUES[language].sounds

    for sound in [
        "a",
        "aa",
        "e",
        "ee",
        "i",
        "ie",
        "o",
        "oo",
        "u",
        "uu",
        "oe",
        "eu",
        "ui",
        "ij",
        "ou",
        "@",
        "b",
        "d",
        "f",
        "x",
        "h",
        "j",
        "k",
        "l",
        "m",
        "n",
        "ng",
        "p",
        "r",
        "s",
        "sj",
        "t",
        "v",
        "w",
        "z",
    ]:
        assert written((sound,), table), sound


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.UKRAINIAN, "хементе"),
        (Language.ARABIC, "خِمِينتِه"),
        (Language.TIGRINYA, "ኸሜንተ"),
        (Language.TURKISH, "hemeynte"),
    ],
)
def test_a_dutch_word_in_the_letters_of_another_language(language: Language, said: str):
    assert written(sounds_of("gemeente"), TONGUES[language].sounds) == said
