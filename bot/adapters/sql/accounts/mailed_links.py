"""The `MailedLinks` port, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session as Connection

from bot.adapters.sign_in.secrets import new_token, token_hash
from bot.adapters.sql.accounts.rows import account_of, aware
from bot.adapters.sql.accounts.tables import AccountRow, MailedLinkRow
from bot.core.accounts.accounts import Account
from bot.core.accounts.ways import MAILED_LINK_LASTS, Mailed


class SqlMailedLinks:
    """Implements `bot.core.accounts.ways.MailedLinks`; `now` is an aware time."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._now = now

    def new(self, email: str, onward: str) -> tuple[Account, str] | None:
        """As in the port."""
        token, now = new_token(), self._now()
        with Connection(self._engine) as connection, connection.begin():
            connection.execute(delete(MailedLinkRow).where(MailedLinkRow.until < now))
            row = connection.scalars(select(AccountRow).where(AccountRow.email == email.strip().casefold())).first()
            if row is None or not row.active:
                return None
            until = now + MAILED_LINK_LASTS
            connection.add(MailedLinkRow(token=token_hash(token), account_id=row.id, until=until, onward=onward))
            return account_of(row), token

    def find(self, token: str) -> Mailed | None:
        """As in the port."""
        with Connection(self._engine) as connection:
            row = connection.get(MailedLinkRow, token_hash(token))
            return self._mailed(connection, row.account_id, row.until, row.onward) if row is not None else None

    def use(self, token: str) -> Mailed | None:
        """As in the port."""
        columns = (MailedLinkRow.account_id, MailedLinkRow.until, MailedLinkRow.onward)
        with Connection(self._engine) as connection, connection.begin():
            # What is deleted is deleted once: of two who press at once, the second finds nothing.
            taken = delete(MailedLinkRow).where(MailedLinkRow.token == token_hash(token)).returning(*columns)
            row = connection.execute(taken).first()
            if row is None:
                return None
            connection.execute(delete(MailedLinkRow).where(MailedLinkRow.account_id == row.account_id))
            return self._mailed(connection, *row)

    def _mailed(self, connection: Connection, account_id: int, until: datetime, onward: str) -> Mailed | None:
        account = connection.get_one(AccountRow, account_id)
        if aware(until) < self._now() or not account.active:
            return None
        return Mailed(account_of(account), onward)
