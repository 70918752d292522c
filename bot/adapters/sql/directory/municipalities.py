"""Municipalities and how each wants its administration done."""

from __future__ import annotations

from datetime import date
from typing import override

from sqlalchemy import UniqueConstraint, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.adapters.sql.base import CbsCode, Fact, JsonText, MunicipalityKey, Name, RowId
from bot.adapters.sql.directory.contacts import ContactRow


class MunicipalityRow(Fact):
    """A municipality of the year's list of Statistics Netherlands."""

    __tablename__ = "municipalities"

    cbs_code: Mapped[CbsCode]
    name: Mapped[Name] = mapped_column(index=True)
    province: Mapped[Name]
    youth_region: Mapped[Name]
    other_names: Mapped[list[str]] = mapped_column(JsonText, default=list, server_default=text("'[]'"))

    contacts: Mapped[list[ContactRow]] = relationship(
        cascade="all, delete-orphan", order_by=ContactRow.position, passive_deletes=True
    )
    choices: Mapped[list[ChoiceRow]] = relationship(
        cascade="all, delete-orphan", order_by="ChoiceRow.subject", passive_deletes=True
    )

    @override
    def owner(self, session: Session) -> str:
        return self.cbs_code


class ChoiceRow(Fact):
    """One administrative choice of a municipality."""

    __tablename__ = "municipal_choices"
    __table_args__ = (UniqueConstraint("cbs_code", "subject"),)

    id: Mapped[RowId]
    cbs_code: Mapped[MunicipalityKey]
    subject: Mapped[Name]
    value: Mapped[Name]
    valid_from: Mapped[date | None]

    @override
    def owner(self, session: Session) -> str:
        return self.cbs_code

    @override
    def told(self, session: Session) -> dict[str, str]:
        return {"subject": self.subject}
