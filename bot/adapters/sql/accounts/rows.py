"""What the parts of this room share about its rows."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import Session

from bot.adapters.sql.accounts.tables import AccountRow
from bot.core.accounts.accounts import Account, Role


def alone(connection: Session | Connection) -> None:
    """Let nobody else change who may do what until this transaction ends.

    A write to always the same row: on PostgreSQL others wait for it, in one order, so that they never wait for each
    other; SQLite lets one writer in at a time.
    """
    first = select(func.min(AccountRow.id)).scalar_subquery()
    connection.execute(
        update(AccountRow).where(AccountRow.id == first).values(id=AccountRow.id),
        execution_options={"synchronize_session": False},
    )


def aware(time: datetime) -> datetime:
    """SQLite forgets the time zone, which is UTC."""
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def account_of(row: AccountRow) -> Account:
    """The account that a row holds."""
    return Account(
        row.id,
        row.email,
        row.name,
        Role(row.role),
        tuple(row.owners),
        row.active,
        bool(row.password),
        row.key_confirmed,
        len(row.recovery),
        bool(row.outside),
    )
