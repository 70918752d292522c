"""Alembic's entry: on the connection it is given, else on the address that `bot.settings` has."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection

from bot.adapters.sql import history  # noqa: F401  # its table registers
from bot.adapters.sql.accounts import tables  # noqa: F401  # the same
from bot.adapters.sql.agreements import tables as _agreements  # noqa: F401  # the same
from bot.adapters.sql.base import Base, PartialDateColumn, engine_for
from bot.adapters.sql.closed import shelf as _shelf  # noqa: F401  # the same
from bot.adapters.sql.directory import contacts, doubles, municipalities, organisations, proposals, register, vocabulary  # noqa: F401  # their tables register
from bot.adapters.sql.exchange import tables as _exchange  # noqa: F401  # the same
from bot.adapters.sql.mail import outbox as _outbox  # noqa: F401  # the same
from bot.adapters.sql.rounds import tables as _rounds  # noqa: F401  # the same
from bot.adapters.sql.texts import tables as _texts  # noqa: F401  # the same
from bot.adapters.sql.use import book as _use  # noqa: F401  # the same
from bot.adapters.sql.use import tally as _tally  # noqa: F401  # the same
from bot.adapters.sql.weekly import book as _weekly  # noqa: F401  # the same
from bot.settings import Settings


def render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our own column type as what it is in the database: a migration outlives the code that it was made from."""
    return f"sa.String(length={item.impl.length})" if kind == "type" and isinstance(item, PartialDateColumn) else False


def migrate(connection: Connection) -> None:
    """Run the migrations; SQLite changes a table by making it anew."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_server_default=True,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    engine = engine_for(Settings.from_env().database)
    with engine.begin() as own:
        migrate(own)
    engine.dispose()
