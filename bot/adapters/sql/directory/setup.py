"""Makes the database ready for use: migrates it and fills it from the directory's files."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from bot.adapters.directory_files.reading import read_files
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.load import LoadResult, load
from bot.settings import ROOT

_TAKE_TURN = {
    "sqlite": "PRAGMA user_version = 0",  # a write, so that the transaction has the lock before it reads
    "postgresql": "SELECT pg_advisory_xact_lock(705337)",
}
"""By database, the statement that lets one upgrade at a time go on."""


def prepare(database_url: str, directory_dir: Path) -> LoadResult:
    """Bring the tables up to date and load the files into them; safe to repeat.

    `directory_dir` is `content/directory`; its neighbour `sources.yml` says which sources exist.
    Raises DirectoryFilesError with every mistake in the files, before anything is written.
    """
    files = read_files(directory_dir)
    engine = engine_for(database_url)
    try:
        upgrade(engine)
        return load(engine, files)
    finally:
        engine.dispose()


def upgrade(engine: Engine) -> None:
    """Run the migrations that this database has not had; who comes second waits, and finds it done."""
    with engine.begin() as connection:
        take_turn(connection)
        command.upgrade(alembic_config(connection), "head")


def take_turn(connection: Connection) -> None:
    """Wait until nobody else changes the tables themselves: two that both read 'nothing there yet' would both make them."""
    connection.exec_driver_sql(_TAKE_TURN[connection.dialect.name])


def alembic_config(connection: object = None) -> Config:
    """Alembic's settings; with a connection the migrations run on it, else on the address of `bot.settings`."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config
