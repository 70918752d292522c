"""How the last fetch of the national register went, kept so that a restart does not forget it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.adapters.sql.directory.register import FetchRow


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
