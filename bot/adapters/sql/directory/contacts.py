"""Desks of organisations and municipalities, and the channels by which they are reached."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Enum, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.adapters.sql.base import Base, Fact, Line, Name, RowId
from bot.core.directory.contacts import ChannelKind

FROM_FILES, FROM_REGISTER = "files", "register"
"""Where a channel came from: the directory's own files, or the national register."""


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
        cascade="all, delete-orphan", order_by="ChannelRow.position", passive_deletes=True
    )


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
    origin: Mapped[str] = mapped_column(String(20), default=FROM_FILES, server_default=text(f"'{FROM_FILES}'"))

    @property
    def left_to_the_register(self) -> bool:
        """Whether the register brought it and nobody has confirmed it since: only the register changes it then."""
        return self.origin == FROM_REGISTER and self.confirmed_on is None
