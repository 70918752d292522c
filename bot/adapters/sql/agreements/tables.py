"""The tables of cases."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.adapters.sql.base import Base, Line, Name, RowId


class CaseRow(Base):
    """A report, and how far it is."""

    __tablename__ = "agreement_cases"

    id: Mapped[RowId]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    reporter: Mapped[str] = mapped_column(String(60), index=True)
    address: Mapped[Name]
    about: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    what: Mapped[Line]
    since: Mapped[Line]
    often: Mapped[Line]
    tried: Mapped[Line]
    wish: Mapped[Line]
    may_name: Mapped[bool] = mapped_column(default=False, server_default=false())
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    answer_by: Mapped[date]
    status: Mapped[str] = mapped_column(String(30))
    next_on: Mapped[date | None]
    handler: Mapped[Line]
    agreed: Mapped[Line]
    agreed_on: Mapped[date | None]
    passed_on: Mapped[bool] = mapped_column(default=False, server_default=false())
    closed_on: Mapped[date | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))

    entries: Mapped[list[EntryRow]] = relationship(cascade="all, delete-orphan", order_by="EntryRow.id")


class EntryRow(Base):
    """One line of a case."""

    __tablename__ = "agreement_entries"

    id: Mapped[RowId]
    case_id: Mapped[int] = mapped_column(ForeignKey("agreement_cases.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    who: Mapped[Line]
    kind: Mapped[str] = mapped_column(String(20))
    side: Mapped[str] = mapped_column(String(20))
    text: Mapped[Line]


class CountRow(Base):
    """How many cases of a quarter and kind were let go of; of the others the cases themselves say it."""

    __tablename__ = "agreement_counts"

    quarter: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class OutcomeRow(Base):
    """How many cases of a quarter ended how, of those that were let go of: apart from their kinds, so that no two are joined."""

    __tablename__ = "agreement_outcomes"

    quarter: Mapped[str] = mapped_column(String(20), primary_key=True)
    status: Mapped[str] = mapped_column(String(30), primary_key=True)
    count: Mapped[int] = mapped_column(default=0, server_default=text("0"))
