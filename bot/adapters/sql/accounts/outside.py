"""The `Outside` port, in SQLite or PostgreSQL: accounts of people who come in by a provider."""

from __future__ import annotations

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session as Connection

from bot.adapters.sql.accounts.rows import account_of, alone
from bot.adapters.sql.accounts.tables import AccountRow, SessionRow
from bot.core.accounts.accounts import Account, Role, role_by_claims
from bot.core.accounts.ways import Identity, ProviderError

_TAKEN = (
    "Uw e-mailadres heeft hier al een account. Meld u daarmee aan, of vraag een beheerder om dat account af te sluiten."
)
_CLOSED = "Uw account is afgesloten. Vraag een beheerder om het te openen."


class SqlOutside:
    """Implements `bot.core.accounts.ways.Outside`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def arrive(self, who: Identity) -> Account:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            alone(connection)
            row = connection.scalars(select(AccountRow).where(AccountRow.outside == who.key)).first()
            if row is None:
                row = self._first_time(connection, who)
            if not row.active:
                raise ProviderError(_CLOSED)
            everybody = [account_of(item) for item in connection.scalars(select(AccountRow))]
            role = role_by_claims(account_of(row), who.role, everybody)
            if row.role != role.value:  # what they had open was of another role
                connection.execute(delete(SessionRow).where(SessionRow.account_id == row.id))
            row.role, row.name = role.value, who.name or row.name
            if row.outside and Role(row.role).edits_everything:
                row.owners = []
            connection.flush()
            return account_of(row)

    def end(self, issuer: str, subject: str, sid: str) -> int:
        """As in the port."""
        with Connection(self._engine) as connection, connection.begin():
            theirs = select(AccountRow.id).where(AccountRow.outside.startswith(f"{issuer} ", autoescape=True))
            if subject:
                theirs = select(AccountRow.id).where(AccountRow.outside == f"{issuer} {subject}")
            chosen = [SessionRow.account_id.in_(theirs), *([SessionRow.sid == sid] if sid else [])]
            ended = delete(SessionRow).where(*chosen, SessionRow.way == "outside").returning(SessionRow.token)
            return len(connection.execute(ended, execution_options={"synchronize_session": False}).all())

    def _first_time(self, connection: Connection, who: Identity) -> AccountRow:
        """Their account: that of their address, if the provider says that it is theirs, else a new one."""
        address = who.email.strip().casefold()
        if not address:
            raise ProviderError("Uw organisatie geeft geen e-mailadres door. Vraag wie haar accounts beheert.")
        row = connection.scalars(select(AccountRow).where(AccountRow.email == address)).first()
        if row is None:
            row = AccountRow(email=address, name=who.name or address, role=who.role.value, owners=[])
            connection.add(row)
        elif row.outside or not who.email_verified or Role(row.role).speaks_for_owners:
            # Another subject has it, nobody vouches for it, or it is somebody else's work: then it is not taken over.
            raise ProviderError(_TAKEN)
        row.outside = who.key
        connection.flush()
        return row
