"""The numbers of changes, out of the history."""

from __future__ import annotations

from collections.abc import Container

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.adapters.sql.history import ChangeRow
from bot.adapters.sql.moments import aware
from bot.core.changes.changes import Action, RecordKind
from bot.core.directory.numbers import FIRST, ChangeNumbers
from bot.core.directory.organisations import Retired

_WHOLE = (RecordKind.ORGANISATION.value, RecordKind.MUNICIPALITY.value)


def read_numbers(session: Session, there: Container[str]) -> ChangeNumbers:
    """The newest change of each owner; `there` are the owners that still are in the directory, withdrawn or not.

    Numbers are given while the lock on the revision is held (`bot.adapters.sql.sessions`), so a number that is not seen
    yet is never lower than one that is.
    """
    newest = select(ChangeRow.owner_id, func.max(ChangeRow.id)).group_by(ChangeRow.owner_id)
    by_owner = {owner: number for owner, number in session.execute(newest)}  # noqa: C416 - rows are no pairs to mypy
    return ChangeNumbers(
        latest=max(by_owner.values(), default=FIRST),
        by_owner=by_owner,
        removed=tuple(_removed(session, there)),
    )


def _removed(session: Session, there: Container[str]) -> list[Retired]:
    """Owners that were taken away altogether: the history outlives them."""
    wanted = (
        select(ChangeRow)
        .where(ChangeRow.action == Action.REMOVED.value, ChangeRow.kind.in_(_WHOLE))
        .order_by(ChangeRow.id)
    )
    gone = {row.owner_id: row for row in session.scalars(wanted) if row.owner_id not in there}
    return [Retired(key, row.before.get("name", key), aware(row.made_at).date()) for key, row in gone.items()]
