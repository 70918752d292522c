"""The national register in the database: what it writes, what it leaves alone, and what it only proposes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.adapters.register.reading import RegisterError, read_register
from bot.adapters.sql.directory.contacts import ChannelRow
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.proposals import ProposalRow
from bot.adapters.sql.directory.queries import revision
from bot.adapters.sql.directory.register_import import RegisterResult, import_register
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.sessions import DirectorySession
from bot.core.changes.proposals import ProposalKind
from bot.core.directory.contacts import UNCONFIRMED, Contact
from bot.core.partial_date import PartialDate
from tests.contracts.register_sample import NERGENSHUIZEN, VOORBEELD, municipality, write_export

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def loaded(database_url: str, sample_dir: Path) -> None:
    prepare(database_url, sample_dir)


def bring(engine: Engine, folder: Path, *organisations: str, today: date = TODAY, **wishes: bool) -> RegisterResult:
    return import_register(engine, read_register(write_export(folder, *organisations)), today, **wishes)


def general(engine: Engine, code: str) -> Contact | None:
    found = SqlDirectory(engine).municipality(code)
    assert found
    return next((contact for contact in found.contacts if contact.label == "Algemeen"), None)


def values(engine: Engine, code: str) -> list[str]:
    contact = general(engine, code)
    return [channel.value for channel in contact.channels] if contact else []


def proposals(engine: Engine) -> list[tuple[ProposalKind, str, date]]:
    with DirectorySession(engine) as session:
        rows = session.scalars(select(ProposalRow).order_by(ProposalRow.text))
        return [(row.kind, row.text, row.found_on) for row in rows]


def confirm(engine: Engine, value: str, new: str = "") -> None:
    with DirectorySession(engine) as session, session.begin():
        row = session.scalars(select(ChannelRow).where(ChannelRow.value == value)).one()
        row.value, row.confirmed_on, row.confirmed_by = new or value, TODAY, "Gemeente Voorbeeld"


def test_each_municipality_gets_a_general_desk_that_nobody_confirmed(engine: Engine, tmp_path: Path):
    result = bring(engine, tmp_path)
    assert (result.municipalities, result.channels, result.places, result.shared_places) == (2, 6, 5, 1)
    contact = general(engine, "9002")
    assert contact
    assert [channel.value for channel in contact.channels] == [
        "0555 01 01 02",
        "info@nergenshuizen.example.nl",
        "www.nergenshuizen.example.nl",
    ]
    assert {(channel.source_id, channel.source_date, channel.confirmation) for channel in contact.channels} == {
        ("register", PartialDate(2026, 5, 8), UNCONFIRMED)
    }


def test_other_desks_stay_and_come_first(engine: Engine, tmp_path: Path):
    bring(engine, tmp_path)
    found = SqlDirectory(engine).municipality("9001")
    assert found
    assert [contact.label for contact in found.contacts] == ["Wmo", "Algemeen"]


def test_places_belong_to_their_municipality(engine: Engine, tmp_path: Path):
    bring(engine, tmp_path)
    found = SqlDirectory(engine).municipality("9001")
    assert found
    assert found.places == ("Tweedorp", "Verweg", "Voorbeeld")


def test_a_second_import_writes_nothing(engine: Engine, tmp_path: Path):
    bring(engine, tmp_path)
    before = revision(engine)
    assert bring(engine, tmp_path).unchanged
    assert revision(engine) == before


def test_a_dry_run_says_the_same_and_writes_nothing(engine: Engine, tmp_path: Path):
    before = revision(engine)
    said = bring(engine, tmp_path, dry_run=True)
    assert revision(engine) == before
    assert values(engine, "9002") == []
    assert said == bring(engine, tmp_path)


def test_what_the_register_no_longer_has_goes(engine: Engine, tmp_path: Path):
    bring(engine, tmp_path)
    less = municipality("9002", "Nergenshuizen", phones=["0555 01 01 03"], places="Nergenshuizen")
    bring(engine, tmp_path, VOORBEELD, less, accept_fewer=True)
    assert values(engine, "9002") == ["0555 01 01 03"]
    assert SqlDirectory(engine).municipality("9002").places == ("Nergenshuizen",)


def test_what_somebody_confirmed_is_left_and_a_difference_is_proposed(engine: Engine, tmp_path: Path):
    bring(engine, tmp_path)
    confirm(engine, "14 0555", "010 555 0100")
    result = bring(engine, tmp_path)
    assert result.kept == 1
    assert values(engine, "9001")[0] == "010 555 0100"
    text = "'s-Voorbeeld, telefoon: het register heeft 14 0555, de gids 010 555 0100"
    assert proposals(engine) == [(ProposalKind.CONTACT, text, TODAY)]


def test_what_is_confirmed_and_only_written_otherwise_is_no_difference(engine: Engine, tmp_path: Path):
    bring(engine, tmp_path)
    confirm(engine, "0555 01 01 02", "(0555) 010102")
    confirm(engine, "www.nergenshuizen.example.nl", "https://www.nergenshuizen.example.nl/")
    assert bring(engine, tmp_path).proposals == ()


def test_a_line_of_the_files_wins_and_the_register_comes_back_when_it_goes(
    database_url: str, engine: Engine, sample_dir: Path, tmp_path: Path
):
    bring(engine, tmp_path)
    path = sample_dir / "contacts.csv"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "9002,Algemeen,phone,010 555 0177,voorbeeld,,,\n", encoding="utf-8")
    prepare(database_url, sample_dir)
    bring(engine, tmp_path)
    assert values(engine, "9002")[0] == "010 555 0177"
    assert "0555 01 01 02" not in values(engine, "9002")
    path.write_text(before, encoding="utf-8")
    prepare(database_url, sample_dir)
    bring(engine, tmp_path)
    assert "0555 01 01 02" in values(engine, "9002")
    assert "010 555 0177" not in values(engine, "9002")


def test_a_load_of_the_files_leaves_what_the_register_brought(
    database_url: str, engine: Engine, sample_dir: Path, tmp_path: Path
):
    bring(engine, tmp_path)
    before = SqlDirectory(engine).municipalities(), revision(engine)
    result = prepare(database_url, sample_dir)
    assert (result.added, result.changed, result.removed) == (0, 0, 0)
    assert (SqlDirectory(engine).municipalities(), revision(engine)) == before


def test_a_municipality_that_leaves_the_files_takes_its_register_along(
    database_url: str, engine: Engine, sample_dir: Path, tmp_path: Path
):
    bring(engine, tmp_path)
    path = sample_dir / "municipalities.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("9002")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    prepare(database_url, sample_dir)
    assert [item.cbs_code for item in SqlDirectory(engine).municipalities()] == ["9001"]
    assert "Nergenshuizen (9002) is nieuw" in bring(engine, tmp_path).proposals


@pytest.mark.parametrize(
    ("organisations", "said"),
    [
        ([municipality("9009", "Anders")], "maar 0 gemeenten met een nummer of adres, en wij kennen er 2"),
        ([VOORBEELD], "maar 1 gemeenten"),
        ([VOORBEELD, municipality("9002", "Nergenshuizen", phones=["0555 01 01 02"])], "maar 4 nummers en adressen"),
        ([VOORBEELD, NERGENSHUIZEN.replace("Tweedorp, Verzonnen aan de Beek", "")], "maar 4 plaatsen"),
    ],
    ids=["empty", "halved", "fewer channels", "fewer places"],
)
def test_a_register_that_lost_much_is_refused_whole(
    engine: Engine, tmp_path: Path, organisations: list[str], said: str
):
    bring(engine, tmp_path)
    before = SqlDirectory(engine).municipalities(), revision(engine)
    with pytest.raises(RegisterError, match=said):
        bring(engine, tmp_path, *organisations)
    assert (SqlDirectory(engine).municipalities(), revision(engine)) == before


def test_an_empty_register_is_refused_whatever_is_accepted(engine: Engine, tmp_path: Path):
    with pytest.raises(RegisterError, match="maar 0 gemeenten"):
        bring(engine, tmp_path, municipality("9009", "Anders"), accept_fewer=True)


def test_new_ended_and_renamed_municipalities_are_proposed_and_never_done(engine: Engine, tmp_path: Path):
    names = [item.name for item in SqlDirectory(engine).municipalities()]
    organisations = (
        VOORBEELD.replace("Gemeente Voorbeeld", "Gemeente Voorbeeld (D)"),  # the province's letter is no other name
        NERGENSHUIZEN.replace("Gemeente Nergenshuizen", "Gemeente Ergenshuizen"),
        municipality("9010", "Nieuwstad", starts="2027-01-01"),
        municipality("9011", "Vroeger", ends="2020-01-01"),
    )
    bring(engine, tmp_path, *organisations)
    assert [item.name for item in SqlDirectory(engine).municipalities()] == names
    assert proposals(engine) == [
        (ProposalKind.RENAMED, "Nergenshuizen (9002) heet in het register Ergenshuizen", TODAY),
        (ProposalKind.NEW, "Nieuwstad (9010) is nieuw, vanaf 2027-01-01", TODAY),
    ]
    bring(engine, tmp_path, *organisations, today=date(2026, 6, 2))
    assert {found_on for _, _, found_on in proposals(engine)} == {TODAY}, "the day on which it was first proposed"
    bring(engine, tmp_path)
    assert proposals(engine) == []


def test_a_municipality_that_ends_later_keeps_its_desk_until_that_day(engine: Engine, tmp_path: Path):
    ending = NERGENSHUIZEN.replace("<p:contact>\n", "<p:eindDatum>2027-01-01</p:eindDatum><p:contact>\n", 1)
    assert bring(engine, tmp_path, VOORBEELD, ending).proposals == (
        "Nergenshuizen (9002) houdt op te bestaan op 2027-01-01",
    )
    assert values(engine, "9002")
    later = bring(engine, tmp_path, VOORBEELD, ending, today=date(2027, 1, 1), accept_fewer=True)
    assert later.proposals == ("Nergenshuizen (9002) bestaat niet meer sinds 2027-01-01",)
    assert values(engine, "9002") == []
    assert SqlDirectory(engine).municipality("9002"), "an editor takes a municipality away"


def test_a_municipality_that_is_in_it_twice_is_left_as_it_is(engine: Engine, tmp_path: Path):
    bring(engine, tmp_path)
    other = municipality("9002", "Nergenshuizen", phones=["0555 99 99 99"], places="Elders")
    result = bring(engine, tmp_path, VOORBEELD, NERGENSHUIZEN, other, accept_fewer=True)
    assert result.proposals == ("Nergenshuizen (9002) staat er twee keer in",)
    assert values(engine, "9002")[0] == "0555 01 01 02"
