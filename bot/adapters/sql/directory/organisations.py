"""Organisations, what they offer and where."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

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
    contract_status: Mapped[Line]

    services: Mapped[list[ServiceRow]] = relationship(
        cascade="all, delete-orphan", order_by="ServiceRow.position", passive_deletes=True
    )
    areas: Mapped[list[ServiceAreaRow]] = relationship(
        cascade="all, delete-orphan", order_by="ServiceAreaRow.cbs_code", passive_deletes=True
    )
    contacts: Mapped[list[ContactRow]] = relationship(
        cascade="all, delete-orphan", order_by=ContactRow.position, passive_deletes=True
    )


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


class ServiceAreaRow(Fact):
    """A municipality to which an organisation restricts its services; none means the whole country."""

    __tablename__ = "service_areas"
    __table_args__ = (UniqueConstraint("organisation_id", "cbs_code"),)

    id: Mapped[RowId]
    organisation_id: Mapped[OrganisationKey]
    cbs_code: Mapped[MunicipalityKey]
