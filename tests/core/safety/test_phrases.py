"""Which phrases stand in a row of words: each is looked for only where a word of it occurs."""

from __future__ import annotations

import pytest

from bot.core.safety.phrases import HARMLESS, Phrases

_KIND = "nood/medisch"


@pytest.mark.parametrize(
    ("phrase", "words", "there"),
    [
        ("ik stik", "help ik stik", True),
        ("ik stik", "ik verstik", False),
        ("krijg/heb geen lucht", "ik heb geen lucht", True),
        ("krijg/heb geen lucht", "ik voel geen lucht", False),
        ("sla* mij", "hij slaat mij", True),
        ("*vallen", "zij is omgevallen", True),
        ("*vallen *aal", "omgevallen in de zaal", False),
        ("*vallen *aal", "omgevallen zaal", True),
        ("?nu bel*", "ik bel", True),
        ("bloed .. veel", "bloed en dat is veel", True),
        ("bloed .. veel", "bloed en dat is nu heel veel", False),
        ("bloed ?heel veel", "bloed veel", True),
    ],
)
def test_a_phrase_is_found_as_it_is_written_down(phrase: str, words: str, there: bool):
    assert Phrases({_KIND: [phrase]}).kinds(words.split()) == ({_KIND} if there else set())


def test_a_phrase_of_which_every_word_may_be_another_is_still_looked_for():
    assert Phrases({_KIND: ["?nu *aal"]}).kinds(["zaal"]) == {_KIND}


def test_what_is_harmless_is_taken_away_from_the_first_word_on_and_once():
    phrases = Phrases({HARMLESS: ["ik stik van", "stik van de warmte"], _KIND: ["van de warmte"]})

    assert phrases.telling(["ik", "stik", "van", "de", "warmte"]) == ["·", "·", "·", "de", "warmte"]
    assert phrases.telling(["stik", "van", "de", "warmte"]) == ["·"] * 4


def test_of_two_harmless_phrases_that_begin_at_a_word_the_one_named_first_counts():
    phrases = Phrases({HARMLESS: ["ik stik", "ik stik van de warmte"]})

    assert phrases.telling(["ik", "stik", "van", "de", "warmte"]) == ["·", "·", "van", "de", "warmte"]


def test_words_without_letters_are_no_phrase():
    with pytest.raises(ValueError, match="no words"):
        Phrases({_KIND: [".."]})


def test_an_ordinary_word_that_sounds_like_another_is_only_compared_as_it_is_written():
    phrases = Phrases({_KIND: ["zehir*"]}, as_written=["şehir"])

    assert phrases.kinds(["sehir"]) == set()
    assert phrases.kinds(["zehir"]) == phrases.kinds(["zehirlendim"]) == {_KIND}
