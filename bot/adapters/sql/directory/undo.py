"""Taking one change back: the fact says again what it said before."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.adapters.sql.base import Fact
from bot.adapters.sql.directory import rows
from bot.adapters.sql.history import ChangeRow, as_text
from bot.adapters.sql.sessions import take_turn
from bot.core.changes.changes import Action, RecordKind, Ref
from bot.core.changes.port import ClashError, RefusedError, UnknownRecordError
from bot.core.changes.records import FIELDS

_WHOLE = frozenset({RecordKind.ORGANISATION, RecordKind.MUNICIPALITY})


def take_back(session: Session, number: int) -> None:
    """Undo this change; as `Desk.undo`."""
    take_turn(session)
    change = session.get(ChangeRow, number)
    if change is None:
        raise UnknownRecordError("Deze wijziging is er niet.")
    if session.scalars(select(ChangeRow.id).where(ChangeRow.undoes == number)).first() is not None:
        raise RefusedError("Deze wijziging is al teruggedraaid.")
    ref = Ref(RecordKind(change.kind), change.key)
    row = rows.find(session, ref)
    if change.action == Action.REMOVED:
        _put_back(session, change, ref, row)
    elif row is None:
        raise ClashError(None)
    else:
        _as_before(session, change, ref, row)
    session.flush()


def _as_before(session: Session, change: ChangeRow, ref: Ref, row: Fact) -> None:
    now = {name: as_text(getattr(row, name)) for name in change.after if name != "label"}
    if any(value != change.after[name] for name, value in now.items()):
        raise ClashError(rows.as_record(session, row))
    if change.action == Action.ADDED:
        if ref.kind in _WHOLE:
            raise RefusedError("Een hele organisatie of gemeente kunt u niet weghalen. Laat haar vervallen.")
        session.delete(row)
        return
    for name, value in change.before.items():
        if name == "label":
            rows.assign(session, row, {"label": value})
        else:
            setattr(row, name, rows.from_text(row, name, value))


def _put_back(session: Session, change: ChangeRow, ref: Ref, row: Fact | None) -> None:
    if row is not None or ref.kind in _WHOLE:
        raise RefusedError("Dit kunt u niet terugdraaien. Voeg het gegeven opnieuw toe.")
    said = change.about | change.before
    for short, name in (("need", "need_id"), ("law", "law_id"), ("function", "function_id")):
        said[name] = said.get(name) or said.get(short, "")
    values = {name: said.get(name, "") for name in FIELDS[ref.kind]}
    made = rows.make(session, change.owner_id, ref.kind, values)
    for name, value in change.before.items():
        setattr(made, name, rows.from_text(made, name, value))
