from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.contract import Language
from bot.core.voice.ear import Ear
from bot.core.voice.lexicon import Lexicon


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        ({"DUO": "Duo"}, "DUO en een duo", "Duo en een duo"),
        ({"website": "wepsait"}, "Website of website", "wepsait of wepsait"),
        ({"no. #": "number"}, "yes or no. See no. 5", "yes or no. See number 5"),
        ({"# dB": "decibel"}, "35 dB of 35dB, dB-Connect", "35 decibel of 35 decibel, dB-Connect"),
        ({"enz.": "enzovoort"}, "thee enz. Vraag enz. of niet", "thee enzovoort. Vraag enzovoort of niet"),
        ({"Veilig Thuis": "x y", "Veilig": "z"}, "Veilig  Thuis, Veilig", "x y, z"),
        ({"visio": "v"}, "info@visio.nl en visio.nl", "info@visio.nl en visio.nl"),
        ({}, "niets", "niets"),
    ],
)
def test_a_word_is_said_as_the_list_says_and_only_where_it_stands_on_its_own(
    words: dict[str, str], text: str, said: str
):
    assert Lexicon(words).apply(text) == said


def test_what_is_said_letter_by_letter_is_marked_so_that_two_in_a_row_get_a_pause():
    words = {"Wmo": "W M O", "Visio": "Viezie-oo", "d.w.z.": "dat wil zeggen"}

    assert Lexicon(words).apply("Wmo Visio d.w.z. x", ("<", ">")) == "<W M O> Viezie-oo dat wil zeggen x"


def test_a_change_of_the_list_is_heard_at_once():
    class Words:
        def __init__(self) -> None:
            self.now = {Language.DUTCH: {"Visio": "een"}}

        def spoken(self) -> dict[Language, dict[str, str]]:
            return self.now

    words = Words()
    ear = Ear(words)

    assert ear.write("Visio", Language.DUTCH) == "een."
    words.now = {Language.DUTCH: {"Visio": "twee"}}
    assert ear.write("Visio", Language.DUTCH) == "twee."


@pytest.mark.parametrize("word", ["İzin", "ızgara", "izin", "Straße", "\u017fo", "KNO-arts", "ΣΊΣΥΦΟΣ", "Кл."])
@pytest.mark.parametrize("change", [str, str.upper, str.lower, str.title])
def test_words_are_looked_for_as_widely_as_python_matches_them(word: str, change: Callable[[str], str]):
    text = f"zie {change(word)} hier"
    entry = Lexicon({word.lower(): "gezegd"})

    direct = re.compile(rf"(?<![\w@.])(?i:{re.escape(word.lower())})(?![\w@]|\.\w)")
    assert ("gezegd" in entry.apply(text)) == bool(direct.search(text))
