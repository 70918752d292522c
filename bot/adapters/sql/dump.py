"""The whole database as plain JSON values and back, the same for SQLite and PostgreSQL: what a backup holds of it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from alembic import command
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, RowMapping, Table, func, insert, inspect, select, update

from bot.adapters.sql.base import Revision, reading
from bot.adapters.sql.directory.setup import alembic_config, take_turn
from bot.core.errors import KennispuntError

type Row = dict[str, Any]
type Tables = dict[str, list[Row]]

_VERSIONS = "alembic_version"
_DAY, _MOMENT, _BYTES = "$day", "$moment", "$bytes"


class NotEmptyError(KennispuntError):
    """There is something in the database that would be lost."""


def dump(engine: Engine) -> tuple[str, Tables]:
    """The revision of the schema, and every row of every table, as they were at one moment."""
    with reading(engine).connect() as connection:
        tables = _reflected(connection)
        version = MigrationContext.configure(connection).get_current_revision() or ""
        rows = {
            name: [_plain(row) for row in connection.execute(_in_order(table)).mappings()] for name, table in tables
        }
    return version, rows


def restore(engine: Engine, version: str, rows: Tables, *, replace: bool = False) -> None:
    """Put these rows in the place of all there are, and bring the schema to the newest; all of it or nothing.

    Raises NotEmptyError when there are rows already and they may not be replaced.
    """
    with engine.begin() as connection:
        take_turn(connection)
        before = _last_change(connection)
        if before and not replace:
            raise NotEmptyError(
                "de database is niet leeg; met --force komt de reservekopie in de plaats van wat er staat"
            )
        found = MetaData()
        found.reflect(connection)
        found.drop_all(connection)
        command.upgrade(alembic_config(connection), version)
        tables = _reflected(connection)
        for _, table in reversed(tables):
            connection.execute(table.delete())  # a migration may fill in a row
        for name, table in tables:
            if rows.get(name):
                connection.execute(insert(table), [_typed(row) for row in rows[name]])
        command.upgrade(alembic_config(connection), "head")
        # Whoever serves from a copy in memory sees by the number that it is another one.
        connection.execute(update(Revision).values(number=Revision.number + 1 + (before or 0)))
        _continue_numbers(connection)


def _last_change(connection: Connection) -> int | None:
    """The number of the newest change: 0 in a database that was never filled, None where there is none."""
    if not inspect(connection).has_table(Revision.__tablename__):
        return None
    number: int | None = connection.execute(select(func.max(Revision.number))).scalar()
    return number


def _reflected(connection: Connection) -> list[tuple[str, Table]]:
    """The tables as they are in the database, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [(table.name, table) for table in found.sorted_tables if table.name != _VERSIONS]


def _in_order(table: Table) -> Any:  # noqa: ANN401 - a statement of SQLAlchemy's
    return select(table).order_by(*table.primary_key.columns)


def _continue_numbers(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers."""
    if connection.dialect.name != "postgresql":
        return
    for name, table in _reflected(connection):
        for column in table.primary_key.columns:
            owned = connection.execute(select(func.pg_get_serial_sequence(name, column.name))).scalar()
            if owned:
                highest = connection.execute(select(func.max(column))).scalar()
                connection.execute(select(func.setval(owned, highest or 1, highest is not None)))


def _plain(row: RowMapping) -> Row:
    values: Row = {}
    for name, value in row.items():
        if isinstance(value, datetime):
            # SQLite keeps no zone: what is written there is in UTC.
            aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
            values[name] = {_MOMENT: aware.isoformat()}
        elif isinstance(value, date):
            values[name] = {_DAY: value.isoformat()}
        elif isinstance(value, bytes | memoryview):
            values[name] = {_BYTES: base64.b64encode(value).decode()}
        else:
            values[name] = value
    return values


def _typed(row: Mapping[str, Any]) -> Row:
    values: Row = {}
    for name, value in row.items():
        match value:
            case {"$moment": str(moment)}:
                values[name] = datetime.fromisoformat(moment)
            case {"$day": str(day)}:
                values[name] = date.fromisoformat(day)
            case {"$bytes": str(data)}:
                values[name] = base64.b64decode(data)
            case _:
                values[name] = value
    return values
