"""What holds of every text that is written for the ear."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.contract import Language
from bot.core.voice.ear import Ear
from bot.core.voice.telephone import groups
from bot.core.voice.tongues import TONGUES

EAR = Ear()
LANGUAGES = st.sampled_from(list(Language))
WORDS = st.sampled_from(
    ["huis", "VNG", "€ 225", "12,50", "1.250", "112", "113.nl", "088 555 0101", "305", "uur", "15%", "3.2", "2.3.2", "art. 3",
     "10-20", "9:30", "22-05-2027", "LTA", "Wmo-zg", "B1", "(tolk)", "و", "ሰብ", "слово", "٢٢٥", "06", "12345678", "–", "&", "+31 6 12345678",
     "info@voorbeeld.example.nl", "18e", "0,05", "€ 1,5 miljoen", "**let op**", ".", ",", "?", "4", "1.250.000", "x"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=8).map(" ".join), st.text(max_size=40))


@given(TEXTS, LANGUAGES)
@settings(max_examples=400, deadline=None)
def test_twice_is_the_same_as_once(text: str, language: Language):
    once = EAR.write(text, language)

    assert EAR.write(once, language) == once


@given(st.lists(WORDS, max_size=8).map(" ".join), LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_no_figures_are_left_that_a_voice_reads_otherwise(text: str, language: Language):
    said = EAR.write(text, language)

    assert not re.search(r"\d{7,}|\b0\d|\d[.,:/]\d|[€%]", said)


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True), LANGUAGES)
@settings(max_examples=200, deadline=None)
def test_a_telephone_number_loses_no_digit(number: str, language: Language):
    tongue = TONGUES[language]

    assert "".join(groups(number)) == number
    said = EAR.write(number, language).rstrip(".").replace(tongue.pause.strip(), "").split()
    assert said == tongue.one_by_one(number).split()


@given(st.lists(st.sampled_from(["huis", "mensen", "vraag", "straat", "bericht"]), min_size=1, max_size=9))
@settings(deadline=None)
def test_words_without_figures_or_abbreviations_are_all_said(words: list[str]):
    assert EAR.write(" ".join(words), Language.DUTCH) == " ".join(words) + "."


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0885550101", ("088", "555", "01", "01")),
        ("0305550101", ("030", "555", "01", "01")),
        ("0318555010", ("0318", "55", "50", "10")),
        ("0612345678", ("06", "12", "34", "56", "78")),
        ("08002000", ("0800", "2000")),
        ("08005550101", ("0800", "555", "0101")),
    ],
)
def test_a_number_is_cut_behind_its_area_code(number: str, said: tuple[str, ...]):
    assert groups(number) == said
