"""The answers at the desk, as editors change them: every page is checked, and files, concept and history are looked at."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.texts.book import SqlDraftBook
from bot.contract import Language
from bot.core.accounts.accounts import Role
from tests.contracts.round_world import RoundWorld
from tests.contracts.texts_sample import COFFEE, write_texts
from tests.web.editor.conftest import Person
from tests.web.editor.desk_world import give_a_desk
from tests.web.fakes import World
from tests.web.page_checks import Page

WRITE = "/beheer/teksten/wijzig/nl/proef/koffie"
ASKED = "/beheer/teksten/voorbeeldvragen/nl/proef/koffie"
PATH = "nl/proef/koffie.md"
LIVE_SECONDS = 5


@pytest.fixture
def content(engine: Engine, tmp_path: Path) -> Path:
    assert engine.url.database == str(tmp_path / "gids.db")
    return write_texts(tmp_path / "content")


@pytest.fixture
def world(engine: Engine, rounds: RoundWorld, content: Path) -> World:
    made = World()
    assert (content / PATH).is_file()
    give_a_desk(made, engine, rounds)
    return made


@pytest.fixture
def book(engine: Engine) -> SqlDraftBook:
    return SqlDraftBook(engine)


@pytest.fixture
def writer(someone: Callable[..., Person]) -> Person:
    return someone(Role.EDITOR, email="anna@vng.example.nl")


@pytest.fixture
def reader(someone: Callable[..., Person]) -> Person:
    return someone(Role.ADMINISTRATOR, email="bas@vng.example.nl")


def fields(page: Page) -> dict[str, str]:
    """What a browser would send with the form of the page."""
    found = {}
    for tag in page.all("input"):
        chosen = tag.get("checked") is not None if tag.get("type") in {"radio", "checkbox"} else True
        if tag.get("name") and chosen:
            found[tag.get("name", "")] = tag.get("value", "")
    for tag in page.all("textarea"):
        found[tag.get("name", "")] = "\r\n".join("".join(tag.itertext()).split("\n"))
    for tag in page.all("select"):
        options = list(tag.iter("option"))
        chosen = next((option for option in options if option.get("selected") is not None), options[0])
        found[tag.get("name", "")] = chosen.get("value", "")
    return found


def sent(person: Person, url: str, page: Page | None = None, **changes: str) -> Page:
    """Send the form at this address with changes (a dash as an underscore), and follow."""
    form = fields(page or person.page(url)) | {name.replace("_", "-"): value for name, value in changes.items()}
    form.pop("_sleutel", None)
    return person.send(url, **form)


def kept(person: Person, **changes: str) -> Page:
    return sent(person, WRITE, doe="bewaren", **changes)


def decided(person: Person, book: SqlDraftBook, doe: str, **more: str) -> Page:
    (draft,) = book.open()
    return person.send(f"/beheer/teksten/concept/{draft.id}", versie=str(draft.version), doe=doe, **more)


def test_the_list_counts_and_filters(writer: Person, content: Path):
    page = writer.page("/beheer/teksten").text()
    assert "Er zijn 2 teksten: 0 te herzien, bij 0 loopt een vertaling achter, bij 1 is iets onbekend" in page
    assert "Koffie bij het loket" in page
    assert "Nog niet vastgesteld door de VNG." in page
    assert "Nederlands, Engels. Niet nagekeken: alle vertalingen." in page
    found = writer.page("/beheer/teksten?toon=onbekend").text()
    assert "Koffie bij het loket" in found
    assert "Thee bij het loket" not in found
    assert "Gevonden: 1" in writer.page("/beheer/teksten?q=thee+gratis").text()
    assert "Gevonden: 0" in writer.page("/beheer/teksten?q=limonade").text()
    assert "Gevonden: 2" in writer.page("/beheer/teksten?toon=bestaat-niet").text()


def test_a_text_past_its_day_and_an_old_translation_are_told(writer: Person, content: Path):
    soon = COFFEE.replace("valid_until: 2099-05-22", "valid_until: 2026-11-23") + "\n"
    (content / PATH).write_text(soon.replace("gratis.\n\n1.", "gratis, ook in 2026.\n\n1."), encoding="utf-8")
    old = time.time() - 3600
    os.utime(content / "en/proef/koffie.md", (old, old))
    until = time.monotonic() + LIVE_SECONDS
    while "Ouder dan het Nederlands: Engels" not in (text := writer.page("/beheer/teksten?toon=loopt-achter").text()):
        assert time.monotonic() < until, text
    assert "Gevonden: 1" in text


def test_one_text_with_everything_about_it(writer: Person):
    page = writer.page("/beheer/teksten/proef/koffie").text()
    for said in (
        "De koffie is gratis.",
        "koffie en thee zijn gratis",
        "Of er ook melk is, weten wij niet.",
        "Dit weten wij niet.",
        "Wat kost de koffie?",
        "Voorbeeldrapport",
        "Aan het beheer is deze tekst nog niet gewijzigd.",
        "Wijzig de andere voorbeeldvragen (2)",
    ):
        assert said in page, said
    assert "Coffee is free." in writer.page("/beheer/teksten/proef/koffie?taal=en").text()
    assert "nog geen tekst" in writer.page("/beheer/teksten/proef/koffie?taal=tr").text()


def test_a_form_that_is_sent_as_it_came_changes_nothing(writer: Person, book: SqlDraftBook, content: Path):
    assert "Er is niets anders" in kept(writer).text()
    assert "Er is niets anders" in sent(writer, ASKED, doe="bewaren").text()
    assert "Er is niets anders" in sent(writer, "/beheer/teksten/wijzig/tr/proef/koffie", doe="bewaren").text()
    assert book.of("proef/koffie") == ()
    assert (content / PATH).read_text(encoding="utf-8") == COFFEE


def test_looking_names_the_faults_with_a_way_to_the_field(writer: Person, book: SqlDraftBook):
    page = sent(writer, WRITE, doe="nakijken", antwoord="De koffie is gratis tot 10 uur.")
    assert page.response.status_code == 400
    assert page.text().startswith("Fout: ") or "Fout: " in "".join(page.all("title")[0].itertext())
    link = next(tag for tag in page.all("a") if tag.get("href") == "#veld-antwoord")
    assert "'10': staat in geen bron" in "".join(link.itertext())
    assert fields(page)["antwoord"] == "De koffie is gratis tot 10 uur."
    fine = sent(writer, WRITE, doe="nakijken", kort="Koffie is gratis.")
    assert fine.response.status_code == 200
    assert "er zijn geen fouten gevonden" in fine.text()
    assert fields(fine)["kort"] == "Koffie is gratis."
    assert book.open() == ()


def test_a_fault_in_another_language_leads_there(writer: Person):
    page = sent(writer, WRITE, doe="nakijken", onbekend_2="nee", tekst_2="Nee, er is geen melk.")
    assert page.response.status_code == 400
    links = [tag.get("href") for tag in page.all("a")]
    assert any(link and link.startswith("/beheer/teksten/wijzig/en/proef/koffie#veld-") for link in links), links


def test_what_one_writes_another_reads_and_takes_and_it_is_live(
    writer: Person, reader: Person, book: SqlDraftBook, content: Path, world: World, caplog: pytest.LogCaptureFixture
):
    page = kept(writer, kort="Koffie is gratis.", waarom="korter")
    assert "Het concept is bewaard." in page.text()
    assert "Iemand anders leest het en neemt het aan" in page.text()
    assert (content / PATH).read_text(encoding="utf-8") == COFFEE
    assert "Er wacht 1 concept" not in writer.page("/beheer").text()
    today = reader.page("/beheer")
    assert "Er wacht 1 concept op een tweede lezer." in today.text()
    (draft,) = book.open()
    seen = reader.page(f"/beheer/teksten/concept/{draft.id}").text()
    assert "De koffie is gratis. Vraag erom bij het loket." in seen
    assert "Koffie is gratis." in seen
    assert "anna@vng.example.nl" in seen
    with caplog.at_level(logging.INFO):
        done = decided(reader, book, "aannemen", waarom="staat zo in het rapport")
    assert "binnen vijf seconden" in done.text()
    assert "herkent de dienst pas" not in done.text()
    after = COFFEE.replace(
        "short: >-\n  De koffie is gratis.\n  Vraag erom bij het loket.\n", "short: >-\n  Koffie is gratis.\n"
    )
    assert (content / PATH).read_text(encoding="utf-8") == after
    until = time.monotonic() + LIVE_SECONDS
    client = world.app().test_client()
    while "Koffie is gratis." not in client.get("/api/v1/topics/proef/koffie").get_data(as_text=True):
        assert time.monotonic() < until
    assert "Koffie is gratis." in client.get("/onderwerpen/proef/koffie").get_data(as_text=True)
    lines = [record.__dict__ for record in caplog.records]
    assert any("text taken" in str(line) for line in lines)
    assert "anna@" not in caplog.text
    history = reader.page("/beheer/teksten/geschiedenis/proef/koffie").text()
    assert (
        "anna@vng.example.nl schreef, bas@vng.example.nl nam het aan. Waarom: korter; staat zo in het rapport"
        in history
    )
    assert (
        "anna@vng.example.nl schreef, bas@vng.example.nl nam het aan"
        in reader.page("/beheer/teksten/proef/koffie").text()
    )
    back = reader.send(f"/beheer/teksten/geschiedenis/{book.revisions()[0].number}/terug")
    assert "teruggedraaid" in back.text()
    assert (content / PATH).read_text(encoding="utf-8") == COFFEE


def test_nobody_takes_their_own(writer: Person, reader: Person, book: SqlDraftBook, content: Path):
    kept(writer, kort="Koffie is gratis.")
    page = decided(writer, book, "aannemen", alleen="ja")
    assert page.response.status_code == 400
    assert "U schreef dit zelf." in page.text()
    assert (content / PATH).read_text(encoding="utf-8") == COFFEE
    assert reader.page("/beheer")


def test_who_is_alone_reads_it_once_more_and_that_is_noted(writer: Person, book: SqlDraftBook, content: Path):
    page = kept(writer, kort="Koffie is gratis.")
    assert "Er is geen andere redacteur." in page.text()
    assert "U schreef dit zelf." in decided(writer, book, "aannemen").text()
    decided(writer, book, "aannemen", alleen="ja")
    assert "Koffie is gratis." in (content / PATH).read_text(encoding="utf-8")
    assert "zonder tweede lezer" in writer.page("/beheer/teksten/geschiedenis/proef/koffie").text()


def test_a_reader_adapts_and_takes(writer: Person, reader: Person, book: SqlDraftBook, content: Path):
    kept(writer, kort="Koffie is gratis.")
    assert "Bewaar en neem aan" in reader.page(WRITE).text()
    page = sent(reader, WRITE, doe="aannemen", titel="Koffie hier")
    assert "Aangenomen." in page.text()
    text = (content / PATH).read_text(encoding="utf-8")
    assert "title: Koffie hier\n" in text
    assert "  Koffie is gratis.\n" in text
    assert book.revisions()[0].writers == ("anna@vng.example.nl",)
    assert book.revisions()[0].who == "bas@vng.example.nl"


def test_it_is_refused_with_a_reason_and_gone_on_with(writer: Person, reader: Person, book: SqlDraftBook):
    kept(writer, kort="Koffie is gratis.")
    page = decided(reader, book, "afwijzen")
    assert page.response.status_code == 400
    assert "Schrijf waarom." in page.text()
    assert "Uw concepten die zijn afgewezen" not in writer.page("/beheer").text()
    assert "Het concept is afgewezen." in decided(reader, book, "afwijzen", waarom="Het loket moet erbij.").text()
    assert book.open() == ()
    (draft,) = book.of("proef/koffie")
    assert "door bas@vng.example.nl" in writer.page("/beheer").text()
    assert "Het loket moet erbij." in writer.page("/beheer").text()
    assert "Uw concepten die zijn afgewezen" not in reader.page("/beheer").text()
    assert "Het loket moet erbij." in writer.page("/beheer/teksten/geschiedenis/proef/koffie").text()
    page = writer.page(f"/beheer/teksten/concept/{draft.id}")
    assert "Koffie is gratis." in page.text()
    writer.send(f"/beheer/teksten/concept/{draft.id}", versie=str(draft.version), doe="verder")
    assert fields(writer.page(WRITE))["kort"] == "Koffie is gratis."


def test_one_with_faults_is_kept_and_cannot_be_taken(writer: Person, reader: Person, book: SqlDraftBook, content: Path):
    page = kept(writer, kort="De koffie is gratis tot 10 uur.")
    assert "Het concept is bewaard." in page.text()
    (draft,) = book.open()
    shown = reader.page(f"/beheer/teksten/concept/{draft.id}")
    assert "staat in geen bron" in shown.text()
    assert not [tag for tag in shown.all("button") if tag.get("value") == "aannemen"]
    assert decided(reader, book, "aannemen").response.status_code == 400
    assert (content / PATH).read_text(encoding="utf-8") == COFFEE


def test_two_who_write_the_same_part_choose(writer: Person, reader: Person, book: SqlDraftBook):
    form = reader.page(WRITE)
    kept(writer, kort="Koffie is gratis.")
    page = sent(reader, WRITE, form, doe="bewaren", kort="Gratis is de koffie.", titel="Koffie hier")
    assert page.response.status_code == 409
    text = page.text()
    assert "Koffie is gratis." in text
    assert "Gratis is de koffie." in text
    assert {tag.get("name") for tag in page.all("input") if tag.get("type") == "radio"} == {"kort"}
    sent(reader, WRITE, page, doe="bewaren")
    assert fields(writer.page(WRITE))["kort"] == "Gratis is de koffie."
    assert fields(writer.page(WRITE))["titel"] == "Koffie hier"
    theirs = sent(writer, WRITE, form, doe="bewaren", titel="Koffie daar")
    sent(writer, WRITE, theirs, doe="bewaren", titel=next(
        tag.get("value", "") for tag in theirs.all("input") if tag.get("id") == "hun-titel"
    ))  # fmt: skip
    assert fields(reader.page(WRITE))["titel"] == "Koffie hier"
    assert len(book.open()) == 1


def test_a_reader_is_told_which_sentences_differ(writer: Person):
    answer = (
        "De koffie is gratis.\r\n\r\n1. Vraag erom.\r\n\r\nOf er ook melk is, weten wij niet. Vraag het bij het loket."
    )
    page = kept(writer, antwoord=answer)
    assert "Erbij: 0. Weg: 1." in page.text()
    assert ["".join(tag.itertext()) for tag in page.all("del")] == ["2. Wacht op [cafeïne]{lang=en}."]
    assert page.all("ins") == []


def test_two_readers_decide_once(writer: Person, reader: Person, someone: Callable[..., Person], book: SqlDraftBook):
    kept(writer, kort="Koffie is gratis.")
    (draft,) = book.open()
    third = someone(Role.EDITOR, email="cas@vng.example.nl")
    decided(reader, book, "afwijzen", waarom="Nee.")
    page = third.send(f"/beheer/teksten/concept/{draft.id}", versie=str(draft.version), doe="aannemen")
    assert "Iemand anders heeft dit intussen gewijzigd." in page.text()
    assert book.revisions() == ()


def test_a_file_that_was_edited_meanwhile_is_chosen_about(
    writer: Person, reader: Person, book: SqlDraftBook, content: Path
):
    kept(writer, titel="Koffie hier")
    (content / PATH).write_text(COFFEE.replace("title: Koffie bij het loket", "title: Koffie nu"), encoding="utf-8")
    page = decided(reader, book, "aannemen")
    assert page.response.status_code == 409
    assert "De tekst zelf is intussen gewijzigd" in page.text()
    assert "Koffie nu" in page.text()
    decided(reader, book, "kies", nl_titel="concept", **{"nl-titel": "concept"})
    assert "Aangenomen" in decided(reader, book, "aannemen").text()
    assert "title: Koffie hier\n" in (content / PATH).read_text(encoding="utf-8")


def test_other_questions_have_a_page_of_their_own_and_wait_for_training(
    writer: Person, reader: Person, book: SqlDraftBook, content: Path
):
    page = sent(
        writer, ASKED, doe="bewaren", meer_vragen="hoe duur is een bak koffie\r\n\r\n is koffie gratis hoor \r\n"
    )
    assert "herkent de dienst pas na het oefenen" in page.text()
    assert "Erbij: 1. Weg: 1." in page.text()
    done = decided(reader, book, "aannemen")
    assert "De nieuwe vragen herkent de dienst pas na het oefenen" in done.text()
    asked = content / "questions/nl/proef/koffie.txt"
    assert asked.read_text(encoding="utf-8") == "hoe duur is een bak koffie\nis koffie gratis hoor\n"
    assert (content / PATH).read_text(encoding="utf-8") == COFFEE


def test_a_short_answer_is_added_in_all_languages_at_once(
    writer: Person, reader: Person, book: SqlDraftBook, content: Path
):
    page = kept(
        writer,
        vragen_3="Hoe laat gaat het open?",
        soort_3="term",
        onbekend_3="nee",
        tekst_3="Het loket gaat om 9 uur open.",
    )
    assert "Engels" in page.text()
    assert "de korte antwoorden staan niet in de volgorde" in page.text().lower()
    sent(
        writer, "/beheer/teksten/wijzig/en/proef/koffie", doe="bewaren",
        vragen_3="When does it open?", soort_3="term", onbekend_3="nee", tekst_3="The desk opens at 9.",
    )  # fmt: skip
    assert "binnen vijf seconden" in decided(reader, book, "aannemen").text()
    assert (
        (content / PATH)
        .read_text(encoding="utf-8")
        .endswith("\n### Hoe laat gaat het open? {term}\n\nHet loket gaat om 9 uur open.\n")
    )
    assert "### When does it open? {term}" in (content / "en/proef/koffie.md").read_text(encoding="utf-8")


def test_a_translation_begins_at_the_desk(writer: Person, reader: Person, book: SqlDraftBook, content: Path):
    sent(
        writer, "/beheer/teksten/wijzig/tr/proef/koffie", doe="bewaren",
        titel="Kahve", kort="Kahve bedava.", antwoord="Kahve bedava.", suggesties="Kahve kaç para?",
    )  # fmt: skip
    decided(reader, book, "aannemen")
    assert "title: Kahve\n" in (content / "tr/proef/koffie.md").read_text(encoding="utf-8")


def test_what_was_typed_when_the_session_ended_is_put_back(
    writer: Person, someone: Callable[..., Person], book: SqlDraftBook
):
    form = fields(writer.page(WRITE)) | {"kort": "Koffie is gratis.", "doe": "bewaren"}
    writer.delete_cookie("beheer", path="/beheer")
    response = writer.post(WRITE, data=form)
    assert response.status_code == 303
    key = re.search(r"verder(?:/|%2F)([\w-]+)", response.location)[1]
    again = someone(Role.EDITOR, email="dre@vng.example.nl")
    page = again.page(f"/beheer/verder/{key}")
    assert "Koffie is gratis." in page.text()
    sent(again, WRITE, page)
    (draft,) = book.open()
    assert draft.changes(Language.DUTCH)["kort"].after == "Koffie is gratis."


def test_a_form_of_another_session_changes_nothing(writer: Person, book: SqlDraftBook):
    form = fields(writer.page(WRITE)) | {"kort": "Koffie is gratis.", "doe": "bewaren", "_sleutel": "anders"}
    response = writer.post(WRITE, data=form)
    assert response.status_code == 303
    assert "/beheer/verder/" in response.location
    assert book.open() == ()


UNSAFE = (
    "proef/bestaat-niet",
    "../../../etc/passwd",
    "..%2F..%2Fsources",
    "proef/../proef/thee2",
    "proef/koffie.md",
    "nl/proef/koffie",
    "%00",
)


def test_only_topics_that_are_there_have_a_page(writer: Person, content: Path):
    before = {file: file.read_bytes() for file in content.rglob("*") if file.is_file()}
    form = {"_sleutel": writer.token(), "titel": "Anders", "doe": "bewaren"}
    for path in UNSAFE:
        for page in ("", "geschiedenis/", "wijzig/nl/", "voorbeeldvragen/nl/"):
            assert writer.get(f"/beheer/teksten/{page}{path}").status_code == 404, (page, path)
        for page in ("wijzig/nl/", "voorbeeldvragen/nl/"):
            assert writer.post(f"/beheer/teksten/{page}{path}", data=form).status_code == 404, (page, path)
    assert {file: file.read_bytes() for file in content.rglob("*") if file.is_file()} == before


def test_only_our_languages_have_a_page(writer: Person):
    for language in ("xx", "nl.", "NL", "questions", "%2e%2e"):
        assert writer.get(f"/beheer/teksten/wijzig/{language}/proef/koffie").status_code == 404
        assert writer.get(f"/beheer/teksten/proef/koffie?taal={language}").status_code == 404


def test_bad_input_is_told_or_left(writer: Person, book: SqlDraftBook):
    page = sent(writer, WRITE, doe="bewaren", antwoord="x" * 90_001)
    assert page.response.status_code == 409
    assert "hoogstens 90000 tekens" in page.text()
    kept(writer, titel="Koffie\x00 <script>alert(1)</script>", soort_1="niets")
    (draft,) = book.open()
    assert draft.changes(Language.DUTCH)["titel"].after == "Koffie <script>alert(1)</script>"
    text = writer.get(f"/beheer/teksten/concept/{draft.id}").get_data(as_text=True)
    assert "<script>alert" not in text
    assert "kies één uit" in text
    page = writer.send(f"/beheer/teksten/concept/{draft.id}", versie=str(draft.version), doe="bestaat niet")
    assert page.response.status_code == 400
    assert writer.get("/beheer/teksten/concept/999").status_code == 404
    assert writer.post("/beheer/teksten/geschiedenis/999/terug", data={"_sleutel": writer.token()}).status_code == 404


def test_a_folder_that_takes_nothing_is_told_and_the_concept_stays(
    writer: Person, reader: Person, book: SqlDraftBook, content: Path, monkeypatch: pytest.MonkeyPatch
):
    kept(writer, kort="Koffie is gratis.")

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "replace", refuse)
    page = decided(reader, book, "aannemen")
    assert page.response.status_code == 400
    assert "alleen te lezen" in page.text()
    assert len(book.open()) == 1
    assert (content / PATH).read_text(encoding="utf-8") == COFFEE


def test_a_broken_file_is_told_and_nothing_is_lost(writer: Person, content: Path):
    (content / PATH).write_text("---\ntitle: 'x\n---\n", encoding="utf-8")
    page = writer.get(WRITE)
    assert page.status_code == 409
    assert "koffie.md is niet te lezen" in page.get_data(as_text=True)
    until = time.monotonic() + LIVE_SECONDS
    while "Een bestand heeft een fout" not in writer.page("/beheer/teksten").text():
        assert time.monotonic() < until


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.DEPUTY, Role.READER])
def test_for_others_there_is_nothing_here(
    someone: Callable[..., Person], writer: Person, book: SqlDraftBook, role: Role
):
    kept(writer, kort="Koffie is gratis.")
    (draft,) = book.open()
    other = someone(role, *(() if role is Role.READER else ("9001",)))
    for page in (
        "/beheer/teksten",
        "/beheer/teksten/proef/koffie",
        WRITE,
        ASKED,
        f"/beheer/teksten/concept/{draft.id}",
    ):
        assert other.get(page).status_code == 404
    assert "Teksten" not in other.page("/beheer").text()
    form = {"_sleutel": other.token(), "versie": str(draft.version), "doe": "aannemen"}
    assert other.post(f"/beheer/teksten/concept/{draft.id}", data=form).status_code == 404
    assert book.open() == (draft,)


def test_no_cache_keeps_them(writer: Person):
    for page in ("/beheer/teksten", "/beheer/teksten/proef/koffie", WRITE):
        assert "no-store" in writer.get(page).headers["Cache-Control"]
