from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.adapters.phrases.catalogues import TRANSLATIONS, GettextPhrases, language_names
from bot.contract import Language

CORE = TRANSLATIONS.parent / "core"
KEYWORDS = {"translate": None, "phrase": None, "_notice": None, "_translate": None}
FIELD = re.compile(r"\{(\w+)\}")


def used() -> set[str]:
    found = extract_from_dir(str(CORE), [("**.py", "python")], keywords=KEYWORDS)
    return {str(message[0] if isinstance(message, tuple) else message) for _, _, message, _, _ in found}


def catalogue(language: Language) -> dict[str, str]:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file, locale=language.value) if message.id}


def test_there_are_sentences_to_translate():
    assert len(used()) > 30


@pytest.mark.parametrize("language", list(Language))
def test_every_sentence_is_there_in_every_language_and_no_other(language: Language):
    messages = catalogue(language)

    assert set(messages) == used()
    assert [message for message, translated in messages.items() if not translated] == []


@pytest.mark.parametrize("language", list(Language))
def test_a_translation_has_the_fields_of_its_sentence(language: Language):
    wrong = {
        message: translated
        for message, translated in catalogue(language).items()
        if sorted(FIELD.findall(message)) != sorted(FIELD.findall(translated))
    }
    assert wrong == {}


def test_english_is_the_sentence_itself():
    assert all(message == translated for message, translated in catalogue(Language.ENGLISH).items())


@pytest.mark.parametrize("language", [item for item in Language if item is not Language.ENGLISH])
def test_no_language_is_left_in_english(language: Language):
    same = [message for message, translated in catalogue(language).items() if message == translated]
    assert same == []


def test_fields_are_filled_and_dates_written_out():
    phrases = GettextPhrases()
    message = "VNG's mandate behind this answer ran up to and including {date}. We do not know whether the contracts go on. Ask VNG."

    assert "31 december 2025" in phrases.translate(message, Language.DUTCH, date=date(2025, 12, 31))
    assert "31 Aralık 2025" in phrases.translate(message, Language.TURKISH, date=date(2025, 12, 31))


def test_a_sentence_without_translation_stays_english():
    assert GettextPhrases().translate("Never seen before", Language.POLISH) == "Never seen before"


def test_a_missing_catalogue_is_an_error_at_the_start(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        GettextPhrases(tmp_path)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("nederlands", Language.DUTCH),
        ("dutch", Language.DUTCH),
        ("engels", Language.ENGLISH),
        ("الهولندية", Language.DUTCH),
        ("türkçe", Language.TURKISH),
        ("ትግርኛ", Language.TIGRINYA),
        ("hollandaca", Language.DUTCH),
        ("нідерландськ", Language.DUTCH),
    ],
)
def test_a_language_is_known_by_its_names(name: str, language: Language):
    assert language_names()[name] is language
