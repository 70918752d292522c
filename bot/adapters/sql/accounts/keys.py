"""The `Keys` port, in SQLite or PostgreSQL: recovery codes and passkeys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Connection

from bot.adapters.sign_in.secrets import new_recovery_code, new_token, plain_code, token_hash
from bot.adapters.sql.accounts.rows import account_of, aware
from bot.adapters.sql.accounts.tables import AccountRow, PasskeyRow
from bot.core.accounts.accounts import Account, AccountError
from bot.core.accounts.ways import RECOVERY_CODES, Passkey

_MOST_PASSKEYS = 20
_LONGEST_NAME = 100


class SqlKeys:
    """Implements `bot.core.accounts.ways.Keys`; `now` is an aware time."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._now = now

    def new_recovery_codes(self, account_id: int) -> tuple[str, ...]:
        """As in the port."""
        codes = tuple(new_recovery_code() for _ in range(RECOVERY_CODES))
        with Connection(self._engine) as connection, connection.begin():
            row = connection.get_one(AccountRow, account_id)
            row.recovery = [token_hash(plain_code(code)) for code in codes]
        return codes

    def recovers(self, account_id: int, code: str) -> bool:
        """As in the port."""
        given = token_hash(plain_code(code))
        with Connection(self._engine) as connection, connection.begin():
            # A write first: of two who give the same code at once, the second finds it used.
            connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(id=AccountRow.id))
            row = connection.get_one(AccountRow, account_id)
            if given not in row.recovery:
                return False
            row.recovery = [item for item in row.recovery if item != given]
            return True

    def passkeys(self, account_id: int) -> Sequence[Passkey]:
        """As in the port."""
        with Connection(self._engine) as connection:
            theirs = select(PasskeyRow).where(PasskeyRow.account_id == account_id).order_by(PasskeyRow.id)
            return tuple(map(_passkey, connection.scalars(theirs)))

    def handle(self, account_id: int) -> str:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            connection.execute(
                update(AccountRow)
                .where(AccountRow.id == account_id, AccountRow.handle == "")
                .values(handle=new_token())
            )
            return connection.get_one(AccountRow, account_id).handle

    def add_passkey(self, account_id: int, made: Passkey) -> None:
        """As in the port."""
        if len(self.passkeys(account_id)) >= _MOST_PASSKEYS:
            raise AccountError(f"U hebt al {_MOST_PASSKEYS} passkeys. Haal er eerst een weg.")
        row = PasskeyRow(
            account_id=account_id,
            credential=made.credential,
            public_key=made.public_key,
            uses=made.uses,
            name=made.name.strip()[:_LONGEST_NAME] or "Passkey",
            made_at=self._now(),
        )
        try:
            with Connection(self._engine) as connection, connection.begin():
                connection.add(row)
        except IntegrityError as error:
            raise AccountError("Deze passkey staat al bij een account.") from error

    def passkey(self, credential: str) -> tuple[Account, Passkey] | None:
        """As in the port."""
        with Connection(self._engine) as connection:
            row = connection.scalars(select(PasskeyRow).where(PasskeyRow.credential == credential)).first()
            if row is None:
                return None
            whose = connection.get_one(AccountRow, row.account_id)
            return (account_of(whose), _passkey(row)) if whose.active else None

    def passkey_used(self, passkey_id: int, uses: int) -> None:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            connection.execute(
                update(PasskeyRow).where(PasskeyRow.id == passkey_id).values(uses=uses, used_at=self._now())
            )

    def remove_passkey(self, account_id: int, passkey_id: int) -> bool:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            theirs = (PasskeyRow.id == passkey_id, PasskeyRow.account_id == account_id)
            return connection.execute(delete(PasskeyRow).where(*theirs).returning(PasskeyRow.id)).first() is not None


def _passkey(row: PasskeyRow) -> Passkey:
    used = aware(row.used_at) if row.used_at is not None else None
    return Passkey(row.id, row.credential, row.public_key, row.uses, row.name, aware(row.made_at), used)
