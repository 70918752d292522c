"""Where one question of a message ends and the next begins."""

from __future__ import annotations

import pytest

from bot.contract import MOST_QUESTIONS
from bot.nlu.context.parts import cut, question_of, spans


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wat kost de tram?", ["Wat kost de tram?"]),
        ("wat kost de tram", ["wat kost de tram"]),
        ("", [""]),
        ("Wat kost de tram? En hoe lang duurt het?", ["Wat kost de tram?", "En hoe lang duurt het?"]),
        ("Ik woon in Voorbeeldstad. Wat kost de tram?", ["Ik woon in Voorbeeldstad. Wat kost de tram?"]),
        (
            "Mijn vader is oud. Wat kost de tram? Hij wil mee. Mag dat gratis? Alvast bedankt.",
            ["Mijn vader is oud. Wat kost de tram?", "Hij wil mee. Mag dat gratis? Alvast bedankt."],
        ),
        ("Drie dingen: 1) wat kost de tram, 2) wie rijdt, 3) hoe lang", ["wat kost de tram", "wie rijdt", "hoe lang"]),
        ("1. wat kost het\n2. wie doet het", ["wat kost het", "wie doet het"]),
        ("Echt?", ["Echt?"]),
        ("كم السعر؟ ومن يدفع ذلك؟", ["كم السعر؟", "ومن يدفع ذلك؟"]),
        ("Kan 12.30 uur? Ja.", ["Kan 12.30 uur? Ja."]),
    ],
)
def test_questions_of_a_message(text: str, found: list[str]) -> None:
    assert pieces(text) == found


def test_of_forty_questions_the_first_few_are_taken() -> None:
    assert len(spans(" ".join(f"Wat kost nummer {number}?" for number in range(40)))) == MOST_QUESTIONS


def test_one_sentence_is_cut_where_both_halves_ask() -> None:
    text = "wat kost de tram naar huis en hoe lang duurt de rit"
    asked = []

    def both(first: tuple[int, int], second: tuple[int, int]) -> bool:
        asked.append((text[slice(*first)], text[slice(*second)]))
        return True

    assert [text[start:end] for start, end in cut(text, both)] == [
        "wat kost de tram naar huis",
        "hoe lang duurt de rit",
    ]
    assert asked == [("wat kost de tram naar huis", "hoe lang duurt de rit")]


@pytest.mark.parametrize("text", ["bus en tram naar huis", "wat kost de tram naar mijn huis in de stad"])
def test_a_short_sentence_or_one_without_and_is_left_whole(text: str) -> None:
    assert cut(text, lambda *_: True) == [(0, len(text))]


def test_a_sentence_whose_halves_do_not_both_ask_is_left_whole() -> None:
    text = "wat kost de tram naar huis en hoe lang duurt de rit"
    assert cut(text, lambda *_: False) == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Mijn vader is oud. Hij wil mee. Wat kost de tram? Dank.", "Wat kost de tram? Dank."),
        ("Wat kost de tram?", "Wat kost de tram?"),
        ("Mijn vader is oud.", "Mijn vader is oud."),
    ],
)
def test_the_question_of_a_story(text: str, question: str) -> None:
    assert text[question_of(text) :] == question
