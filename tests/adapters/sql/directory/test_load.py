"""Loading the files into the database: idempotent, whole or not at all, and respectful of what people confirmed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.adapters.directory_files.reading import DirectoryFilesError
from bot.adapters.sql.directory.contacts import ChannelRow
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.load import LoadResult
from bot.adapters.sql.directory.municipalities import ChoiceRow
from bot.adapters.sql.directory.organisations import OrganisationRow, ServiceRow
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.sessions import DirectorySession

NOTHING = LoadResult(added=0, changed=0, removed=0, kept=0)
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def loaded(database_url: str, sample_dir: Path) -> LoadResult:
    return prepare(database_url, sample_dir)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def confirm(row: ChannelRow | ChoiceRow | OrganisationRow | ServiceRow, on: date = TODAY) -> None:
    row.confirmed_on, row.confirmed_by = on, "Beheerder Voorbeeld"


def test_the_first_load_adds_everything(loaded: LoadResult):
    assert loaded.added > 10
    assert (loaded.changed, loaded.removed, loaded.kept) == (0, 0, 0)


def test_a_second_load_changes_nothing(database_url: str, engine: Engine, sample_dir: Path):
    before = SqlDirectory(engine).organisations()
    assert prepare(database_url, sample_dir) == NOTHING
    assert SqlDirectory(engine).organisations() == before


def test_a_changed_line_changes_the_database(database_url: str, engine: Engine, sample_dir: Path):
    edit(sample_dir / "organisations.csv", "Stichting Horizon", "Horizon Nieuw")
    assert prepare(database_url, sample_dir).changed == 1
    assert SqlDirectory(engine).organisation("horizon").name == "Horizon Nieuw"


def test_what_leaves_the_files_leaves_the_database(database_url: str, engine: Engine, sample_dir: Path):
    for name in ("organisations", "services", "contacts", "aliases"):
        path = sample_dir / f"{name}.csv"
        kept = [line for line in path.read_text(encoding="utf-8").splitlines() if "orizon" not in line]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    edit(sample_dir / "functions.csv", "dagbesteding,Dagbesteding,Day activities,,\n", "")
    directory = SqlDirectory(engine)
    assert prepare(database_url, sample_dir).removed > 0
    assert [organisation.id for organisation in directory.organisations()] == ["elders"]
    assert directory.terms("functions") == {}


def test_a_number_confirmed_later_in_the_database_stays(database_url: str, engine: Engine, sample_dir: Path):
    with DirectorySession(engine) as session, session.begin():
        row = session.scalars(select(ChannelRow).where(ChannelRow.value == "088 555 0101")).one()
        row.value = "088 555 0999"
        confirm(row)
    assert prepare(database_url, sample_dir).kept == 1
    channels = SqlDirectory(engine).organisation("horizon").contacts[0].channels
    assert [channel.value for channel in channels] == ["088 555 0999", "aanmelden@horizon.example.nl"]
    assert channels[0].confirmation.confirmed_by == "Beheerder Voorbeeld"


def test_a_number_confirmed_later_in_the_file_replaces_it(database_url: str, engine: Engine, sample_dir: Path):
    with DirectorySession(engine) as session, session.begin():
        row = session.scalars(select(ChannelRow).where(ChannelRow.value == "088 555 0101")).one()
        row.value = "088 555 0999"
        confirm(row)
    edit(sample_dir / "contacts.csv", "2026-03-01,2026-03-01", "2026-03-01,2026-06-02")
    assert prepare(database_url, sample_dir).kept == 0
    assert SqlDirectory(engine).organisation("horizon").contacts[0].channels[0].value == "088 555 0101"


def test_a_confirmation_taken_back_in_the_file_is_taken_back(database_url: str, engine: Engine, sample_dir: Path):
    edit(sample_dir / "contacts.csv", "2026-03-01,2026-03-01,Redactie Voorbeeld", "2026-03-01,,")
    assert prepare(database_url, sample_dir).changed == 1
    assert not SqlDirectory(engine).organisation("horizon").contacts[0].channels[0].confirmation.confirmed


def test_choices_services_and_organisations_confirmed_later_stay(database_url: str, engine: Engine, sample_dir: Path):
    with DirectorySession(engine) as session, session.begin():
        choice = session.scalars(select(ChoiceRow)).one()
        choice.value = "vier weken"
        organisation = session.get_one(OrganisationRow, "elders")
        organisation.contract_status = "ja"
        service = session.scalars(select(ServiceRow).where(ServiceRow.organisation_id == "elders")).one()
        service.note = "Nagevraagd."
        for row in (choice, organisation, service):
            confirm(row)
    assert prepare(database_url, sample_dir).kept == 3
    directory = SqlDirectory(engine)
    assert directory.municipality("9001").choices[0].value == "vier weken"
    assert directory.organisation("elders").contract_status == "ja"
    assert directory.organisation("elders").services[0].note == "Nagevraagd."


def test_what_was_confirmed_here_stays_even_when_it_leaves_the_files(
    database_url: str, engine: Engine, sample_dir: Path
):
    with DirectorySession(engine) as session, session.begin():
        confirm(session.scalars(select(ServiceRow).where(ServiceRow.organisation_id == "elders")).one())
    edit(sample_dir / "services.csv", "elders,,doofblind,wmo,,,,,\n", "")
    for name in ("organisations", "service_areas"):
        path = sample_dir / f"{name}.csv"
        kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("elders")]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    prepare(database_url, sample_dir)
    elders = SqlDirectory(engine).organisation("elders")
    assert elders.services[0].confirmation.confirmed_on == TODAY
    assert elders.area == ()


def test_with_a_mistake_nothing_is_loaded(database_url: str, engine: Engine, sample_dir: Path):
    edit(sample_dir / "organisations.csv", "Stichting Horizon", "Horizon Nieuw")
    edit(sample_dir / "services.csv", "elders,,doofblind,wmo", "elders,,bestaat-niet,wmo")
    with pytest.raises(DirectoryFilesError):
        prepare(database_url, sample_dir)
    assert SqlDirectory(engine).organisation("horizon").name == "Stichting Horizon"
