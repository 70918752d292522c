"""Models and migrations say the same, on both databases."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import Engine, inspect

from bot.adapters.sql.directory.setup import alembic_config, upgrade


def test_models_and_migrations_agree(engine: Engine):
    upgrade(engine)
    with engine.begin() as connection:
        command.check(alembic_config(connection))  # raises where a migration would still have something to do


def test_migrations_go_down_and_up_again(engine: Engine):
    upgrade(engine)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrade(engine)
    assert "channels" in inspect(engine).get_table_names()


def test_the_alembic_command_takes_its_address_from_the_settings(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KENNISPUNT_DATABASE_URL", database_url)
    command.upgrade(alembic_config(), "head")
    assert "organisations" in inspect(engine).get_table_names()
