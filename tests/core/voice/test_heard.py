"""What counts as speech: silence, noise and music say nothing, and a doubtful word is told as one."""

from __future__ import annotations

import pytest

from bot.core.voice.heard import Heard, Piece, Word, heard


def piece(text: str, *, likely: float = -0.4, silent: float = 0.02, repeated: float = 1.0, words: tuple = ()) -> Piece:
    return Piece(text, tuple(Word(*word) for word in words), likely, silent, repeated)


def test_the_words_of_all_pieces():
    assert heard([piece(" Hoe lang"), piece("  duurt het? ")], 3.5) == Heard("Hoe lang duurt het?", (), 3.5)


def test_nobody_spoke():
    assert heard([], 2.0) == Heard("", (), 2.0)


@pytest.mark.parametrize(
    "text",
    ["MUZIEK.", " *muziek*", "[Music]", "♪ ♪", "...", "TV GELDERLAND 2021", "Ondertiteling door Voorbeeld", "Thank you for watching!",
     "Bedankt voor het kijken", "МУЗИКА", "(موسيقى)", "Altyazı M.K.", "Napisy stworzone przez Voorbeeld"],
)  # fmt: skip
def test_what_a_recogniser_makes_of_music_and_silence(text: str):
    assert heard([piece(text)], 4.0).text == ""


@pytest.mark.parametrize("text", ["Ik hoor graag muziek.", "Wie doet de ondertiteling?", "112", "Ja", "Dank u.", "нет"])
def test_the_same_words_in_a_question_count(text: str):
    assert heard([piece(text)], 4.0).text == text


@pytest.mark.parametrize(
    "doubted",
    [
        piece("Ja ja ja ja ja", repeated=3.1),
        piece("Kijk dan.", silent=0.9, likely=-0.8),
        piece("Uh vlam.", likely=-2.1),
    ],
)
def test_what_is_hardly_speech(doubted: Piece):
    assert heard([doubted], 4.0).text == ""


def test_a_quiet_voice_is_heard():
    assert heard([piece("Wat kost een tolk?", silent=0.8, likely=-0.3)], 4.0).text == "Wat kost een tolk?"


def test_doubtful_words_are_told_once_and_bare():
    words = ((" Wat", 0.9), (" kost", 0.4), (" een", 0.1), (" “doventolk?”", 0.3), (" Kost", 0.8), (" kost", 0.2))
    assert heard([piece("Wat kost een doventolk?", words=words)], 2.0).unsure == ("kost", "doventolk")
