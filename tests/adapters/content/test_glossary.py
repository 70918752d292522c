"""A word that a glossary says to avoid is named, with file, line and what to use."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.content.files import ContentReader
from bot.adapters.content.whole import check_glossaries

KOFFIE = "nl/proef/koffie.md"
HEAD = "dutch,use,avoid,note\n"


def glossary(content: Path, language: str, text: str) -> None:
    path = content / f"glossary/{language}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def problems(content: Path) -> list[str]:
    return [str(problem) for problem in check_glossaries(content, ContentReader(content).read()[0])]


def test_without_a_glossary_nothing_is_said(content: Path) -> None:
    assert problems(content) == []


def test_a_word_to_avoid_is_named_with_what_to_use(content: Path) -> None:
    glossary(content, "nl", HEAD + "loket,balie,naar het  loket|oude balie,Eén woord.\n")
    assert problems(content) == [
        f"content/{KOFFIE}:26: 'naar het loket' (loket): gebruik 'balie', zie glossary/nl.csv",
        "content/nl/proef/thee.md:26: 'naar het loket' (loket): gebruik 'balie', zie glossary/nl.csv",
    ]


def test_a_dutch_word_between_brackets_is_seen_through(content: Path) -> None:
    path = content / "en/proef/koffie.md"
    path.write_text(path.read_text(encoding="utf-8") + "Send a report ([melding]{lang=nl}).\n", encoding="utf-8")
    glossary(content, "en", HEAD + "melding,notification ([melding]),report ([melding]|report (melding),\n")
    assert problems(content) == [
        "content/en/proef/koffie.md:8: 'report ([melding]' (melding): gebruik 'notification ([melding])', zie glossary/en.csv"
    ]


@pytest.mark.parametrize(("avoid", "found"), [("offie", 0), ("koffi", 2), ("KOFFIE IS", 1), ("thee.", 0), ("prijs", 0)])
def test_a_word_is_found_from_its_start_and_questions_are_left_alone(content: Path, avoid: str, found: int) -> None:
    glossary(content, "nl", HEAD + f"iets,anders,{avoid},\n")
    assert len(problems(content)) == found


def test_in_arabic_a_word_may_stand_behind_a_small_word(content: Path) -> None:
    path = content / "ar/proef/koffie.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\ntitle: قهوة\nshort: قهوة\nquestions:\n  - قهوة؟\n---\nوالقهوة مجانية.\n", encoding="utf-8")
    glossary(content, "ar", HEAD + "thee,شاي,القهوة,\n")
    assert [problem.partition(": ")[0] for problem in problems(content)] == ["content/ar/proef/koffie.md:7"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("xx", HEAD, "content/glossary/xx.csv: 'xx' is geen taal van het kennispunt"),
        ("nl", "dutch;use;avoid;note\n", "content/glossary/nl.csv:1: de kolommen moeten zijn: dutch,use,avoid,note"),
        ("nl", HEAD + "a,b\n", "content/glossary/nl.csv:2: 2 kolommen waar er 4 horen"),
        ("nl", HEAD + 'a,"b,c,d\n', "content/glossary/nl.csv:2: hier staat een aanhalingsteken te veel of te weinig"),
    ],
)
def test_a_mistake_in_a_glossary_is_named(content: Path, name: str, text: str, said: str) -> None:
    glossary(content, name, text)
    (found,) = problems(content)
    assert found.startswith(said)
