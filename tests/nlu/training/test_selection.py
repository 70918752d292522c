"""Which questions are learned from, with an encoder that needs no model."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.names.finder import NameFinder
from bot.nlu.topics.ridge import KernelSettings
from bot.nlu.training.examples import examples_with_questions, question_key, questions_of, read_left_out
from bot.nlu.training.questions import Asked
from bot.nlu.training.selection import SHARES, needless, weigher
from tests.nlu.topics.test_model import WordEncoder

ROOT = Path(__file__).parents[3]
NO_NAMES = NameFinder({}, {}, [])


def asked(topic: str, *texts: str, language: str = "nl") -> list[Asked]:
    return [Asked(f"vraag/{topic.replace('/', '.')}", language, text) for text in texts]


def left_out(questions: list[Asked]) -> list[str]:
    return [
        example.text
        for example in needless(examples_with_questions(questions, NO_NAMES), weigher(WordEncoder(), KernelSettings()))
    ]


NEAR = [
    f"wie betaalt de taxi naar de dagbesteding {number}" for number in ("een", "twee", "drie", "vier", "vijf", "zes")
]
APART = ["kan mijn moeder gehaald worden", "rit vergoed", "kilometers declareren voor de bus", "reiskosten"]
RIDES = asked("wmo-zg/vervoer", *NEAR, *APART)
WAITING = asked("wmo-zg/wachttijd", "hoe lang is de wachtlijst", "wachttijd", "duurt het lang", "wanneer aan de beurt")


def test_what_the_others_say_already_is_left_out() -> None:
    out = left_out([*RIDES, *WAITING])
    assert len([text for text in out if text in {*NEAR, *APART}]) == round(len(RIDES) * (1 - SHARES[-1]))
    assert set(out) & {*NEAR, *APART} <= set(NEAR)


def test_other_languages_and_what_is_about_something_else_stay_whole() -> None:
    weather = asked("buiten-bereik", "welk weer wordt het", "welk weer wordt het morgen", "wat voor weer wordt het")
    english = asked("wmo-zg/vervoer", "who pays the taxi", "who pays for the taxi", "who pays a taxi", language="en")
    out = set(left_out([*RIDES, *WAITING, *weather, *english]))
    assert not out & {question.text for question in [*weather, *english]}


def test_a_topic_with_one_question_keeps_it() -> None:
    assert "tolk" not in left_out([*RIDES, *asked("wmo-zg/tolk", "tolk")])


def test_a_question_that_is_left_out_is_not_learned_from_and_a_new_one_is() -> None:
    given = TrainingData([Message({INTENT: "vraag", TEXT: "hallo"})])
    questions = questions_of(given, [*RIDES, *WAITING], None, frozenset({question_key(RIDES[0])}))
    assert questions == [*RIDES[1:], *WAITING]


def test_the_same_words_may_be_needed_elsewhere() -> None:
    here, there = asked("wmo-zg/vervoer", "reiskosten"), asked("wmo-zg/declareren", "reiskosten")
    assert question_key(here[0]) != question_key(there[0])


def test_the_file_names_questions_that_there_are(tmp_path: Path) -> None:
    keys = read_left_out(ROOT / "data" / "nlu" / "left_out.txt")
    lines = (ROOT / "data" / "nlu" / "more_questions.tsv").read_text(encoding="utf-8").splitlines()
    known = {question_key(Asked(*line.split("\t", 2))) for line in lines}
    assert len(keys & known) > len(keys) / 2  # else the questions were replaced and `make select` was forgotten
    assert read_left_out(tmp_path / "none.txt") == frozenset()
