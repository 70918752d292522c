"""What is dumped from one database is put back in another, of the same kind or not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.adapters.sql import dump
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.contacts import ContactRow
from bot.adapters.sql.directory.register_fetch import FetchState, read_fetch, write_fetch
from bot.adapters.sql.directory.setup import alembic_config, prepare
from bot.adapters.sql.sessions import DirectorySession
from tests.contracts.directory_sample import write_sample
from tools.servers.postgres import new_schema


def rows(engine: Engine) -> dump.Tables:
    return {name: table for name, table in dump.dump(engine)[1].items() if name != "directory_revision"}


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_there_and_back(database_url: str, engine: Engine, target: str, tmp_path: Path, request: pytest.FixtureRequest):
    prepare(database_url, write_sample(tmp_path / "directory"))
    fetched = FetchState("https://example.nl/x", '"e"', "", datetime.now(UTC), datetime.now(UTC), "stuk")
    write_fetch(engine, fetched)
    version, held = dump.dump(engine)
    url = (
        f"sqlite:///{tmp_path / 'ander.db'}" if target == "sqlite" else new_schema(request.getfixturevalue("postgres"))
    )
    other = engine_for(url)
    dump.restore(other, version, held)
    assert rows(other) == rows(engine)
    assert read_fetch(other) == fetched
    with DirectorySession(other) as session, session.begin():  # new rows are numbered after those that came
        session.add(ContactRow(label="Nieuw", organisation_id="horizon", position=99))
    other.dispose()


def test_backup_of_an_earlier_schema_is_brought_up_to_date(engine: Engine):
    from alembic import command

    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
    version, held = dump.dump(engine)
    assert version == "0001"
    dump.restore(engine, version, held, replace=True)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() > "0001"


def test_what_goes_wrong_halfway_leaves_all_as_it_was(database_url: str, engine: Engine, tmp_path: Path):
    prepare(database_url, write_sample(tmp_path / "directory"))
    version, held = dump.dump(engine)
    held["organisations"].append({**held["organisations"][0]})  # twice the same key
    before = rows(engine)
    with pytest.raises(Exception, match=r"(?i)unique"):
        dump.restore(engine, version, held, replace=True)
    assert rows(engine) == before
