"""Withdrawals whose day has come: what ends by itself on a day gets a line in the history then, and so a change number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from bot.adapters.sql.base import Fact, Revision
from bot.adapters.sql.directory.rows import MODELS
from bot.adapters.sql.history import ChangeRow, key_of
from bot.adapters.sql.moments import aware
from bot.adapters.sql.sessions import take_turn
from bot.core.changes.changes import Action, RecordKind
from bot.core.directory.standing import Origin

WHO = "kennispunt"
WHY = "de dag is gekomen"


def come_to_pass(engine: Engine, now: datetime) -> int:
    """Write down what was to be withdrawn by today and was said before its day; returns how many facts.

    Who follows the numbers learns of it as of any change. Written once: after that the fact's newest line is of its day.
    """
    with Session(engine) as session:
        if not any(_due(session, kind, now) for kind in MODELS):
            return 0
    with Session(engine) as session, session.begin():
        take_turn(session)
        lines = [_line(session, row, kind, now) for kind in MODELS for row in _due(session, kind, now)]
        if lines:
            session.execute(insert(ChangeRow), lines)
            session.execute(update(Revision).values(number=Revision.number + 1))
        return len(lines)


def _due(session: Session, kind: RecordKind, now: datetime) -> list[Fact]:
    """Facts of this kind that ended by today, of which the history has nothing since that day began."""
    model = MODELS[kind]
    ended = session.scalars(select(model).where(model.withdrawn_on <= now.date())).all()
    return [row for row in ended if _said_before(session, row, kind)]


def _said_before(session: Session, row: Fact, kind: RecordKind) -> bool:
    lines = select(ChangeRow.made_at).where(ChangeRow.kind == kind.value, ChangeRow.key == key_of(row))
    newest = session.scalars(lines.order_by(ChangeRow.id.desc()).limit(1)).first()
    return newest is not None and row.withdrawn_on is not None and aware(newest).date() < row.withdrawn_on


def _line(session: Session, row: Fact, kind: RecordKind, now: datetime) -> dict[str, object]:
    on = row.withdrawn_on.isoformat() if row.withdrawn_on else ""
    return {
        "made_at": now,
        "who": WHO,
        "origin": Origin.FILES.value,  # it is nobody's word: the owner did not speak today
        "why": WHY,
        "batch": "",
        "action": Action.WITHDRAWN.value,
        "kind": kind.value,
        "key": key_of(row),
        "owner_id": row.owner(session),
        "about": row.told(session),
        "before": {"withdrawn_on": ""},
        "after": {"withdrawn_on": on},
        "undoes": None,
    }
