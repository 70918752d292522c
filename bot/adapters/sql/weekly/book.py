"""The `WeeklyBook` port, in SQLite or PostgreSQL."""

from __future__ import annotations

import secrets
import string
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import DateTime, Engine, ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.adapters.sign_in.secrets import new_token, token_hash
from bot.adapters.sql.accounts.tables import AccountRow
from bot.adapters.sql.base import Base, JsonText
from bot.adapters.sql.sessions import take_turn
from bot.core.weekly.port import Reader, Told

_SIGNS = string.ascii_lowercase + string.digits
_LENGTH = 20


class ReaderRow(Base):
    """Somebody who asked for the letter."""

    __tablename__ = "weekly_readers"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    week: Mapped[str] = mapped_column(String(12))
    told: Mapped[dict[str, str | int]] = mapped_column(JsonText)


class StopRow(Base):
    """The link of one letter that stops them, under the hash of its token."""

    __tablename__ = "weekly_links"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    """Of the letter, by which it is known when it comes back."""
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class SqlWeeklyBook:
    """Implements `bot.core.weekly.port.WeeklyBook`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def readers(self) -> Sequence[Reader]:
        """As in the port."""
        with Session(self._engine) as session:
            wanted = (
                select(ReaderRow)
                .join(AccountRow, AccountRow.id == ReaderRow.account_id)
                .where(AccountRow.active)
                .order_by(ReaderRow.account_id)
            )
            return tuple(Reader(row.account_id, row.week, _told(row)) for row in session.scalars(wanted))

    def reads(self, account_id: int) -> bool:
        """As in the port."""
        with Session(self._engine) as session:
            return session.get(ReaderRow, account_id) is not None

    def begin(self, reader: Reader) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)  # a button that is pressed twice asks once
            if session.get(ReaderRow, reader.account_id) is None:
                session.add(ReaderRow(account_id=reader.account_id, week=reader.week, told=asdict(reader.told)))

    def end(self, account_id: int) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(ReaderRow).where(ReaderRow.account_id == account_id))

    def take(self, reader: Reader, then: Reader) -> bool:
        """As in the port."""
        return self._swap(reader, then)

    def give_back(self, reader: Reader, taken: Reader, key: str) -> None:
        """As in the port."""
        self._swap(taken, reader)
        with Session(self._engine) as session, session.begin():
            session.execute(delete(StopRow).where(StopRow.key == key))

    def new_link(self, account_id: int, now: datetime) -> tuple[str, str]:
        """As in the port."""
        token, key = new_token(), "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
        with Session(self._engine) as session, session.begin():
            session.add(StopRow(token=token_hash(token), account_id=account_id, key=key, made_at=now))
        return key, token

    def linked(self, token: str) -> int | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = session.get(StopRow, token_hash(token))
            return row.account_id if row is not None else None

    def of_letter(self, key: str) -> int | None:
        """As in the port."""
        with Session(self._engine) as session:
            return session.scalars(select(StopRow.account_id).where(StopRow.key == key.casefold())).first()

    def forget(self, before: datetime) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(StopRow).where(StopRow.made_at < before))

    def _swap(self, now: Reader, then: Reader) -> bool:
        """Let one follow on the other, when it is still as it was."""
        with Session(self._engine) as session, session.begin():
            taken = session.execute(
                update(ReaderRow)
                .where(ReaderRow.account_id == now.account_id, ReaderRow.week == now.week)
                .values(week=then.week, told=asdict(then.told))
                .returning(ReaderRow.account_id)
            ).all()
            return bool(taken)


def _told(row: ReaderRow) -> Told:
    return Told(
        int(row.told["development"]), int(row.told["document"]), str(row.told["figures"]), str(row.told["counts"])
    )
