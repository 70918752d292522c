"""Inzicht as editors see it: sentence, tables, picture and files; nobody else sees it, and no visitor's words are in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.contract import Language
from bot.core.accounts.accounts import Role
from bot.core.use.figures import Cell, Figure
from bot.core.use.tally import Counted, Tallied
from tests.contracts.closed_world import REPORT, ClosedWorld
from tests.contracts.round_world import RoundWorld
from tests.web.conftest import CheckingClient
from tests.web.editor.conftest import Person
from tests.web.fakes import World

NL = Language.DUTCH
KEYS = {
    "actualiteit-provincie", "actualiteit-soort", "rondes", "keuzes-wijze-ritme", "keuzes-productcodes",
    "vragen-onderwerp", "vragen-maand", "vragen-taal", "afspraken-soort", "afspraken-status",
    "gebruik-maand", "gebruik-taal", "gebruik-ondersteuning",
}  # fmt: skip
type Someone = Callable[..., Person]


@pytest.fixture
def closed(engine: Engine, rounds: RoundWorld) -> ClosedWorld:
    """Something to see of every subject."""
    made = ClosedWorld(engine, rounds)
    rounds.representative("noor@voorbeeld.example.nl", "9001", "horizon")
    rounds.rounds.start(["9001", "horizon"])
    made.agreements.report("horizon", "noor@voorbeeld.example.nl", REPORT)
    made.use.put([Cell(2025, "horizon", "9001", Figure.of(12)), Cell(2025, "horizon", "9002", Figure.of(3))])
    made.tally.add(
        {
            Tallied("2025-11", Counted.REPLY, NL): 30,
            Tallied("2025-11", Counted.UNANSWERED, NL, "wmo-zg/vervoer"): 7,
            Tallied("2025-11", Counted.UNANSWERED, NL): 2,
        }
    )
    return made


def table(response_text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response_text.removeprefix("\ufeff")), delimiter=";"))


def test_every_subject_has_its_sentence_tables_picture_and_files(editor: Person, closed: ClosedWorld):
    page = editor.page("/beheer/inzicht")
    sections = [item for item in page.all("section") if "insight" in item.get("class", "")]
    assert len(sections) == 6
    for section in sections:
        heading, sentence, *_ = section
        assert (heading.tag, sentence.tag) == ("h2", "p")
        tables, pictures = list(section.iter("table")), [item for item in section.iter() if item.tag.endswith("svg")]
        assert tables, heading.text
        for item in tables:
            assert item.find("caption") is not None
            assert {head.get("scope") for head in item.iter("th")} == {"col", "row"}
        (picture,) = pictures
        assert (picture.get("role"), picture.get("aria-labelledby")) == ("img", sentence.get("id"))
    ways = {item.get("href") for item in page.all("a") if "/inzicht/" in item.get("href", "")}
    assert ways == {f"/beheer/inzicht/{key}.csv" for key in KEYS}
    for way in ways:
        response = editor.get(way)
        assert response.status_code == 200, way
        assert response.headers["Cache-Control"] == "no-store"
        assert len(table(response.get_data(as_text=True))) > 1, way


def test_the_filter_stands_in_the_address_and_in_the_files(editor: Person, closed: ClosedWorld):
    page = editor.page("/beheer/inzicht?jaar=2025&provincie=Verzonnen+Land")
    assert "2025, Verzonnen Land" in page.text()
    assert "Vragen zonder antwoord: 8 tot 11. Het vaakst: Onderwerp wmo-zg/vervoer (7)." in page.text()
    assert "Er is nog niemand gevraagd in een ronde." in page.text()
    (way,) = [item.get("href") for item in page.all("a") if "vragen-onderwerp" in item.get("href", "")]
    response = editor.get(way)
    assert re.search(r'filename="vragen-onderwerp-2025-\d{4}-\d\d-\d\d\.csv"', response.headers["Content-Disposition"])
    assert table(response.get_data(as_text=True)) == [
        ["Onderwerp", "vragen zonder antwoord"],
        ["Onderwerp wmo-zg/vervoer", "7"],
        ["past bij geen onderwerp", "1-4"],
    ]
    for wrong in ("jaar=1999", "jaar=x", "provincie=Niets", "jaar=2025%00"):
        assert editor.get(f"/beheer/inzicht?{wrong}").status_code == 404, wrong
    assert editor.get("/beheer/inzicht/niets.csv").status_code == 404


def test_a_formula_in_a_name_is_defused(editor: Person, closed: ClosedWorld, world: World):
    rooms = world.editing.rooms  # type: ignore[union-attr]
    risky = replace(rooms, insight=replace(rooms.insight, title=lambda _: '=HYPERLINK("https://x.example")'))
    world.editing = replace(world.editing, rooms=risky)  # type: ignore[type-var]
    app = world.app()
    app.test_client_class = Person
    again = app.test_client()
    again.set_cookie("beheer", editor.get_cookie("beheer", path="/beheer").value, path="/beheer")
    rows = table(again.get("/beheer/inzicht/vragen-onderwerp.csv").get_data(as_text=True))
    assert rows[1][0].startswith("'=HYPERLINK")


def test_only_editors_and_administrators_see_it(client: CheckingClient, someone: Someone, closed: ClosedWorld):
    for way in ("/beheer/inzicht", "/beheer/inzicht/rondes.csv"):
        assert "/beheer/inloggen" in client.get(way).location
        for role, owners in ((Role.READER, ()), (Role.REPRESENTATIVE, ("9001",)), (Role.DEPUTY, ("9001",))):
            assert someone(role, *owners).get(way).status_code == 404, (role, way)
        assert someone(Role.ADMINISTRATOR).get(way).status_code == 200
    reader = someone(Role.READER).page("/beheer")
    assert not [item for item in reader.all("a") if item.get("href") == "/beheer/inzicht"]
    links = [item for item in someone(Role.EDITOR).page("/beheer").all("a") if item.get("href") == "/beheer/inzicht"]
    assert len(links) == 2  # in the navigation, and from 'Vandaag'


def test_a_desk_of_which_nothing_is_known_yet_shows_the_page(editor: Person):
    text = editor.page("/beheer/inzicht").text()
    assert "Er zijn geen vragen zonder antwoord geteld." in text
    assert "Er is nog geen afspraak gemeld die niet is nagekomen." in text


def test_only_counts_are_kept_of_what_is_asked(client: CheckingClient, world: World):
    """The words of visitors are nowhere in what is counted; help for people in danger is no question without an answer."""
    kept = []
    world.tally.count = lambda *what: kept.append(what)  # type: ignore[method-assign]
    usual = world.dialogue.reply

    def reply(**how: object) -> None:
        world.dialogue.reply = lambda message: replace(usual(message), **how)  # type: ignore[assignment]

    first = client.say("Wat is Zonnebloemkwartel?")
    action = first.by_id("vraag").get("action")
    reply(unknown=True)
    client.say("Wat is Zonnebloemkwartel?", action)
    reply(unknown=True, topic="bestaat-niet")
    client.say("Wat is Zonnebloemkwartel?", action)
    reply(unknown=True, private=True)
    client.say("Wat is Zonnebloemkwartel?", action)
    assert kept == [
        (Counted.CONVERSATION, NL),
        (Counted.REPLY, NL),
        (Counted.REPLY, NL),
        (Counted.UNANSWERED, NL, "wmo-zg/wachttijd"),
        (Counted.REPLY, NL),
        (Counted.UNANSWERED, NL, ""),
        (Counted.REPLY, NL),
    ]
