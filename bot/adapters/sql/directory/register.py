"""What the national register brings beside contacts: places, proposals for the editors, and how the last fetch went."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Enum, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.sql.base import Base, Line, MunicipalityKey, Name, RowId


class ProposalKind(StrEnum):
    """What the register says that only an editor decides."""

    NEW = "new"
    ENDED = "ended"
    MISSING = "missing"
    RENAMED = "renamed"
    DOUBLE = "double"
    CONTACT = "contact"


class PlaceRow(Base):
    """A village or town in a municipality; one that lies in several has as many rows."""

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("cbs_code", "name"),)

    id: Mapped[RowId]
    cbs_code: Mapped[MunicipalityKey]
    name: Mapped[Name]


class ProposalRow(Base):
    """A proposal of the register, for as long as the register makes it. The municipality may be one we do not have."""

    __tablename__ = "register_proposals"
    __table_args__ = (UniqueConstraint("cbs_code", "kind", "text"),)

    id: Mapped[RowId]
    cbs_code: Mapped[str] = mapped_column(String(4))
    kind: Mapped[ProposalKind] = mapped_column(
        Enum(
            ProposalKind,
            native_enum=False,
            create_constraint=False,  # a word of our own, written by us alone
            length=20,
            values_callable=lambda kinds: [kind.value for kind in kinds],
        )
    )
    text: Mapped[Line]
    found_on: Mapped[date]


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
