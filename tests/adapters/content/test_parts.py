"""A file taken apart and put together: what is not changed stays as it is, byte for byte."""

from __future__ import annotations

import pytest

from bot.adapters.content.parts import TextFile, compact
from bot.contract import Language
from bot.core.texts.drafts import TextsError
from bot.settings import ROOT
from tests.contracts.texts_sample import COFFEE, COFFEE_IN_ENGLISH

CONTENT = ROOT / "content"


def coffee(text: str = COFFEE) -> TextFile:
    return TextFile(text, "koffie.md", dutch=True)


def changed(text: str, *, dutch: bool = True, **values: str) -> str:
    """The text with other parts; a dash is written as an underscore."""
    file = TextFile(text, "koffie.md", dutch=dutch)
    file.put({name.replace("_", "-"): words for name, words in values.items()})
    return file.text


def test_every_file_of_the_content_is_put_together_as_it_was():
    files = [path for language in Language for path in sorted((CONTENT / language).glob("**/*.md"))]
    assert len(files) > 100
    for path in files:
        text = path.read_bytes().decode()
        file = TextFile(text, path.name, dutch=path.is_relative_to(CONTENT / "nl"))
        file.put(file.values)
        assert file.text == text, path


def test_the_parts_of_a_dutch_file():
    assert coffee().values == {
        "titel": "Koffie bij het loket",
        "kort": "De koffie is gratis. Vraag erom bij het loket.",
        "suggesties": "Wat kost de koffie?\nkoffie prijs",
        "status": "concept",
        "nagekeken": "2026-11-22",
        "geldig": "2099-05-22",
        "antwoord": "De koffie is gratis.\n\n1. Vraag erom.\n2. Wacht op [cafeïne]{lang=en}.\n\nOf er ook melk is, weten wij niet. Vraag het bij het loket.",
        "vragen-1": "Is de koffie gratis?\nkoffie gratis",
        "soort-1": "whether",
        "onbekend-1": "nee",
        "tekst-1": "Ja, de koffie is gratis.",
        "vragen-2": "Is er melk bij?\nkoffie met melk",
        "soort-2": "whether",
        "onbekend-2": "ja",
        "tekst-2": "Of er ook melk is, weten wij niet. Vraag het bij het loket.",
    }


def test_a_translation_has_its_own():
    values = TextFile(COFFEE_IN_ENGLISH, "koffie.md", dutch=False).values
    assert values["vertaling"] == "nee"
    assert not {"status", "geldig", "nagekeken"} & set(values)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("titel", "Koffie: 'gratis' # en \"warm\""),
        ("titel", "- koffie"),
        ("titel", "ja"),
        ("titel", "2026-11-22"),
        ("kort", "Koffie: gratis. # Geen \\grap { [ & * ! | > '"),
        ("kort", ""),
        ("suggesties", "kan 't gratis: ja?\n- nee\n#"),
        ("suggesties", ""),
        ("status", "vervallen"),
        ("geldig", "2027-01-02"),
        ("geldig", "morgen: misschien"),
        ("nagekeken", "2027-01"),
        ("antwoord", "Eén.\n\n## Kop\n\n- a\n- b"),
        ("vragen-1", "Hoe?"),
        ("soort-2", "how"),
        ("onbekend-2", "nee"),
        ("tekst-2", "Ja,\n\ner is melk."),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\ufeff", "no end"])
def test_one_part_changes_and_nothing_else(part: str, words: str, ends: str):
    text = {"\r\n": COFFEE.replace("\n", "\r\n"), "\ufeff": f"\ufeff{COFFEE}", "no end": COFFEE.rstrip("\n")}.get(
        ends, COFFEE
    )
    file = coffee(text)
    before = file.values
    file.put({part: words})
    assert coffee(file.text).values == {**before, part: words}
    assert (file.text.count("\r\n") == file.text.count("\n")) == (ends == "\r\n")
    assert file.text.startswith("\ufeff") == (ends == "\ufeff")
    old, new = text.splitlines(), file.text.splitlines()
    same = [line for line in old if line in new]
    assert len(old) - len(same) <= 9  # of the longest part, the answer
    assert "laws: [wmo]  # deze regel blijft zoals hij is" in file.text
    back = coffee(file.text)
    back.put({part: before[part]})
    assert back.values["antwoord"] == before["antwoord"]


def test_a_short_answer_is_added_below_the_others():
    text = changed(COFFEE, vragen_3="Hoe laat open?\nopen", soort_3="term", onbekend_3="nee", tekst_3="Om 9 uur.")
    assert text == COFFEE + "\n### Hoe laat open? {term}\n### open\n\nOm 9 uur.\n"


def test_the_first_short_answer_brings_its_line():
    whole = COFFEE.partition("\n---\n\n###")[0] + "\n"
    text = changed(whole, vragen_1="Open?", soort_1="term", onbekend_1="ja", tekst_1="Weten wij niet.")
    assert text.endswith("bij het loket.\n\n---\n\n### Open? {term, unknown}\n\nWeten wij niet.\n")


def test_a_short_answer_without_words_goes_and_the_rest_stays():
    text = changed(COFFEE, vragen_1="", tekst_1="")
    assert "Is de koffie gratis?" not in text
    assert coffee(text).values["vragen-1"] == "Is er melk bij?\nkoffie met melk"
    assert compact({**coffee().values, "vragen-1": "", "tekst-1": ""}) == coffee(text).values


def test_a_new_translation_is_a_whole_file():
    text = changed(
        "", dutch=False, titel="Kahve", kort="Bedava.", suggesties="Kahve kaç para?", antwoord="Kahve bedava."
    )
    values = TextFile(text, "koffie.md", dutch=False).values
    assert (values["titel"], values["suggesties"], values["antwoord"], values["vertaling"]) == (
        "Kahve",
        "Kahve kaç para?",
        "Kahve bedava.",
        "nee",
    )


def test_where_a_line_belongs():
    file = coffee()
    lines = COFFEE.splitlines()
    for said, part in (
        ("title: Koffie bij het loket", "titel"),
        ("audience: worker", ""),
        ("  Vraag erom bij het loket.", "kort"),
        ('  - "koffie prijs"', "suggesties"),
        ("1. Vraag erom.", "antwoord"),
        ("### koffie gratis", "vragen-1"),
        ("Ja, de koffie is gratis.", "tekst-1"),
        ("### Is er melk bij? {whether, unknown}", "vragen-2"),
    ):
        assert file.part_at(lines.index(said) + 1) == part


@pytest.mark.parametrize("text", ["Geen blok", "---\ntitle: a\n", '---\ntitle: "a\n---\nb\n'])
def test_a_file_that_cannot_be_read_says_where(text: str):
    with pytest.raises(TextsError, match=r"koffie\.md is niet te lezen\. Regel \d"):
        coffee(text)
