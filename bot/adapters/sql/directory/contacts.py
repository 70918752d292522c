"""Desks of organisations and municipalities, and the channels by which they are reached."""

from __future__ import annotations

from typing import override

from sqlalchemy import CheckConstraint, Enum, ForeignKey, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.orm.util import identity_key

from bot.adapters.sql.base import Base, Fact, Line, Name, RowId
from bot.core.directory.contacts import ChannelKind
from bot.core.directory.standing import Origin


class ContactRow(Base):
    """A desk or function: of an organisation or of a municipality, never of both."""

    __tablename__ = "contacts"
    __table_args__ = (
        CheckConstraint("(organisation_id IS NULL) <> (cbs_code IS NULL)", name="one_owner"),
        UniqueConstraint("organisation_id", "label"),
        UniqueConstraint("cbs_code", "label"),
    )

    id: Mapped[RowId]
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    cbs_code: Mapped[str | None] = mapped_column(ForeignKey("municipalities.cbs_code", ondelete="CASCADE"), index=True)
    label: Mapped[Line]
    position: Mapped[int]

    channels: Mapped[list[ChannelRow]] = relationship(
        back_populates="contact", cascade="all, delete-orphan", order_by="ChannelRow.position", passive_deletes=True
    )

    @property
    def owner_id(self) -> str:
        """Id or CBS code of whose desk it is."""
        return self.organisation_id or self.cbs_code or ""


class ChannelRow(Fact):
    """One address of a desk."""

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("contact_id", "kind", "value"),)

    id: Mapped[RowId]
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ChannelKind] = mapped_column(
        Enum(
            ChannelKind,
            name="channel_kind",
            native_enum=False,  # a new kind is a changed check, not a changed PostgreSQL type
            create_constraint=True,
            length=20,
            values_callable=lambda kinds: [kind.value for kind in kinds],
        )
    )
    value: Mapped[Name]
    position: Mapped[int]

    contact: Mapped[ContactRow | None] = relationship(back_populates="channels")

    @property
    def left_to_the_register(self) -> bool:
        """Whether the register brought it and nobody has confirmed it since: only the register changes it then."""
        return self.origin == Origin.REGISTER and self.confirmed_on is None

    @override
    def owner(self, session: Session) -> str:
        return self._desk(session).owner_id

    @override
    def told(self, session: Session) -> dict[str, str]:
        return {"label": self._desk(session).label}

    @override
    def moved(self, session: Session) -> tuple[str, str] | None:
        was = inspect(self).attrs.contact_id.history.deleted
        return (_desk(session, was[0]).label, self._desk(session).label) if was and was[0] else None

    def _desk(self, session: Session) -> ContactRow:
        """The desk it stands under; one that is being removed no longer knows it by itself."""
        if self.contact is not None:
            return self.contact
        return _desk(session, self.contact_id or inspect(self).committed_state["contact_id"])


def _desk(session: Session, key: int) -> ContactRow:
    """The desk by its key, also while it is being removed."""
    held = session.identity_map.get(identity_key(ContactRow, key))
    return held if held is not None else session.get_one(ContactRow, key)
