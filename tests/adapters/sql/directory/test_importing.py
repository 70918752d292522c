"""Taking a table into the directory: all or nothing, twice is once, and stronger words stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.importing import SqlImporter
from bot.adapters.sql.directory.queries import revision
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.tables.reading import read_table
from bot.adapters.tables.writing import as_csv, as_xlsx
from bot.core.changes.changes import Author, RecordKind
from bot.core.directory.standing import Origin, State
from bot.core.importing.exporting import CHOICE_HEADS, CONTACT_HEADS, choice_rows, contact_rows
from bot.core.importing.judge import Answers
from bot.core.importing.mending import to_mend
from bot.core.importing.report import Outcome, Report

TODAY = date(2026, 6, 1)
EDITOR, OWNER = Author("redacteur", Origin.VNG, "import"), Author("loket", Origin.OWNER)
HEADS = "gemeentecode;functie;e-mail;telefoon;bevestigd op;bevestigd door\n"
GOOD = HEADS + "9002;Wmo;wmo@n.example.nl;010 555 0177;2026-05-01;Loket\n"


@pytest.fixture(autouse=True)
def loaded(database_url: str, sample_dir: Path) -> None:
    prepare(database_url, sample_dir)


@pytest.fixture
def directory(engine: Engine) -> SqlDirectory:
    return SqlDirectory(engine, today=lambda: TODAY)


def take(engine: Engine, text: str | bytes, answers: dict[int, str] | None = None, *, dry_run: bool = False) -> Report:
    data = text if isinstance(text, bytes) else text.encode()
    importer = SqlImporter(engine, lambda: {"Horizon": "horizon"}, lambda: TODAY)
    table = read_table("proef", data)
    given = {(sheet.name, row): answer for sheet in table.sheets for row, answer in (answers or {}).items()}
    return importer.take(table, EDITOR, Answers(given), dry_run=dry_run)


def values(directory: SqlDirectory, code: str) -> list[str]:
    return [channel.value for contact in directory.municipality(code).contacts for channel in contact.channels]


def test_a_report_writes_nothing_and_says_what_the_run_does(engine: Engine):
    before = revision(engine)
    report = take(engine, GOOD, dry_run=True)
    assert revision(engine) == before
    assert take(engine, GOOD) == report
    assert report.written == 2


def test_what_is_taken_is_confirmed_only_by_day_and_name(engine: Engine, directory: SqlDirectory):
    take(engine, GOOD + "9001;Team;team@v.example.nl;;;\n")
    phone, email = directory.municipality("9002").contacts[0].channels
    assert {phone.value, email.value} == {"010 555 0177", "wmo@n.example.nl"}
    assert (phone.state(TODAY), phone.confirmation.confirmed_by) == (State.CONFIRMED, "Loket")
    team = next(contact for contact in directory.municipality("9001").contacts if contact.label == "Team")
    assert team.channels[0].state(TODAY) is State.UNCONFIRMED


def test_the_second_time_nothing_is_written(engine: Engine):
    take(engine, GOOD)
    before = revision(engine)
    again = take(engine, GOOD)
    assert (revision(engine), again.written, [row.edits for row in again.rows]) == (before, 0, [[]])


def test_with_one_row_to_refuse_nothing_is_written(engine: Engine, directory: SqlDirectory):
    before = revision(engine)
    report = take(engine, GOOD + "9009;Wmo;wmo@x.example.nl;;;\n")
    assert report.refused
    assert revision(engine) == before
    assert values(directory, "9002") == []


def test_what_is_asked_waits_for_the_answer(engine: Engine, directory: SqlDirectory):
    text = HEADS + "9001;Wmo;;010 555 0199;;\n"
    assert take(engine, text).count(Outcome.ASK) == 1
    assert values(directory, "9001") == ["010 555 0123"]
    take(engine, text, {2: "vervangen"})
    assert values(directory, "9001") == ["010 555 0199"]


def test_the_rows_to_mend_come_back_mended(engine: Engine, directory: SqlDirectory):
    table = read_table("proef", (GOOD + "9009;Wmo;wmo@x.example.nl;;;\n").encode())
    heads, rows = to_mend(table, SqlImporter(engine, dict, lambda: TODAY).take(table, EDITOR, dry_run=True))
    assert [row[0] for row in rows] == ["9009"]
    assert rows[0][-1] == "rij 3: de code 9009 kent de gids niet"
    mended = as_csv(heads, [["9001", *rows[0][1:]]])
    assert not take(engine, mended, {2: "ernaast"}).refused
    assert "wmo@x.example.nl" in values(directory, "9001")


def test_what_an_owner_said_only_becomes_a_proposal(engine: Engine, directory: SqlDirectory):
    desk = SqlDesk(engine, lambda: TODAY)
    phone = next(item for item in desk.records("9001") if item.ref.kind is RecordKind.CHANNEL)
    desk.confirm(phone.ref, phone.version, OWNER)
    report = take(engine, HEADS + "9001;Wmo;;010 555 0199;;\n")
    assert (report.written, report.proposed) == (0, 1)
    assert values(directory, "9001") == ["010 555 0123"]
    assert desk.proposals()[0].proposed == {"value": "010 555 0199"}


def test_the_history_holds_an_import_together(engine: Engine):
    take(engine, GOOD)
    lines = SqlDesk(engine).history(owner_id="9002")[:2]
    assert len({line.author.batch for line in lines}) == 1
    assert lines[0].author.batch.startswith("import-")


def test_a_municipality_is_renamed_and_another_one_added(engine: Engine, directory: SqlDirectory):
    text = "code;gemeentenaam;provincie\n9002;Nergens aan Zee;Verzonnen Land\n9003;Nieuwstad;Verzonnen Land\n"
    take(engine, text, {2: "hernoemen", 3: "toevoegen"})
    assert directory.municipality("9002").name == "Nergens aan Zee"
    assert directory.municipality("9002").other_names == ("Nergenshuizen",)
    assert directory.municipality("9003").province == "Verzonnen Land"


def test_a_register_is_never_confirmed_and_brings_its_own_up_to_date(engine: Engine, directory: SqlDirectory):
    heads = "systeemId,naam,type,resourceIdentifierTOOI,eindDatum,telefoonnummer,telefoonlabel,email,emaillabel,website,datumTerVerificatie\n"
    line = "1,Gemeente Nergenshuizen,Gemeente,https://x.example.nl/gemeente/gm9002,,{},algemeen,,,,{}\n"
    take(engine, heads + line.format("14 0555", "2026-05-02"))
    assert take(engine, heads + line.format("010 555 0100", "2026-05-03")).written == 1
    assert take(engine, heads + line.format("010 555 0100", "2026-05-03")).written == 0
    (contact,) = directory.municipality("9002").contacts
    assert [(channel.value, str(channel.source_date)) for channel in contact.channels] == [
        ("010 555 0100", "2026-05-03")
    ]
    assert (contact.label, contact.confirmed, contact.channels[0].source_id) == ("Algemeen", False, "register")


def test_choices_are_taken(engine: Engine, directory: SqlDirectory):
    take(engine, "cbs-code;wijze;ritme;productcodes;geldt vanaf\n9002;declareren;;nee;1-7-2026\n")
    found = {choice.subject: choice for choice in directory.municipality("9002").choices}
    assert {subject: choice.value for subject, choice in found.items()} == {
        "productcodes": "nee",
        "wijze": "declaratie",
    }
    assert found["wijze"].valid_from == date(2026, 7, 1)


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_out_and_in_again_is_no_difference(engine: Engine, directory: SqlDirectory, write):  # noqa: ANN001
    take(engine, GOOD)
    owners: Sequence = [*directory.municipalities(), *directory.organisations()]
    before = revision(engine)
    for data in (
        write(CONTACT_HEADS, contact_rows(owners, TODAY)),
        write(CHOICE_HEADS, choice_rows(directory.municipalities())),
    ):
        report = take(engine, data)
        assert {row.outcome for row in report.rows} == {Outcome.TAKE}
        assert [row.edits for row in report.rows if row.edits] == []
    assert revision(engine) == before
