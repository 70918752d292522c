"""Questions in files of their own are learned from like those at the head of an answer, and checked with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.content.files import ContentFiles, ContentReader
from bot.adapters.training_data.questions import more_questions, topics_nlu
from bot.contract import Language


def add(content: Path, name: str, text: str) -> None:
    path = content / "questions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_they_are_learned_from_in_every_language_and_never_shown(content: Path) -> None:
    add(content, "nl/proef/koffie.txt", "Mevrouw wil iets warms drinken.\r\n\n  hete drank bij balie  \nthee?\nsap?\n")
    add(content, "tr/proef/koffie.txt", "Kahve kaç para?\n")
    topic = ContentFiles(content).topic("proef/koffie")
    assert topic.questions_in(Language.DUTCH)[2:4] == ("Mevrouw wil iets warms drinken.", "hete drank bij balie")
    assert topic.questions_in(Language.TURKISH) == ("Kahve kaç para?",)
    assert topic.text(Language.DUTCH).questions == ("Wat kost de koffie?", "koffie prijs")
    given = topics_nlu({topic.id: topic})
    assert "    - Wat kost de koffie?\n" in given
    assert "    - thee?\n" in given
    assert more_questions({topic.id: topic}).splitlines() == [
        "vraag/proef.koffie\tnl\tsap?",
        "vraag/proef.koffie\ttr\tKahve kaç para?",
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("nl/proef/koffie.txt", "iets\nthee prijs?\n", "koffie.txt:2"),
        ("nl/proef/koffie.txt", "iets\niets\n", "de vraag 'iets' staat ook al hier"),
        ("nl/proef/melk.txt", "melk?\n", "er is geen Nederlands bestand nl/proef/melk.md"),
        ("xx/proef/koffie.txt", "iets\n", "'xx' is geen taal"),
        ("nl/proef/koffie.txt", "a" * 2001, "te lang"),
    ],
)
def test_mistakes_are_reported(content: Path, name: str, text: str, said: str) -> None:
    add(content, name, text)
    problems = [str(problem) for problem in ContentReader(content).read()[1]]
    assert any(said in problem for problem in problems), problems
