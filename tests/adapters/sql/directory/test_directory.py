"""The directory on SQLite and on PostgreSQL."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.contacts import ChannelRow
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.organisations import OrganisationRow
from bot.adapters.sql.directory.setup import prepare, upgrade
from bot.adapters.sql.sessions import DirectorySession
from bot.settings import ROOT
from tests.contracts.directory_contract import DirectoryContract
from tests.contracts.directory_sample import write_sample
from tools.servers.postgres import new_schema


@pytest.fixture
def directory(database_url: str, engine: Engine, sample_dir: Path) -> SqlDirectory:
    prepare(database_url, sample_dir)
    return SqlDirectory(engine)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def loaded_once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlDirectory]:
    folder = tmp_path_factory.mktemp("gids")
    url = (
        f"sqlite:///{folder / 'gids.db'}"
        if request.param == "sqlite"
        else new_schema(request.getfixturevalue("postgres"))
    )
    prepare(url, write_sample(folder / "directory"))
    engine = engine_for(url)
    yield SqlDirectory(engine)
    engine.dispose()


class TestSqlDirectory(DirectoryContract):
    @pytest.fixture
    def directory(self, loaded_once: SqlDirectory) -> SqlDirectory:
        """These tests only read, so one load serves them all."""
        return loaded_once


def test_a_change_in_the_database_is_seen_at_once(directory: SqlDirectory, engine: Engine):
    assert directory.organisation("horizon").website == "https://horizon.example.nl"
    with DirectorySession(engine) as session, session.begin():
        session.get_one(OrganisationRow, "horizon").website = "https://nieuw.example.nl"
    assert directory.organisation("horizon").website == "https://nieuw.example.nl"


def test_without_a_change_nothing_is_read_again(directory: SqlDirectory):
    assert directory.organisations() is directory.organisations()


def test_many_threads_read_while_one_writes(directory: SqlDirectory, engine: Engine):
    failures: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                assert len(directory.organisations()) == 2
                time.sleep(0.002)
        except Exception as error:  # noqa: BLE001  # a thread's error would be lost
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(20):
        with DirectorySession(engine) as session, session.begin():
            session.get_one(OrganisationRow, "horizon").website = f"https://{number}.example.nl"
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert directory.organisation("horizon").website == "https://19.example.nl"


def test_the_last_copy_answers_while_the_database_is_away(
    directory: SqlDirectory, engine: Engine, caplog: pytest.LogCaptureFixture
):
    before = directory.organisations()
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE directory_revision RENAME TO away"))
    with caplog.at_level(logging.WARNING):
        assert directory.organisations() == before
        assert directory.organisations() == before
    assert not directory.ready()
    assert caplog.text.count("answers from revision") == 1


def test_without_any_copy_a_missing_database_is_an_error(engine: Engine):
    with pytest.raises(SQLAlchemyError):
        SqlDirectory(engine).organisations()


def test_ready_means_migrated_and_filled(database_url: str, engine: Engine, sample_dir: Path):
    directory = SqlDirectory(engine)
    assert not directory.ready()
    upgrade(engine)
    assert not directory.ready()
    prepare(database_url, sample_dir)
    assert directory.ready()


def test_the_database_itself_refuses_a_channel_without_a_contact(directory: SqlDirectory, engine: Engine):
    row = ChannelRow(contact_id=987654, kind="phone", value="010 555 0199", position=0, confirmed_on=date(2026, 1, 1))
    with DirectorySession(engine) as session:
        session.add(row)
        with pytest.raises(IntegrityError):
            session.flush()


def test_the_database_itself_refuses_a_contact_of_two_owners(directory: SqlDirectory, engine: Engine):
    statement = text(
        "INSERT INTO contacts (organisation_id, cbs_code, label, position) VALUES ('horizon', '9001', 'Beide', 0)"
    )
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(statement)


def test_deleting_an_organisation_deletes_what_is_its_own(directory: SqlDirectory, engine: Engine):
    with DirectorySession(engine) as session, session.begin():
        session.delete(session.get_one(OrganisationRow, "horizon"))
    with DirectorySession(engine) as session:
        values = [row.value for row in session.scalars(select(ChannelRow))]
    assert values == ["010 555 0123"]


def test_sqlite_waits_and_keeps_its_promises(tmp_path: Path):
    engine = engine_for(f"sqlite:///{tmp_path / 'map' / 'gids.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def test_a_postgresql_address_gets_the_driver_that_is_installed():
    assert engine_for("postgresql://localhost/gids").dialect.driver == "psycopg"
    assert create_engine("sqlite://").dialect.name == "sqlite"


def test_the_real_directory_is_loaded_whole(database_url: str, engine: Engine):
    prepare(database_url, ROOT / "content" / "directory")
    directory = SqlDirectory(engine)
    assert len(directory.municipalities()) == 342
    assert len(directory.organisations()) > 0
