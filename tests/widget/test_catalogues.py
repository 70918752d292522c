"""The widget's words: complete in eight languages, with every placeholder, and small enough to send."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from flask import Flask

from bot.contract import Language
from tests.web.fakes import World
from web.widget.embed import CATALOGUES, SCRIPTS, catalogue, parts

KEYWORDS = {"t": (1,), "put": (2,), "_": (1,)}
MOST_BYTES = 23_500
MOST_ASKED_FOR = 8_600
MOST_OF_A_PAGE = 5_500
MOST_OF_A_VOICE = 1_000
# Named in no catalogue because they are the same everywhere.
PER_CENT = {"100%", "125%", "150%", "200%"}


def used() -> set[str]:
    """Every sentence in the scripts that is translated."""
    found = set()
    for path in SCRIPTS.glob("*.js"):
        with path.open("rb") as file:
            found |= {str(message) for _, message, _, _ in extract("javascript", file, keywords=KEYWORDS)}
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_sentences_are_found() -> None:
    assert len(used()) > 60
    assert "Send" in used()


@pytest.mark.parametrize("language", Language)
def test_every_sentence_is_translated_and_none_is_left_over(language: Language) -> None:
    words = catalogue(language)
    assert set(words) == used()
    for message, translation in words.items():
        assert fields(translation) == fields(message), message
        assert translation == translation.strip()


@pytest.mark.parametrize("language", [language for language in Language if language != "en"])
def test_it_is_really_another_language(language: Language) -> None:
    same = {message for message, words in catalogue(language).items() if words == message}
    assert same <= {"Help", "Stop", "Volume", "Normal", "Pause"}


@pytest.mark.parametrize("language", ["ar", "fa", "ti", "uk"])
def test_other_scripts_are_in_their_script(language: str) -> None:
    names = re.compile(r"Kennispunt ?ZG|Kennispunt|VNG|Alt|Page|Down|Up|F8|F9|\{\w+\}")
    for message, words in catalogue(Language(language)).items():
        assert not re.search("[A-Za-z]", names.sub("", words)), message


@pytest.mark.parametrize("language", Language)
def test_page_and_widget_say_the_same_in_the_same_words(language: Language) -> None:
    words = catalogue(language)
    with (CATALOGUES / language / "LC_MESSAGES" / "web.po").open("rb") as file:
        page = {message.id: message.string for message in read_po(file) if message.id and message.string}
    both = page.keys() & words.keys()
    assert len(both) > 20
    assert {message: page[message] for message in both} == {message: words[message] for message in both}


def test_catalogues_hold_no_fuzzy_guesses() -> None:
    for language in Language:
        with (CATALOGUES / language / "LC_MESSAGES" / "widget.po").open("rb") as file:
            assert [message.id for message in read_po(file) if message.fuzzy] == []


def test_scripts_and_style_are_small() -> None:
    sizes = {
        name: len(part.packed)
        for name, part in parts().items()
        if name.endswith((".js", ".css")) or name == "message.json"
    }
    assert sizes.pop("dictation.js") <= MOST_ASKED_FOR  # only for who speaks
    assert sizes.pop("own-voice.js") <= MOST_OF_A_VOICE  # only for who prefers a voice of their device
    assert sizes.pop("aloud.js") <= MOST_OF_A_PAGE  # not of the widget
    assert {"embed.js", "element.js", "widget.css", "message.json"} <= set(sizes)
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def app() -> Flask:
    return World().app()


def test_embed_is_sent_to_any_origin_and_renewed_soon() -> None:
    response = app().test_client().get("/embed.js", headers={"Origin": "https://example.nl"})
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=300" in response.headers["Cache-Control"]
    assert b"VERSION/" not in response.data


def test_parts_stand_under_the_version_and_are_kept() -> None:
    client = app().test_client()
    version = re.search(r"embed/([0-9a-f]{12})/element.js", client.get("/embed.js").text)
    assert version
    for name, part in parts().items():
        if name == "embed.js":
            continue
        response = client.get(f"/embed/{version[1]}/{name}", headers={"Accept-Encoding": "gzip"})
        assert response.status_code == 200, name
        assert response.data == part.packed
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    old = client.get("/embed/000000000000/element.js")
    assert old.status_code == 200
    assert old.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["embed.js", "bestaat-niet.js", "..%2f..%2fapp.py", "xx.json"])
def test_nothing_else_is_sent(name: str) -> None:
    assert app().test_client().get(f"/embed/000000000000/{name}").status_code == 404


def test_a_part_is_not_sent_twice_to_who_has_it() -> None:
    client = app().test_client()
    etag = client.get("/embed.js").headers["ETag"]
    assert client.get("/embed.js", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", "<kennispunt-chat><a"),
        ("?vorm=dialoog", '<kennispunt-chat form="dialog">'),
        ("?thema=vng", "themes/vng.css"),
        ("?thema=anders", "<kennispunt-chat><a"),
    ],
)
def test_the_example_page(query: str, wanted: str) -> None:
    page = app().test_client().get(f"/voorbeeld{query}").text
    assert wanted in page
    assert "anders.css" not in page
