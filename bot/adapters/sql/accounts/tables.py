"""The tables of accounts."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, String, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.sql.base import Base, JsonText, Line, Name, RowId


class AccountRow(Base):
    """Somebody with an account."""

    __tablename__ = "accounts"

    id: Mapped[RowId]
    email: Mapped[Name] = mapped_column(unique=True)
    name: Mapped[Name]
    role: Mapped[str] = mapped_column(String(20))
    owners: Mapped[list[str]] = mapped_column(JsonText, default=list, server_default=text("'[]'"))
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    password: Mapped[Line]
    """Its Argon2 hash; empty until one was chosen."""
    key: Mapped[Line]
    """Of the second factor."""
    key_confirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    last_step: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Time step of the last code: none counts twice."""
    link: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"), index=True)
    """Hash of the link with which a password can be chosen."""
    link_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    recovery: Mapped[list[str]] = mapped_column(JsonText, default=list, server_default=text("'[]'"))
    """Hashes of the recovery codes that are left."""
    handle: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    """By what name passkeys know the account; empty until there was one."""
    outside: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"), index=True)
    """Provider and subject of who comes in from outside."""
    seen_on: Mapped[date] = mapped_column(default=lambda: datetime.now(UTC).date())
    """When they last signed in, or when the account was made."""


class PasskeyRow(Base):
    """A passkey of somebody."""

    __tablename__ = "account_passkeys"

    id: Mapped[RowId]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[Line]
    uses: Mapped[int] = mapped_column(BigInteger, default=0, server_default=text("0"))
    name: Mapped[Name]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class MailedLinkRow(Base):
    """A link by mail that lets somebody in once."""

    __tablename__ = "account_mailed_links"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Its hash."""
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    until: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    onward: Mapped[Line]


class SessionRow(Base):
    """Somebody who is signed in."""

    __tablename__ = "account_sessions"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Its hash."""
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    form_token: Mapped[str] = mapped_column(String(64))
    whole: Mapped[bool] = mapped_column(default=False, server_default=false())
    begun_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    way: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"))
    """By what they came in."""
    sid: Mapped[str] = mapped_column(String(255), default="", server_default=text("''"))
    """The provider's name of the session."""
