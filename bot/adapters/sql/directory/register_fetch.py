"""How the last fetch of the national register went, kept so that a restart does not forget it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.adapters.sql.directory.register import FetchRow

_TOO_OLD = timedelta(days=7)
"""After so long without an answer of the register something is wrong, whatever the last try said."""


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is known of the last try; empty before the first."""

    address: str = ""
    etag: str = ""
    last_modified: str = ""
    tried_at: datetime | None = None
    succeeded_at: datetime | None = None
    problem: str = ""
    """Why the last try failed, in Dutch; empty when it did not."""

    def warning(self, now: datetime) -> str:
        """What is to be said of it to who runs the service, in Dutch; empty when all is well or nothing was tried."""
        if self.problem:
            since = f" Het laatst gelukt op {self.succeeded_at.date().isoformat()}." if self.succeeded_at else ""
            return f"Het register is niet bijgewerkt. {self.problem}{since}"
        if self.succeeded_at and now - self.succeeded_at > _TOO_OLD:
            return f"Het register is niet meer bijgewerkt sinds {self.succeeded_at.date().isoformat()}."
        return ""

    def failed(self, problem: str, now: datetime) -> FetchState:
        """The state after a try that failed."""
        return replace(self, tried_at=now, problem=problem)


def read_fetch(engine: Engine) -> FetchState:
    """The last try."""
    with Session(engine) as session:
        row = session.get(FetchRow, 1)
        if row is None:
            return FetchState()
        return FetchState(
            row.address, row.etag, row.last_modified, _aware(row.tried_at), _aware(row.succeeded_at), row.problem
        )


def write_fetch(engine: Engine, state: FetchState) -> None:
    """Remember this try. It is no change of the directory, so its revision stays."""
    with Session(engine) as session, session.begin():
        session.merge(
            FetchRow(
                id=1,
                address=state.address,
                etag=state.etag,
                last_modified=state.last_modified,
                tried_at=state.tried_at,
                succeeded_at=state.succeeded_at,
                problem=state.problem,
            )
        )


def _aware(moment: datetime | None) -> datetime | None:
    """SQLite forgets that a moment is in UTC."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
