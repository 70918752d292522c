"""The tables of the round."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.adapters.sql.base import Base, JsonText, Line, Name, RowId
from bot.adapters.sql.moments import aware
from bot.core.rounds.asks import Ask, Closed, Handover, Link, LinkKind, Mail, MailKind, Via


class AskRow(Base):
    """Somebody who is asked in the round of one week."""

    __tablename__ = "round_asks"
    __table_args__ = (UniqueConstraint("week", "address"),)

    id: Mapped[RowId]
    week: Mapped[str] = mapped_column(String(12))
    address: Mapped[Name]
    name: Mapped[Name]
    via: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    parent: Mapped[int | None]
    closed: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"))

    owners: Mapped[list[AskedRow]] = relationship(cascade="all, delete-orphan", order_by="AskedRow.id")
    mails: Mapped[list[MailRow]] = relationship(cascade="all, delete-orphan", order_by="MailRow.id")


class AskedRow(Base):
    """One owner about whom somebody is asked."""

    __tablename__ = "round_asked"
    __table_args__ = (UniqueConstraint("ask_id", "owner_id"),)

    id: Mapped[RowId]
    ask_id: Mapped[int] = mapped_column(ForeignKey("round_asks.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[str] = mapped_column(String(60), index=True)
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class MailRow(Base):
    """One letter: what is to go and what has gone. Its text is not kept."""

    __tablename__ = "round_mails"
    __table_args__ = (UniqueConstraint("ask_id", "kind", "address", "batch"),)

    id: Mapped[RowId]
    ask_id: Mapped[int] = mapped_column(ForeignKey("round_asks.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(200), index=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    batch: Mapped[str] = mapped_column(String(60), default="", server_default=text("''"))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    problem: Mapped[Line]
    bounced_on: Mapped[date | None]
    hard: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it came back because the address does not exist; until somebody says that it does."""
    bounce: Mapped[Line]

    @property
    def told(self) -> Mail:
        """The row as the core knows it."""
        return Mail(
            self.id,
            self.ask_id,
            MailKind(self.kind),
            self.address,
            self.key,
            aware(self.made_at),
            self.batch,
            self.claimed_at and aware(self.claimed_at),
            self.sent_at and aware(self.sent_at),
            self.dropped,
            self.problem,
            self.bounced_on,
            self.bounce,
        )


class LinkRow(Base):
    """What a link opens, under the hash of its token."""

    __tablename__ = "round_links"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    ask_id: Mapped[int] = mapped_column(ForeignKey("round_asks.id", ondelete="CASCADE"), index=True)
    address: Mapped[Name]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    until: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    batches: Mapped[list[str]] = mapped_column(JsonText, default=list, server_default=text("'[]'"))

    @property
    def told(self) -> Link:
        """The row as the core knows it."""
        batches = tuple(self.batches)
        return Link(LinkKind(self.kind), self.ask_id, self.address, aware(self.until), aware(self.made_at), batches)


class HandoverRow(Base):
    """Somebody says that another one speaks from now on, and an editor decides."""

    __tablename__ = "round_handovers"

    id: Mapped[RowId]
    ask_id: Mapped[int] = mapped_column(ForeignKey("round_asks.id", ondelete="CASCADE"), index=True)
    leaver: Mapped[Name]
    successor: Mapped[Name]
    name: Mapped[Name]
    owners: Mapped[list[str]] = mapped_column(JsonText, default=list, server_default=text("'[]'"))
    asked_on: Mapped[date]
    decision: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"))
    decided_by: Mapped[Line]
    decided_on: Mapped[date | None]

    @property
    def told(self) -> Handover:
        """The row as the core knows it."""
        owners = tuple(self.owners)
        return Handover(
            self.id, self.ask_id, self.leaver, self.successor, self.name, owners, self.asked_on, self.decision
        )


def as_ask(row: AskRow, answered: frozenset[str]) -> Ask:
    """The row as the core knows it; `answered` has who spoke since by another way."""
    said = {item.owner_id for item in row.owners if item.answered_at is not None}
    owners = tuple(item.owner_id for item in row.owners)
    return Ask(
        row.id,
        row.week,
        row.address,
        row.name,
        Via(row.via),
        aware(row.made_at),
        owners,
        (answered | said) & frozenset(owners),
        row.parent,
        Closed(row.closed),
        tuple(mail.told for mail in row.mails),
    )
