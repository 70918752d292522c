"""Organisations, what they offer and where."""

from __future__ import annotations

from typing import override

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.adapters.sql.base import Fact, Line, MunicipalityKey, Name, OrganisationKey, RowId, Slug
from bot.adapters.sql.directory.contacts import ContactRow


class OrganisationRow(Fact):
    """A provider, desk or public body."""

    __tablename__ = "organisations"

    id: Mapped[Slug]
    name: Mapped[Name] = mapped_column(index=True)
    kind_id: Mapped[str] = mapped_column(ForeignKey("kinds.id"), index=True)
    summary_nl: Mapped[Line]
    summary_en: Mapped[Line]
    website: Mapped[Line]
    kvk: Mapped[Line]
    """Number in the trade register, eight digits; empty where nobody said."""
    contract_status: Mapped[Line]
    merged: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it was withdrawn because it and its successor were one organisation entered twice."""

    services: Mapped[list[ServiceRow]] = relationship(
        cascade="all, delete-orphan", order_by="ServiceRow.position", passive_deletes=True
    )
    areas: Mapped[list[ServiceAreaRow]] = relationship(
        cascade="all, delete-orphan", order_by="ServiceAreaRow.cbs_code", passive_deletes=True
    )
    contacts: Mapped[list[ContactRow]] = relationship(
        cascade="all, delete-orphan", order_by=ContactRow.position, passive_deletes=True
    )

    @override
    def owner(self, session: Session) -> str:
        return self.id


class ServiceRow(Fact):
    """A function for a need under a law; function or law are null where no source says which."""

    __tablename__ = "services"
    __table_args__ = (UniqueConstraint("organisation_id", "need_id", "law_id", "function_id"),)

    id: Mapped[RowId]
    organisation_id: Mapped[OrganisationKey]
    function_id: Mapped[str | None] = mapped_column(ForeignKey("functions.id"), index=True)
    need_id: Mapped[str] = mapped_column(ForeignKey("needs.id"), index=True)
    law_id: Mapped[str | None] = mapped_column(ForeignKey("laws.id"), index=True)
    note: Mapped[Line]
    position: Mapped[int]

    @override
    def owner(self, session: Session) -> str:
        return self.organisation_id

    @override
    def told(self, session: Session) -> dict[str, str]:
        offer = {"function": self.function_id, "need": self.need_id, "law": self.law_id}
        return {name: value for name, value in offer.items() if value}


class ServiceAreaRow(Fact):
    """A municipality to which an organisation restricts its services; none means the whole country."""

    __tablename__ = "service_areas"
    __table_args__ = (UniqueConstraint("organisation_id", "cbs_code"),)

    id: Mapped[RowId]
    organisation_id: Mapped[OrganisationKey]
    cbs_code: Mapped[MunicipalityKey]

    @override
    def owner(self, session: Session) -> str:
        return self.organisation_id

    @override
    def told(self, session: Session) -> dict[str, str]:
        return {"cbs_code": self.cbs_code}
