from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from bot.nlu.names.finder import NameFinder
from bot.nlu.text.language import LANGUAGES, LanguageIdentifier

IDENTIFIER = LanguageIdentifier()
DIRECTORY = Path(__file__).parents[3] / "content" / "directory"


@cache
def municipalities() -> tuple[str, ...]:
    with (DIRECTORY / "municipalities.csv").open(encoding="utf-8") as file:
        return tuple(line["name"] for line in csv.DictReader(file))


@cache
def finder() -> NameFinder:
    return NameFinder({"gemeente": municipalities(), "aanbieder": ["Koninklijke Visio", "Kentalis"]}, {})


def told(text: str, so_far: str) -> str | None:
    return IDENTIFIER.told(text, so_far, [(entity.start, entity.end) for entity in finder().find(text)])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wie betaalt de tolk eigenlijk", "nl"),
        ("ik niet zien goed help", "nl"),
        ("I need help at home", "en"),
        ("WHO PAYS FOR THE INTERPRETER?", "en"),
        ("yardıma ihtiyacım var", "tr"),
        ("Потрібна допомога", "uk"),
        ("أحتاج إلى مساعدة في البيت", "ar"),
        ("من نابینا هستم و کمک می‌خواهم", "fa"),
        ("Potrzebuję pomocy w domu", "pl"),
        ("ሰላም", "ti"),
    ],
)
@pytest.mark.parametrize("so_far", ["nl", "en", "uk"])
def test_a_clear_sentence_or_another_script_changes_the_language(text: str, language: str, so_far: str) -> None:
    assert IDENTIFIER.identify(text, so_far) == language


@pytest.mark.parametrize("text", ["Zwolle", "doof", "Visio", "???", "12345", "ok", "prima", "help", "Wmo", ""])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_does_not_tell_keeps_the_conversations_language(text: str, language: str) -> None:
    assert IDENTIFIER.told(text, language) is None


def test_letters_that_only_the_conversations_language_has_keep_it() -> None:
    """'ile' and 'mi' are Turkish words too."""
    assert told("ile czasu mi przysługuje", "pl") == "pl"


@pytest.mark.parametrize(("text", "language"), [("a ile to trwa", "pl"), ("is dat ok", "nl")])
def test_one_small_word_of_another_language_is_chance(text: str, language: str) -> None:
    assert told(text, language) in {None, language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_municipality_alone_keeps_the_conversations_language(language: str) -> None:
    assert len(municipalities()) == 342
    assert [name for name in municipalities() if told(name, language) not in {None, language}] == []


@pytest.mark.parametrize(
    ("text", "so_far"),
    [
        ("Wmo in Zwolle", "nl"),
        ("product of code", "nl"),
        ("Is Visio in Zwolle?", "nl"),
        ("How do I reach Kentalis?", "en"),
        ("Can I do Z-route?", "en"),
        ("co to Wmo", "pl"),
        ("a potem", "pl"),
        ("Wmo nedir", "tr"),
        ("Wmo чи Wlz", "uk"),
        ("در Zwolle؟", "fa"),
        ("سلام", "fa"),
        ("لطفا", "fa"),
        ("شكرا", "ar"),
        ("هاتفي [telefoonnummer]", "ar"),
        ("моя пошта [e-mailadres]", "uk"),
        ("ایمیل من voorbeeld@example.nl", "fa"),
        ("Ze zegt steeds ሰላም en ik weet niet hoe ik een tolk regel", "nl"),
        ('De brief zegt "please contact the municipality". Welke afdeling is dat?', "nl"),
        ("De brief zegt „please contact the municipality”. Welke afdeling is dat?", "nl"),
    ],
)
def test_names_trade_terms_markers_and_quotations_do_not_count(text: str, so_far: str) -> None:
    assert told(text, so_far) in {None, so_far}


def test_quotation_marks_around_the_whole_message_hide_nothing() -> None:
    assert IDENTIFIER.told('"Who pays for the interpreter?"') == "en"
