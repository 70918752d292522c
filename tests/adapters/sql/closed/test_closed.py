"""The closed part in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.dump import dump, restore
from bot.adapters.tables.reading import read_table
from bot.core.closed.shelf import ClosedError, Development, MeanwhileError, Official
from bot.core.use.figures import SMALL, Cell, Figure
from tests.contracts.closed_world import EDITOR, ClosedWorld
from tests.contracts.directory_sample import write_sample

FIGURES = b"aanbieder;gemeente;jaar;aantal\r\nhorizon;9001;2025;1.234\r\nhorizon;9002;2025;3\r\n"
PERSON = Official(
    0, "9001", "Mees Verzonnendijk", "overdracht bij verhuizing", "mees@voorbeeld.example.nl", "010 555 0133"
)


@pytest.fixture
def closed(engine: Engine, database_url: str, tmp_path: Path) -> ClosedWorld:
    prepare(database_url, write_sample(tmp_path / "content" / "directory"))
    return ClosedWorld(engine)


def test_figures_are_taken_whole_after_a_report_and_once(closed: ClosedWorld):
    table = read_table("cijfers.csv", FIGURES)
    assert closed.part.take_figures(table, EDITOR, dry_run=True).refused == 0
    assert closed.use.cells() == ()
    closed.part.take_figures(table, EDITOR, dry_run=False)
    cells = (Cell(2025, "horizon", "9001", Figure(1234, 1234)), Cell(2025, "horizon", "9002", SMALL))
    assert closed.use.cells() == cells
    closed.part.take_figures(table, EDITOR, dry_run=False)
    assert [line.what for line in closed.shelf.log()] == ["cijfers overgenomen: 2"]
    wrong = read_table("cijfers.csv", FIGURES.replace(b"1.234", b"9") + b"horizon;niemand;2025;7\r\n")
    assert closed.part.take_figures(wrong, EDITOR, dry_run=False).refused == 1
    assert closed.use.cells() == cells
    less = read_table("cijfers.csv", FIGURES.replace(b"1.234", b"2"))
    closed.part.take_figures(less, EDITOR, dry_run=False)
    assert closed.use.cells()[0].figure == SMALL


def test_an_article_is_written_changed_and_taken_away(closed: ClosedWorld):
    made = closed.part.write(Development(0, "Nieuw mandaat", "Tekst.", date(2026, 5, 1)), EDITOR)
    changed = closed.part.write(replace(made, text="Andere tekst."), EDITOR)
    assert closed.shelf.developments() == (changed,)
    with pytest.raises(MeanwhileError) as told:
        closed.part.write(replace(made, text="Nog een tekst."), EDITOR)
    assert told.value.now == changed
    with pytest.raises(ClosedError, match="titel"):
        closed.part.write(Development(0, " ", "Tekst.", date(2026, 5, 1)), EDITOR)
    closed.shelf.remove_development(made.id, EDITOR.email)
    assert closed.shelf.developments() == ()
    with pytest.raises(MeanwhileError):
        closed.part.write(changed, EDITOR)


def test_a_document_comes_back_as_it_was_also_from_a_backup(closed: ClosedWorld, engine: Engine):
    data = b"%PDF-1.7\n\x00\xff"
    made = closed.part.add_document("Handreiking", "../../Hand reiking (1).PDF", data, EDITOR)
    assert made.name == "Hand-reiking-1.pdf"
    assert closed.shelf.document(made.id) == (made, data)
    version, rows = dump(engine)
    closed.shelf.remove_document(made.id, EDITOR.email)
    assert closed.shelf.document(made.id) is None
    restore(engine, version, rows, replace=True)
    assert closed.shelf.document(made.id) == (made, data)


def test_an_official_gets_the_notice_first_and_another_address_too(closed: ClosedWorld):
    made = closed.part.keep_official(PERSON, EDITOR)
    closed.send()
    (notice,) = closed.world.fake.to(PERSON.email)
    for words in (PERSON.name, PERSON.task, PERSON.email, PERSON.phone, "Autoriteit Persoonsgegevens", "/privacy"):
        assert words in notice.text, words
    changed = closed.part.keep_official(replace(made, phone=""), EDITOR)
    closed.part.keep_official(replace(changed, email="m@voorbeeld.example.nl"), EDITOR)
    closed.send()
    assert len(closed.world.fake.to(PERSON.email)) == 1
    assert len(closed.world.fake.to("m@voorbeeld.example.nl")) == 1
    with pytest.raises(MeanwhileError):
        closed.part.keep_official(made, EDITOR)
    with pytest.raises(ClosedError, match="uit de gids"):
        closed.part.keep_official(replace(PERSON, owner_id="niemand"), EDITOR)
    with pytest.raises(ClosedError, match="e-mailadres"):
        closed.part.keep_official(replace(PERSON, email="geen"), EDITOR)
    closed.shelf.remove_official(made.id, EDITOR.email)
    assert closed.shelf.officials() == ()
    assert PERSON.name not in str(closed.shelf.log())
