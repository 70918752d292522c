"""The `Accounts` port, in SQLite or PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session as Connection

from bot.adapters.sign_in.secrets import has_password, new_key, new_token, password_hash, step_of, token_hash
from bot.adapters.sql.accounts.tables import AccountRow, SessionRow
from bot.core.accounts.accounts import Account, AccountError, Role, check_change, check_password
from bot.core.accounts.port import Session

LINK_LASTS = timedelta(days=7)
IDLE = timedelta(hours=2)
"""How long a session stays without being used; what was typed is kept when it ends."""
LASTS = timedelta(hours=12)
_TOUCH = timedelta(minutes=1)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


class SqlAccounts:
    """Implements `bot.core.accounts.port.Accounts`; `now` is an aware time."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._now = now

    def accounts(self) -> Sequence[Account]:
        """As in the port."""
        with Connection(self._engine) as connection:
            return tuple(_account(row) for row in connection.scalars(select(AccountRow).order_by(AccountRow.name)))

    def account(self, account_id: int) -> Account | None:
        """As in the port."""
        with Connection(self._engine) as connection:
            row = connection.get(AccountRow, account_id)
            return _account(row) if row is not None else None

    def add(self, email: str, name: str, role: Role, owners: Sequence[str]) -> Account:
        """As in the port."""
        address = email.strip().casefold()
        if not _EMAIL.fullmatch(address):
            raise AccountError(f"'{email}' is geen e-mailadres.")
        if role.speaks_for_owners and not owners:
            raise AccountError("Kies voor welke gemeente of aanbieder deze persoon spreekt.")
        with Connection(self._engine) as connection, connection.begin():
            if connection.scalars(select(AccountRow).where(AccountRow.email == address)).first() is not None:
                raise AccountError(f"{address} heeft al een account.")
            row = AccountRow(email=address, name=name.strip() or address, role=role.value, owners=list(owners))
            connection.add(row)
            connection.flush()
            return _account(row)

    def change(self, account_id: int, by: Account, *, role: Role, owners: Sequence[str], active: bool) -> Account:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            # A write first: two administrators who close each other's account follow each other.
            connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(id=AccountRow.id))
            rows = connection.scalars(select(AccountRow).with_for_update()).all()
            row = next((item for item in rows if item.id == account_id), None)
            if row is None:
                raise AccountError("Dit account is er niet.")
            now = _account(row)
            row.role, row.owners, row.active = role.value, list(owners), active
            check_change(by, now, _account(row), [_account(item) for item in rows])
            if not active:
                connection.execute(delete(SessionRow).where(SessionRow.account_id == account_id))
            connection.flush()
            return _account(row)

    def hand_over(self, leaver: str, successor: str, name: str, owners: Sequence[str]) -> Account:
        """As in the port."""
        address = successor.strip().casefold()
        if not _EMAIL.fullmatch(address):
            raise AccountError(f"'{successor}' is geen e-mailadres.")
        with Connection(self._engine) as connection, connection.begin():
            row = connection.scalars(select(AccountRow).where(AccountRow.email == address)).first()
            if row is None:
                row = AccountRow(email=address, name=name.strip() or address, role=Role.REPRESENTATIVE.value, owners=[])
                connection.add(row)
            if not Role(row.role).speaks_for_owners:
                raise AccountError(f"{address} heeft al een account, als {row.role}. Vraag de VNG om dit te regelen.")
            row.owners, row.active = list(dict.fromkeys([*row.owners, *owners])), True
            left = connection.scalars(select(AccountRow).where(AccountRow.email == leaver.strip().casefold())).first()
            if left is not None and left is not row and Role(left.role).speaks_for_owners:
                left.owners = [owner for owner in left.owners if owner not in owners]
                if not left.owners:
                    left.active, left.name, left.password, left.link = False, "verwijderd", "", ""
                    connection.execute(delete(SessionRow).where(SessionRow.account_id == left.id))
            connection.flush()
            return _account(row)

    def new_link(self, account_id: int) -> str:
        """As in the port."""
        token = new_token()
        with Connection(self._engine) as connection, connection.begin():
            row = connection.get(AccountRow, account_id)
            if row is None:
                raise AccountError("Dit account is er niet.")
            row.link, row.link_until = token_hash(token), self._now() + LINK_LASTS
        return token

    def linked(self, token: str) -> Account | None:
        """As in the port."""
        with Connection(self._engine) as connection:
            row = self._by_link(connection, token)
            return _account(row) if row is not None else None

    def choose_password(self, token: str, password: str) -> Account:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            row = self._by_link(connection, token)
            if row is None:
                raise AccountError("Deze link is gebruikt of verlopen. Vraag een nieuwe.")
            check_password(password, row.email)
            row.password, row.link, row.link_until = password_hash(password), "", None
            # Who lost the phone with the codes gets a new link, and with it a new key.
            row.key, row.key_confirmed, row.last_step = new_key(), False, 0
            connection.execute(delete(SessionRow).where(SessionRow.account_id == row.id))
            return _account(row)

    def with_password(self, email: str, password: str) -> Account | None:
        """As in the port."""
        with Connection(self._engine) as connection:
            row = connection.scalars(select(AccountRow).where(AccountRow.email == email.strip().casefold())).first()
            right = has_password(row.password if row is not None and row.active else "", password)
            return _account(row) if row is not None and right else None

    def second_factor_key(self, account_id: int) -> str:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            row = connection.get_one(AccountRow, account_id)
            row.key = row.key or new_key()
            return row.key

    def gives_code(self, account_id: int, code: str) -> bool:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(id=AccountRow.id))
            row = connection.get_one(AccountRow, account_id)
            step = step_of(row.key, code, row.last_step, self._now().timestamp()) if row.key else None
            if step is None:
                return False
            row.last_step, row.key_confirmed = step, True
            return True

    def sign_in(self, account_id: int, *, whole: bool) -> str:
        """As in the port."""
        token, now = new_token(), self._now()
        with Connection(self._engine) as connection, connection.begin():
            connection.execute(delete(SessionRow).where(SessionRow.begun_at < now - LASTS))
            connection.add(
                SessionRow(
                    token=token_hash(token),
                    account_id=account_id,
                    form_token=new_token(),
                    whole=whole,
                    begun_at=now,
                    used_at=now,
                )
            )
        return token

    def session(self, token: str) -> Session | None:
        """As in the port."""
        now = self._now()
        with Connection(self._engine) as connection, connection.begin():
            row = connection.get(SessionRow, token_hash(token))
            if row is None or _aware(row.begun_at) < now - LASTS or _aware(row.used_at) < now - IDLE:
                return None
            account = connection.get_one(AccountRow, row.account_id)
            if not account.active:
                return None
            if _aware(row.used_at) < now - _TOUCH:  # not a write for every page
                row.used_at = now
            return Session(_account(account), row.form_token, row.whole)

    def sign_out(self, token: str) -> None:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            connection.execute(delete(SessionRow).where(SessionRow.token == token_hash(token)))

    def _by_link(self, connection: Connection, token: str) -> AccountRow | None:
        row = connection.scalars(select(AccountRow).where(AccountRow.link == token_hash(token))).first()
        if row is None or not row.active or row.link_until is None or _aware(row.link_until) < self._now():
            return None
        return row


def _aware(time: datetime) -> datetime:
    """SQLite forgets the time zone, which is UTC."""
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def _account(row: AccountRow) -> Account:
    return Account(
        row.id,
        row.email,
        row.name,
        Role(row.role),
        tuple(row.owners),
        row.active,
        bool(row.password),
        row.key_confirmed,
    )
