"""The `Shelf` port, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import DateTime, Engine, LargeBinary, String, delete, func, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from bot.adapters.sql.base import Base, Line, Name, RowId
from bot.adapters.sql.moments import aware
from bot.adapters.sql.sessions import take_turn
from bot.core.closed.shelf import (
    MOST_DOCUMENTS,
    ClosedError,
    Development,
    Document,
    LogLine,
    MeanwhileError,
    Official,
)

_ONE = sql("1")


class DevelopmentRow(Base):
    """A short article."""

    __tablename__ = "closed_developments"

    id: Mapped[RowId]
    title: Mapped[Name]
    text: Mapped[Line]
    day: Mapped[date]
    version: Mapped[int] = mapped_column(default=1, server_default=_ONE)


class DocumentRow(Base):
    """A document with what is in it."""

    __tablename__ = "closed_documents"

    id: Mapped[RowId]
    title: Mapped[Name]
    name: Mapped[Name]
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class OfficialRow(Base):
    """Somebody to call for a handover."""

    __tablename__ = "closed_officials"

    id: Mapped[RowId]
    owner_id: Mapped[str] = mapped_column(String(60), index=True)
    name: Mapped[Name]
    task: Mapped[Name]
    email: Mapped[Name]
    phone: Mapped[Name]
    version: Mapped[int] = mapped_column(default=1, server_default=_ONE)


class LogRow(Base):
    """Who did what."""

    __tablename__ = "desk_log"

    id: Mapped[RowId]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    who: Mapped[Name]
    what: Mapped[Line]


class SqlShelf:
    """Implements `bot.core.closed.shelf.Shelf`; `now` is an aware time."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._now = now

    def developments(self) -> Sequence[Development]:
        """As in the port."""
        with Session(self._engine) as session:
            rows = session.scalars(select(DevelopmentRow).order_by(DevelopmentRow.day.desc(), DevelopmentRow.id.desc()))
            return tuple(_development(row) for row in rows)

    def put_development(self, item: Development, who: str) -> Development:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)
            row = session.get(DevelopmentRow, item.id) if item.id else DevelopmentRow(version=0)
            if row is None or row.version != (item.version if item.id else 0):
                raise MeanwhileError(_development(row) if row is not None else None)
            row.title, row.text, row.day, row.version = item.title, item.text, item.day, row.version + 1
            session.add(row)
            session.flush()
            self._log(session, who, f"ontwikkeling {row.id} {'gewijzigd' if item.id else 'toegevoegd'}")
            return _development(row)

    def remove_development(self, item_id: int, who: str) -> None:
        """As in the port."""
        self._remove(DevelopmentRow, item_id, who, "ontwikkeling")

    def documents(self) -> Sequence[Document]:
        """As in the port."""
        with Session(self._engine) as session:
            rows = session.scalars(select(DocumentRow).options(defer(DocumentRow.data)).order_by(DocumentRow.id.desc()))
            return tuple(_document(row) for row in rows)

    def document(self, item_id: int) -> tuple[Document, bytes] | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = session.get(DocumentRow, item_id)
            return (_document(row), row.data) if row is not None else None

    def add_document(self, title: str, name: str, kind: str, data: bytes, who: str, now: datetime) -> Document:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)
            if (session.scalar(select(func.count(DocumentRow.id))) or 0) >= MOST_DOCUMENTS:
                raise ClosedError(f"Er staan al {MOST_DOCUMENTS} documenten. Haal er eerst een weg.")
            row = DocumentRow(title=title, name=name, kind=kind, size=len(data), data=data, added_at=now)
            session.add(row)
            session.flush()
            self._log(session, who, f"document {row.id} toegevoegd")
            return _document(row)

    def remove_document(self, item_id: int, who: str) -> None:
        """As in the port."""
        self._remove(DocumentRow, item_id, who, "document")

    def officials(self) -> Sequence[Official]:
        """As in the port."""
        with Session(self._engine) as session:
            rows = session.scalars(select(OfficialRow).order_by(OfficialRow.owner_id, OfficialRow.name))
            return tuple(_official(row) for row in rows)

    def put_official(self, item: Official, who: str) -> Official:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)
            row = session.get(OfficialRow, item.id) if item.id else OfficialRow(version=0)
            if row is None or row.version != (item.version if item.id else 0):
                raise MeanwhileError(_official(row) if row is not None else None)
            row.owner_id, row.name, row.task = item.owner_id, item.name, item.task
            row.email, row.phone, row.version = item.email, item.phone, row.version + 1
            session.add(row)
            session.flush()
            done = "gewijzigd" if item.id else "toegevoegd"
            self._log(session, who, f"medewerker {row.id} van {row.owner_id} {done}")
            return _official(row)

    def remove_official(self, item_id: int, who: str) -> None:
        """As in the port."""
        self._remove(OfficialRow, item_id, who, "medewerker")

    def note(self, who: str, what: str) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            self._log(session, who, what)

    def log(self, most: int = 500) -> Sequence[LogLine]:
        """As in the port."""
        with Session(self._engine) as session:
            rows = session.scalars(select(LogRow).order_by(LogRow.id.desc()).limit(most))
            return tuple(LogLine(aware(row.at), row.who, row.what) for row in rows)

    def _remove(
        self, table: type[DevelopmentRow | DocumentRow | OfficialRow], item_id: int, who: str, what: str
    ) -> None:
        with Session(self._engine) as session, session.begin():
            gone = session.execute(delete(table).where(table.id == item_id).returning(table.id)).all()
            if gone:
                self._log(session, who, f"{what} {item_id} weggehaald")

    def _log(self, session: Session, who: str, what: str) -> None:
        session.add(LogRow(at=self._now(), who=who, what=what))


def _development(row: DevelopmentRow) -> Development:
    return Development(row.id, row.title, row.text, row.day, row.version)


def _document(row: DocumentRow) -> Document:
    return Document(row.id, row.title, row.name, row.kind, row.size, aware(row.added_at))


def _official(row: OfficialRow) -> Official:
    return Official(row.id, row.owner_id, row.name, row.task, row.email, row.phone, row.version)
