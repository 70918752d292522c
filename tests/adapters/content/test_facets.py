"""The short answers below an answer: what a file's facets become, and every mistake in them with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.content import ContentFiles
from bot.adapters.content.evidence import unsupported
from bot.adapters.content.files import ContentReader
from bot.contract import FacetKind, Language

KOFFIE, COFFEE = "nl/proef/koffie.md", "en/proef/koffie.md"
DUTCH = """\

---

### Wat kost een kop koffie? {price}
### is koffie gratis

Ja, de koffie is gratis.

### Hoe lang duurt het zetten? {term, unknown}

Hoe lang het zetten duurt, weten wij niet. Vraag het **het loket**.

### Wat kost de suiker? {price}

De suiker is gratis.
"""
ENGLISH = """\

---
### What is the price of a cup? {price}
Yes, coffee is free.
### How long does brewing take? {term, unknown}
We do not know how long brewing takes.
### What does sugar cost? {price}
Sugar is free.
"""


def add(content: Path, name: str, facets: str) -> None:
    with (content / name).open("a", encoding="utf-8") as file:
        file.write(facets)


def problems(content: Path) -> list[str]:
    return [str(problem) for problem in ContentReader(content).read()[1]]


def test_facets_stand_apart_from_the_answer(content: Path) -> None:
    before = ContentFiles(content).topic("proef/koffie").text(Language.DUTCH).blocks
    add(content, KOFFIE, DUTCH)
    add(content, COFFEE, ENGLISH)

    topic = ContentFiles(content).topic("proef/koffie")
    price, term, sugar = topic.text(Language.DUTCH).facets

    assert problems(content) == []
    assert topic.text(Language.DUTCH).blocks == before
    assert (price.id, price.kind, price.unknown) == ("price", FacetKind.PRICE, False)
    assert price.asked == ("Wat kost een kop koffie?", "is koffie gratis")
    assert price.text == "Ja, de koffie is gratis."
    assert (term.id, term.unknown) == ("term", True)
    assert "<strong>het loket</strong>" in term.blocks[0].html
    assert sugar.id == "price-2"
    english = topic.text(Language.ENGLISH).facet("price-2")
    assert english is not None
    assert english.text == "Sugar is free."


def test_ways_of_asking_are_learned_from(content: Path) -> None:
    add(content, KOFFIE, DUTCH)
    questions = ContentFiles(content).topic("proef/koffie").questions_in(Language.DUTCH)
    assert questions[:2] == ("Wat kost de koffie?", "koffie prijs")  # those that may be shown come first
    assert "is koffie gratis" in questions


def test_a_facet_needs_evidence_like_the_answer(content: Path) -> None:
    add(content, KOFFIE, DUTCH.replace("De suiker is gratis.", "De suiker kost € 4."))
    topic = ContentFiles(content).topic("proef/koffie")
    found = unsupported(topic.text(Language.DUTCH), [citation.source for citation in topic.citations])
    assert [wrong.missing for wrong in found if "suiker" in wrong.sentence] == [("4",)]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (" {price}\n### is", "\n### is", 30, "geen soort"),
        ("{price}\n### is", "{prijs}\n### is", 30, "'prijs'"),
        ("### is koffie gratis", "### is koffie gratis {price}", 30, "ontbreekt het korte antwoord"),
        ("Ja, de koffie is gratis.", "", 30, "ontbreekt het korte antwoord"),
        ("Ja, de koffie is gratis.", "koffie " * 41, 33, "41 woorden lang; hoogstens 40"),
        ("\n### Wat kost een", "De koffie.\n### Wat kost een", 29, "begint elk kort antwoord met"),
        ("### is koffie gratis", "### koffie prijs", 21, "staat ook al hier"),
        ("Ja, de koffie", "Ja, <b>de</b> koffie", 33, "HTML mag niet"),
    ],
)
def test_mistakes_are_told_with_their_line(content: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in DUTCH, "the test must really change the file"
    add(content, KOFFIE, DUTCH.replace(old, new, 1))
    assert any(f"{KOFFIE}:{line}:" in problem and said in problem for problem in problems(content)), problems(content)


def test_a_translation_keeps_the_order(content: Path) -> None:
    add(content, KOFFIE, DUTCH)
    add(content, COFFEE, ENGLISH.replace(", unknown", ""))
    assert any("op plaats 2 hoort 'Hoe lang duurt het zetten?'" in problem for problem in problems(content))


def with_whether(content: Path, dutch: str, english: str) -> list[str]:
    add(content, KOFFIE, f"\n---\n\n### Mag er suiker in? {{whether}}\n\n{dutch}\n")
    add(content, COFFEE, f"\n---\n\n### May there be sugar? {{whether}}\n\n{english}\n")
    return problems(content)


def test_an_answer_of_yes_or_no_begins_with_it(content: Path) -> None:
    assert with_whether(content, "Ja, er mag suiker in.", "Yes, there may be sugar.") == []


def test_an_answer_of_yes_or_no_that_begins_otherwise_is_told(content: Path) -> None:
    told = with_whether(content, "Er mag suiker in.", "Yes, there may be sugar.")
    assert any(KOFFIE in line and "begint niet met ja, nee of dat hangt af van" in line for line in told)


def test_a_translation_says_yes_where_the_dutch_does(content: Path) -> None:
    told = with_whether(content, "Ja, er mag suiker in.", "No, there may be no sugar.")
    assert any(COFFEE in line and "begint anders dan het Nederlands" in line for line in told)


def test_what_is_not_known_needs_no_yes_or_no(content: Path) -> None:
    unknown = "\n---\n\n### {question} {{whether, unknown}}\n\n{answer}\n"
    add(content, KOFFIE, unknown.format(question="Mag er suiker in?", answer="Of er suiker in mag, weten wij niet."))
    add(content, COFFEE, unknown.format(question="May there be sugar?", answer="We do not know about sugar."))
    assert problems(content) == []
