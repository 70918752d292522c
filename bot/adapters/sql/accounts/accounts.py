"""The `Accounts` port, in SQLite or PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session as Connection

from bot.adapters.sign_in.secrets import has_password, new_key, new_token, password_hash, step_of, token_hash
from bot.adapters.sql.accounts.rows import account_of, alone, aware
from bot.adapters.sql.accounts.tables import AccountRow, MailedLinkRow, PasskeyRow, SessionRow
from bot.core.accounts.accounts import Account, AccountError, Role, check_change, check_owners, check_password
from bot.core.accounts.port import Session

LINK_LASTS = timedelta(days=7)
IDLE = timedelta(hours=2)
"""How long a session stays without being used; what was typed is kept when it ends."""
LASTS = timedelta(hours=12)
FRESH = timedelta(minutes=15)
"""So long after signing in somebody may change how they come in."""
_TOUCH = timedelta(minutes=1)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


class SqlAccounts:
    """Implements `bot.core.accounts.port.Accounts`.

    Args:
        engine: the database.
        now: the time, aware.
        idle: how long a session stays without being used.
        lasts: how long it lasts at most.
    """

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        idle: timedelta = IDLE,
        lasts: timedelta = LASTS,
    ) -> None:
        self._engine = engine
        self._now = now
        self._idle = idle
        self._lasts = lasts

    def accounts(self) -> Sequence[Account]:
        """As in the port."""
        with Connection(self._engine) as connection:
            return tuple(account_of(row) for row in connection.scalars(select(AccountRow).order_by(AccountRow.name)))

    def account(self, account_id: int) -> Account | None:
        """As in the port."""
        with Connection(self._engine) as connection:
            row = connection.get(AccountRow, account_id)
            return account_of(row) if row is not None else None

    def add(self, email: str, name: str, role: Role, owners: Sequence[str]) -> Account:
        """As in the port."""
        address = email.strip().casefold()
        if not _EMAIL.fullmatch(address):
            raise AccountError(f"'{email}' is geen e-mailadres.")
        check_owners(role, owners)
        with Connection(self._engine) as connection, connection.begin():
            alone(connection)
            if connection.scalars(select(AccountRow).where(AccountRow.email == address)).first() is not None:
                raise AccountError(f"{address} heeft al een account.")
            row = AccountRow(email=address, name=name.strip() or address, role=role.value, owners=list(owners))
            connection.add(row)
            connection.flush()
            return account_of(row)

    def change(self, account_id: int, by: Account, *, role: Role, owners: Sequence[str], active: bool) -> Account:
        """As in the port."""
        check_owners(role, owners)
        with Connection(self._engine) as connection, connection.begin():
            alone(connection)  # two administrators who close each other's account follow each other
            rows = connection.scalars(select(AccountRow)).all()
            row = next((item for item in rows if item.id == account_id), None)
            if row is None:
                raise AccountError("Dit account is er niet.")
            now = account_of(row)
            row.role, row.owners, row.active = role.value, list(owners), active
            check_change(by, now, account_of(row), [account_of(item) for item in rows])
            acting = next((account_of(item) for item in rows if item.id == by.id), by)
            if not acting.active or acting.role is not Role.ADMINISTRATOR:
                raise AccountError("U bent geen beheerder meer.")
            if not active:
                _end_sessions(connection, account_id)
            connection.flush()
            return account_of(row)

    def hand_over(self, leaver: str, successor: str, name: str, owners: Sequence[str]) -> Account:
        """As in the port."""
        address = successor.strip().casefold()
        if not _EMAIL.fullmatch(address):
            raise AccountError(f"'{successor}' is geen e-mailadres.")
        with Connection(self._engine) as connection, connection.begin():
            alone(connection)
            row = connection.scalars(select(AccountRow).where(AccountRow.email == address)).first()
            if row is None:
                row = AccountRow(email=address, name=name.strip() or address, role=Role.REPRESENTATIVE.value, owners=[])
                connection.add(row)
            if not Role(row.role).speaks_for_owners:
                raise AccountError(f"{address} heeft al een account, als {row.role}. Vraag de VNG om dit te regelen.")
            row.owners, row.active = list(dict.fromkeys([*row.owners, *owners])), True
            row.role = Role.REPRESENTATIVE.value  # a deputy who takes over: else the owner has no representative
            left = connection.scalars(select(AccountRow).where(AccountRow.email == leaver.strip().casefold())).first()
            if left is not None and left is not row and Role(left.role).speaks_for_owners:
                left.owners = [owner for owner in left.owners if owner not in owners]
                if not left.owners:
                    left.active, left.name, left.password, left.link = False, "verwijderd", "", ""
                    _forget_keys(connection, left)
                    _end_sessions(connection, left.id)
            connection.flush()
            return account_of(row)

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
            return account_of(row) if row is not None else None

    def choose_password(self, token: str, password: str) -> Account:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            row = self._by_link(connection, token)
            if row is None:
                raise AccountError("Deze link is gebruikt of verlopen. Vraag een nieuwe.")
            check_password(password, row.email)
            row.password, row.link, row.link_until = password_hash(password), "", None
            # Who lost the phone, or fears that somebody has it, gets a new link: nothing of before opens the door.
            _forget_keys(connection, row)
            row.key = new_key()
            _end_sessions(connection, row.id)
            return account_of(row)

    def change_password(self, account_id: int, password: str, *, keep: str) -> None:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            row = connection.get_one(AccountRow, account_id)
            check_password(password, row.email)
            row.password = password_hash(password)
            others = SessionRow.token != token_hash(keep)
            connection.execute(delete(SessionRow).where(SessionRow.account_id == account_id, others))

    def forget_keys(self, account_id: int) -> None:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            row = connection.get_one(AccountRow, account_id)
            row.password, row.link = "", ""
            _forget_keys(connection, row)
            _end_sessions(connection, account_id)

    def with_password(self, email: str, password: str) -> Account | None:
        """As in the port."""
        with Connection(self._engine) as connection:
            row = connection.scalars(select(AccountRow).where(AccountRow.email == email.strip().casefold())).first()
            right = has_password(row.password if row is not None and row.active else "", password)
            return account_of(row) if row is not None and right else None

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

    def sign_in(self, account_id: int, *, whole: bool, way: str = "", sid: str = "") -> str:
        """As in the port."""
        token, now = new_token(), self._now()
        with Connection(self._engine) as connection, connection.begin():
            connection.execute(delete(SessionRow).where(SessionRow.begun_at < now - self._lasts))
            connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(seen_on=now.date()))
            connection.add(
                SessionRow(
                    token=token_hash(token),
                    account_id=account_id,
                    form_token=new_token(),
                    whole=whole,
                    begun_at=now,
                    used_at=now,
                    way=way,
                    sid=sid,
                )
            )
        return token

    def session(self, token: str) -> Session | None:
        """As in the port."""
        now = self._now()
        with Connection(self._engine) as connection, connection.begin():
            row = connection.get(SessionRow, token_hash(token))
            if row is None or aware(row.begun_at) < now - self._lasts or aware(row.used_at) < now - self._idle:
                return None
            account = connection.get_one(AccountRow, row.account_id)
            if not account.active:
                return None
            if aware(row.used_at) < now - _TOUCH:  # not a write for every page
                row.used_at = now
            fresh = aware(row.begun_at) > now - FRESH
            return Session(account_of(account), row.form_token, row.whole, fresh, row.way)

    def sign_out(self, token: str) -> None:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            connection.execute(delete(SessionRow).where(SessionRow.token == token_hash(token)))

    def sessions(self, account_id: int) -> int:
        """As in the port."""
        now = self._now()
        going = (SessionRow.begun_at >= now - self._lasts, SessionRow.used_at >= now - self._idle)
        with Connection(self._engine) as connection:
            counted = select(func.count()).where(SessionRow.account_id == account_id, *going)
            return connection.scalars(counted).one()

    def sign_out_everywhere(self, account_id: int) -> int:
        """As in the port."""
        ended = self.sessions(account_id)
        with Connection(self._engine) as connection, connection.begin():
            _end_sessions(connection, account_id)
        return ended

    def _by_link(self, connection: Connection, token: str) -> AccountRow | None:
        row = connection.scalars(select(AccountRow).where(AccountRow.link == token_hash(token))).first()
        if row is None or not row.active or row.link_until is None or aware(row.link_until) < self._now():
            return None
        return row


def _end_sessions(connection: Connection, account_id: int) -> None:
    """Sign out everywhere: what goes on, and what was mailed and could begin."""
    connection.execute(delete(SessionRow).where(SessionRow.account_id == account_id))
    connection.execute(delete(MailedLinkRow).where(MailedLinkRow.account_id == account_id))


def _forget_keys(connection: Connection, row: AccountRow) -> None:
    """Forget everything but the password that opens the door."""
    row.key, row.key_confirmed, row.last_step, row.recovery = "", False, 0, []
    connection.execute(delete(PasskeyRow).where(PasskeyRow.account_id == row.id))
