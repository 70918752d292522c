"""The `PersonalData` port, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from bot.adapters.sql.accounts.tables import AccountRow, SessionRow
from bot.adapters.sql.agreements.book import SqlCaseBook
from bot.adapters.sql.closed.shelf import LogRow
from bot.adapters.sql.mail.outbox import SqlOutbox
from bot.adapters.sql.privacy import erasing
from bot.adapters.sql.rounds.tables import AskedRow, AskRow
from bot.adapters.sql.sessions import take_turn
from bot.adapters.sql.use.tally import SqlTallyBook
from bot.core.accounts.accounts import Account, AccountError, Role, check_change
from bot.core.privacy.privacy import Terms
from bot.core.use.tally import month_of

_BY_ITSELF = Account(0, "", "", Role.ADMINISTRATOR)


class SqlPersonalData:
    """Implements `bot.core.privacy.privacy.PersonalData`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def traces(self, address: str, name: str = "") -> Mapping[str, int]:
        """As in the port."""
        return erasing.traces(self._engine, address, name)

    def erase(self, address: str, name: str, today: date) -> Mapping[str, int]:
        """As in the port."""
        return erasing.erase(self._engine, address, name, today)

    def forget(self, today: date, terms: Terms) -> Mapping[str, int]:
        """As in the port."""
        midnight = datetime.combine(today, datetime.min.time(), UTC)
        SqlOutbox(self._engine).forget(midnight - timedelta(days=terms.letters))
        return {
            "meldingen": SqlCaseBook(self._engine).forget(today - timedelta(days=terms.cases)),
            "logboek": self._forget_log(midnight - timedelta(days=terms.log)),
            "accounts": self._close_unused(today - timedelta(days=terms.accounts)),
            "aantallen": SqlTallyBook(self._engine).forget(month_of(today - timedelta(days=terms.counts))),
        }

    def _forget_log(self, before: datetime) -> int:
        with Session(self._engine) as session, session.begin():
            return len(session.execute(delete(LogRow).where(LogRow.at < before).returning(LogRow.id)).all())

    def _close_unused(self, before: date) -> int:
        """Close accounts of people who neither signed in nor answered since; nobody is the last one to be closed."""
        closed = 0
        with Session(self._engine) as session, session.begin():
            take_turn(session)
            rows = session.scalars(select(AccountRow).with_for_update()).all()
            latest = (
                select(AskRow.address, func.max(AskedRow.answered_at))
                .join(AskedRow, AskedRow.ask_id == AskRow.id)
                .where(AskedRow.answered_at.is_not(None))
                .group_by(AskRow.address)
            )
            answered = {address: moment for address, moment in session.execute(latest)}  # noqa: C416  # rows are no pairs
            for row in rows:
                last = answered.get(row.email)
                if not row.active or row.seen_on >= before or (last is not None and last.date() >= before):
                    continue
                everybody = [_account(item) for item in rows]
                now = _account(row)
                try:
                    check_change(_BY_ITSELF, now, _account(row, active=False), everybody)
                except AccountError:
                    continue  # the last administrator, or the last who speaks for an owner
                row.active = False
                session.execute(delete(SessionRow).where(SessionRow.account_id == row.id))
                closed += 1
        return closed


def _account(row: AccountRow, *, active: bool | None = None) -> Account:
    return Account(
        row.id, row.email, row.name, Role(row.role), tuple(row.owners), row.active if active is None else active
    )
