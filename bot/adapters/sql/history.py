"""The history: every change of a fact is written down as it is flushed, whoever makes it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum

from sqlalchemy import DateTime, ForeignKey, String, insert, inspect, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.adapters.sql.base import Base, Fact, JsonText, Line, OriginName, RowId
from bot.core.changes.changes import Action, Author, Change, RecordKind, Ref
from bot.core.directory.standing import Origin

KINDS: dict[str, RecordKind] = {
    "organisations": RecordKind.ORGANISATION,
    "municipalities": RecordKind.MUNICIPALITY,
    "services": RecordKind.SERVICE,
    "service_areas": RecordKind.AREA,
    "channels": RecordKind.CHANNEL,
    "municipal_choices": RecordKind.CHOICE,
}
"""The kind of record that each table of facts holds."""
UNNAMED = Author("onbekend", Origin.FILES)
"""Who made a change of which the session does not say who makes it."""
_NOT_TOLD = frozenset({"version", "position", "file_confirmed_on", "id", "cbs_code", "organisation_id", "contact_id"})
"""Columns that say nothing to a person: a change of these alone is no change of the fact."""


class ChangeRow(Base):
    """One change of one fact. Nothing refers to the fact itself, so that its history outlives it."""

    __tablename__ = "directory_changes"

    id: Mapped[RowId]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    who: Mapped[Line]
    origin: Mapped[OriginName]
    why: Mapped[Line]
    batch: Mapped[str] = mapped_column(String(60), default="", server_default=text("''"), index=True)
    action: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(60))
    owner_id: Mapped[str] = mapped_column(String(60), index=True)
    about: Mapped[dict[str, str]] = mapped_column(JsonText)
    before: Mapped[dict[str, str]] = mapped_column(JsonText)
    after: Mapped[dict[str, str]] = mapped_column(JsonText)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("directory_changes.id"), index=True)


def key_of(row: Fact) -> str:
    """The row's key as text."""
    return str(inspect(row).mapper.primary_key_from_instance(row)[0])


def as_text(value: object) -> str:
    """A column's value as the history keeps it; nothing is an empty text."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list):
        return ";".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def write_history(session: Session) -> None:
    """Write down what this flush added, changed and removed; to be called when the rows have their keys."""
    author: Author = session.info.get("author", UNNAMED)
    common = {
        "made_at": session.info["now"]() if "now" in session.info else datetime.now(UTC),
        "who": author.who,
        "origin": author.origin.value,
        "why": author.why,
        "batch": author.batch,
        "undoes": session.info.get("undoes"),
    }
    rows = [
        common | line
        for objects, action in (
            (session.new, Action.ADDED),
            (session.dirty, Action.CHANGED),
            (session.deleted, Action.REMOVED),
        )
        for row in objects
        if isinstance(row, Fact) and (line := _line(session, row, action)) is not None
    ]
    if rows:
        session.connection().execute(insert(ChangeRow), sorted(rows, key=lambda line: str(line["key"])))


def _line(session: Session, row: Fact, action: Action) -> dict[str, object] | None:
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    state = inspect(row)
    for column in state.mapper.column_attrs:
        if column.key in _NOT_TOLD:
            continue
        history = state.attrs[column.key].history
        now = as_text(getattr(row, column.key))
        was = as_text(history.deleted[0]) if history.deleted else now
        if action is Action.ADDED or action is Action.REMOVED:
            if now:
                (after if action is Action.ADDED else before)[column.key] = now
        elif was != now:
            before[column.key], after[column.key] = was, now
    if action is Action.CHANGED and (moved := row.moved(session)) is not None:
        before["label"], after["label"] = moved
    if not before and not after:
        return None
    return {
        "action": str(session.info.get("action", action) if action is Action.CHANGED else action),
        "kind": KINDS[row.__tablename__].value,
        "key": key_of(row),
        "owner_id": row.owner(session),
        "about": row.told(session),
        "before": before,
        "after": after,
    }


def as_change(row: ChangeRow) -> Change:
    """The line as the core knows it."""
    return Change(
        number=row.id,
        made_at=row.made_at,
        author=Author(row.who, Origin(row.origin), row.why, row.batch),
        action=Action(row.action),
        ref=Ref(RecordKind(row.kind), row.key),
        owner_id=row.owner_id,
        about=row.about,
        before=row.before,
        after=row.after,
        undoes=row.undoes,
    )
