from __future__ import annotations

import pytest

from bot.nlu.text.cleaning import MAX_CHARACTERS, clean, fold, sentences


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  Hallo   daar ", "Hallo daar"),
        ("Wat is de Wmo 👍🏽?", "Wat is de Wmo ?"),
        ("h\u200ballo", "hallo"),
        ("hеlp mij", "help mij"),  # the e is Cyrillic
        ("допоможіть", "допоможіть"),
        ("ﬁets", "fiets"),
        ("neeeeeee", "nee"),
        ("regel een\n\n  regel twee ", "regel een\nregel twee"),
        ("\x00\x07", ""),
        ("wie betaalt het v e r v o e r?", "wie betaalt het vervoer?"),
        ("W i e   b e t a a l t   h e t   v e r v o e r ?", "Wie betaalt het vervoer ?"),
        ("plan a b of c", "plan a b of c"),
        ("Wíé bétààlt hét vérvôér?", "Wie betaalt het vervoer?"),
        ("vóór 1 mei bij Bartiméus, één keer", "vóór 1 mei bij Bartiméus, één keer"),
        ("görüşü düşünüyorum", "görüşü düşünüyorum"),
        ("Kto zapłaci ółóżą", "Kto zapłaci ółóżą"),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_clean_reads_no_more_than_the_longest_message() -> None:
    assert len(clean("abc " * 5000)) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Bartiméus", "bartimeus"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("їжак й", "їжак й"),
        ("Łódź", "lodz"),
        ("كيف", "کیف"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_sentences_keep_their_questions() -> None:
    text = "Ik heb een cliënt van 80. Hij ziet slecht. Wie betaalt dat?"
    assert sentences(text) == ["Ik heb een cliënt van 80.", "Hij ziet slecht.", "Wie betaalt dat?"]
