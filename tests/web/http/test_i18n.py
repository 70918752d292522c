"""Words, dates and links in every language; catalogues that are complete."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask

from bot.contract import Language
from bot.core.partial_date import PartialDate
from tests.web.conftest import CheckingClient
from web.http import i18n
from web.site import TRANSLATIONS

WEB = Path(i18n.__file__).resolve().parents[1]
FIELD = re.compile(r"\{(\w+)\}")
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
KEYWORDS = {"_": None, "translate": None}
SAME_IN_DUTCH = {"Contact", "Menu", "E-mail", "Privacy", "Website", "postcode"}


def catalogue(language: Language) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "web.po").open("rb") as file:
        return read_po(file, locale=str(language), abort_invalid=True)


@pytest.fixture(scope="module")
def extracted() -> set[str]:
    found = extract_from_dir(WEB, method_map=METHODS, keywords=KEYWORDS)
    return {str(message) for _, _, message, _, _ in found}


@pytest.mark.parametrize("language", list(Language))
def test_catalogue_holds_exactly_what_the_pages_say(language: Language, extracted: set[str]):
    assert {str(message.id) for message in catalogue(language) if message.id} == extracted
    assert len(extracted) > 100


@pytest.mark.parametrize("language", list(Language))
def test_no_sentence_is_untranslated_or_has_lost_a_field(language: Language):
    for message in catalogue(language):
        if message.id:
            assert message.string, message.id
            assert not message.fuzzy
            assert sorted(FIELD.findall(str(message.string))) == sorted(FIELD.findall(str(message.id)))


@pytest.mark.parametrize("language", [language for language in Language if language is not Language.ENGLISH])
def test_translations_are_not_the_english_sentence(language: Language):
    same = {str(message.id) for message in catalogue(language) if message.id and message.id == message.string}
    assert same <= SAME_IN_DUTCH


def test_first_languages_of_the_browser_that_we_have(client: CheckingClient):
    assert client.page("/", headers={"Accept-Language": "de, uk-UA;q=0.8, en;q=0.2"}).tree.get("lang") == "uk"
    assert client.page("/", headers={"Accept-Language": "de"}).tree.get("lang") == "nl"
    assert client.page("/").tree.get("lang") == "nl"
    assert client.page("/?taal=xx").tree.get("lang") == "nl"


def test_chosen_language_stays_chosen_in_links_and_forms(client: CheckingClient):
    page = client.page("/?taal=ar")
    inside = [link.get("href") for link in page.all("a") if link.get("href", "").startswith("/")]
    assert inside
    assert all("taal=" in url for url in inside)
    assert page.by_id("vraag").get("action") == "/chat?taal=ar"
    assert "taal=" not in client.page("/").link("Hulp")


def test_language_switch_stays_on_the_page(client: CheckingClient):
    page = client.page("/zoeken?q=tolk")
    assert page.link("English") == "/zoeken?q=tolk&taal=en"


def test_text_in_another_language_is_marked(client: CheckingClient):
    page = client.page("/onderwerpen/wmo-zg/tolk?taal=ar")
    [heading] = page.all("h1")
    [part] = heading
    assert (part.get("lang"), part.get("dir")) == ("nl", "ltr")


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("nl", PartialDate(2026, 11, 22), "22 november 2026"),
        ("nl", PartialDate(2026, 11), "november 2026"),
        ("nl", PartialDate(2026), "2026"),
        ("nl", None, "datum onbekend"),
        ("en", date(2026, 11, 22), "November 22, 2026"),
        ("pl", date(2026, 11, 22), "22 listopada 2026"),
        ("uk", date(2026, 11, 22), "22 листопада 2026 року"),
        ("uk", PartialDate(2026, 11), "листопад 2026 року"),
        ("ti", date(2027, 5, 22), "22 ግንቦት 2027"),
        ("ti", PartialDate(2027, 5), "ግንቦት 2027"),
    ],
)
def test_as_much_of_a_date_as_is_known(app: Flask, language: str, value: object, shown: str):
    with app.test_request_context(f"/?taal={language}"):
        app.preprocess_request()
        assert i18n.show_date(value) == shown


def test_lists_and_numbers_are_the_languages_own(app: Flask):
    with app.test_request_context("/?taal=nl"):
        app.preprocess_request()
        assert i18n.show_list(["a", "b", "c"]) == "a, b en c"
        assert i18n.show_number(1234) == "1.234"
