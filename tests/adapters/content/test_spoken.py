"""`content/spoken/<language>.csv`: how words are said, live after an edit, and every mistake told with its line."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bot.adapters.content.files import ContentFiles, ContentReader
from bot.contract import Language

HEAD = "word,say,note\n"


def write(content: Path, name: str, text: str) -> Path:
    path = content / "spoken" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems(content: Path) -> list[str]:
    return [str(problem) for problem in ContentReader(content).read()[1]]


def test_words_are_read_per_language(content: Path) -> None:
    write(content, "nl.csv", HEAD + "Visio,Viezie-oo,\nno. #,nummer,alleen voor een getal\n")
    write(content, "en.csv", HEAD)

    assert ContentReader(content).read()[0].spoken == {
        Language.DUTCH: {"Visio": "Viezie-oo", "no. #": "nummer"},
        Language.ENGLISH: {},
    }


def test_without_lists_nothing_is_said_otherwise(content: Path) -> None:
    assert ContentReader(content).read()[0].spoken == {}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("xx.csv", HEAD, "content/spoken/xx.csv: 'xx' is geen taal van het kennispunt"),
        ("nl.csv", "woord,zeg,noot\n", "content/spoken/nl.csv:1: de kolommen moeten zijn: word,say,note"),
        ("nl.csv", HEAD + "a,b\n", "content/spoken/nl.csv:2: 2 kolommen waar er 3 horen"),
        ("nl.csv", HEAD + "a,,\n", "content/spoken/nl.csv:2: 'word' en 'say' moeten allebei gevuld zijn"),
        ("nl.csv", HEAD + "a,b,\na,c,\n", "content/spoken/nl.csv:3: 'a' staat er al"),
        ("nl.csv", HEAD + "a#,b,\n", "content/spoken/nl.csv:2: '#' staat alleen in 'word'"),
        ("nl.csv", HEAD + "a,b 2,\n", "content/spoken/nl.csv:2: schrijf het getal in 'b 2' als woord"),
        ("ar.csv", HEAD + "a,b,\n", "content/spoken/ar.csv:2: 'b' heeft Latijnse letters"),
        (
            "nl.csv",
            HEAD + "a,x b,\nb,c,\n",
            "content/spoken/nl.csv:2: in 'x b' staat een woord dat zelf in de lijst staat",
        ),
        ("nl.csv", HEAD + 'a,"b,\n', "content/spoken/nl.csv:2: hier staat een aanhalingsteken te veel of te weinig"),
    ],
)
def test_a_mistake_is_told_with_its_line(content: Path, name: str, text: str, told: str) -> None:
    write(content, name, text)

    (problem,) = problems(content)
    assert problem.startswith(told)


def test_an_edit_is_heard_at_once_and_a_broken_one_leaves_the_last_good_list(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.content.files._LOOK_AGAIN_SECONDS", 0)
    path = write(content, "nl.csv", HEAD + "Visio,een,\n")
    files = ContentFiles(content)
    before = files.spoken()

    assert files.spoken() is before
    path.write_text(HEAD + "Visio,twee,\n", encoding="utf-8")
    os.utime(path, (time.time() + 9, time.time() + 9))
    assert files.spoken() == {Language.DUTCH: {"Visio": "twee"}}
    path.write_text(HEAD + "Visio,,\n", encoding="utf-8")
    assert files.spoken() == {Language.DUTCH: {"Visio": "twee"}}
    assert files.problems()
