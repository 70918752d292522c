"""What every table shares: naming, recurring columns as types, the connection, and the session that counts changes."""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import date
from pathlib import Path
from typing import Annotated, Any, override

from sqlalchemy import (
    Date,
    Dialect,
    Engine,
    ForeignKey,
    MetaData,
    String,
    Text,
    TypeDecorator,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

from bot.core.directory.standing import Origin
from bot.core.partial_date import PartialDate

LOCK_SECONDS = 10
"""How long a writer waits for another one before it gives up."""
_POSTGRESQL_LIMITS: dict[str, str | int] = {
    "connect_timeout": 3,  # seconds; libpq itself waits for ever
    "tcp_user_timeout": 10_000,  # milliseconds that what was sent may stay unconfirmed
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
}
_STATEMENT_MILLISECONDS = 30_000
"""Who waits for another one's upgrade (`directory.setup`) waits within a statement."""
_POOL_SECONDS = 3
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_PAUSE_SECONDS = 0.05


class PartialDateColumn(TypeDecorator[PartialDate]):
    """A `PartialDate` kept as its ISO text, because a source often gives no more than a year."""

    impl = String(10)
    cache_ok = True

    @override
    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        return None if value is None else PartialDate.parse(value)


class JsonText(TypeDecorator[Any]):
    """A small list or mapping kept as JSON in a text column, so that both databases compare and default it alike."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: object, dialect: Dialect) -> str:
        return json.dumps(value, ensure_ascii=False)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        return json.loads(value or "null")


class Base(DeclarativeBase):
    """Every table of this project; constraints have names, so that a migration can find them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {PartialDate: PartialDateColumn(), date: Date()}  # noqa: RUF012  # read by SQLAlchemy itself


RowId = Annotated[int, mapped_column(primary_key=True)]
Slug = Annotated[str, mapped_column(String(60), primary_key=True)]
"""A readable id, as the files give it."""
CbsCode = Annotated[str, mapped_column(String(4), primary_key=True)]
"""A municipality's code of Statistics Netherlands, with its leading zeros."""
Name = Annotated[str, mapped_column(String(200))]
Line = Annotated[str, mapped_column(Text, default="", server_default=text("''"))]
"""Free text that may be empty; never null, so that 'not known' has one form."""
OrganisationKey = Annotated[str, mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)]
OriginName = Annotated[str, mapped_column(String(20), default=Origin.FILES, server_default=text("'files'"))]
"""A value of `bot.core.directory.standing.Origin`."""
MunicipalityKey = Annotated[str, mapped_column(ForeignKey("municipalities.cbs_code", ondelete="CASCADE"), index=True)]


class Fact(Base):
    """Columns of everything that somebody can vouch for.

    `file_confirmed_on` remembers what the directory's files said about it, so that a load can tell a confirmation made
    here from one that came from the file. `version` counts the changes of this one fact: whoever changes it says which
    version they saw (docs/adr/0015-states-and-provenance.md).
    """

    __abstract__ = True

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        return {"version_id_col": cls.version}

    source_id: Mapped[Line]
    source_date: Mapped[PartialDate | None]
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[Line]
    file_confirmed_on: Mapped[date | None]
    origin: Mapped[OriginName]
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    disputed_on: Mapped[date | None]
    disputed_why: Mapped[Line]
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[Line]
    successor: Mapped[Line]
    """What came in the place of what was withdrawn; empty where nothing did."""

    @property
    def confirmed_here(self) -> bool:
        """Whether the last confirmation was made in the database and not in a file."""
        return self.confirmed_on is not None and self.confirmed_on != self.file_confirmed_on

    @property
    def kept_at_the_desk(self) -> bool:
        """Whether a person of the owner or of VNG said it last: then files and register only propose."""
        return Origin(self.origin).at_the_desk

    def owner(self, session: Session) -> str:
        """Id or CBS code of the organisation or municipality that it is a fact of."""
        raise NotImplementedError

    def told(self, session: Session) -> dict[str, str]:  # noqa: ARG002  # some look further than their own row
        """What only says which fact it is, for the history: the desk of a number, the subject of a choice."""
        return {}

    def moved(self, session: Session) -> tuple[str, str] | None:  # noqa: ARG002  # only a number or address moves
        """From which desk to which this flush moved it; None where it stayed."""
        return None


class Revision(Base):
    """One row that counts the changes; readers compare it to know whether what they hold is still true."""

    __tablename__ = "directory_revision"

    id: Mapped[RowId]
    number: Mapped[int]


def engine_for(database_url: str) -> Engine:
    """An engine with the habits this project relies on; makes the folder of a SQLite file.

    SQLite: WAL, foreign keys on, and real transactions around reads as well. PostgreSQL: the `psycopg` driver whatever
    form the address has, connections that are tried before use, and limits to how long anything may take. Those that the
    address itself sets (`?connect_timeout=…`) go first.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"autocommit": False, "timeout": LOCK_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    options = url.query.get("options", "")
    said = options if isinstance(options, str) else " ".join(options)
    limits = {name: value for name, value in _POSTGRESQL_LIMITS.items() if name not in url.query}
    if "statement_timeout" not in said:
        limits["options"] = f"{said} -c statement_timeout={_STATEMENT_MILLISECONDS}".strip()
    return create_engine(url, pool_pre_ping=True, pool_timeout=_POOL_SECONDS, connect_args=limits)


def reading(engine: Engine) -> Engine:
    """The same engine for reads of several tables that must fit together: one snapshot for the whole transaction."""
    level = "SERIALIZABLE" if engine.dialect.name == "sqlite" else "REPEATABLE READ"
    return engine.execution_options(isolation_level=level)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn on WAL; while another process makes the file, SQLite does not wait for it by itself."""
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in _BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Neither pragma takes effect inside a transaction, and with autocommit off there always is one.
    connection.autocommit = True
    _use_wal(connection)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.autocommit = False
