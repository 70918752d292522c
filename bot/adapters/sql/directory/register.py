"""What the national register brings beside contacts and proposals: places, and how the last fetch went."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.sql.base import Base, Line, MunicipalityKey, Name, RowId


class PlaceRow(Base):
    """A village or town in a municipality; one that lies in several has as many rows."""

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("cbs_code", "name"),)

    id: Mapped[RowId]
    cbs_code: Mapped[MunicipalityKey]
    name: Mapped[Name]


class FetchRow(Base):
    """One row: what the last answer of the register's address said, and why the last try failed."""

    __tablename__ = "register_fetch"

    id: Mapped[RowId]
    address: Mapped[Line]
    etag: Mapped[Line]
    last_modified: Mapped[Line]
    tried_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    succeeded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    problem: Mapped[Line]
