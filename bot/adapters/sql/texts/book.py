"""The `DraftBook` port, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.adapters.sql.texts.tables import DraftRow, RevisionRow
from bot.core.texts.drafts import Draft, DraftMovedError, DraftState, Revision


class SqlDraftBook:
    """Implements `bot.core.texts.port.DraftBook`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self) -> Sequence[Draft]:
        """As in the port."""
        with Session(self._engine) as session:
            wanted = select(DraftRow).where(DraftRow.open_for.is_not(None)).order_by(DraftRow.changed_at, DraftRow.id)
            return tuple(row.as_draft for row in session.scalars(wanted))

    def open_of(self, topic: str) -> Draft | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = session.scalar(select(DraftRow).where(DraftRow.open_for == topic))
            return row.as_draft if row is not None else None

    def draft(self, draft_id: int) -> Draft | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = session.get(DraftRow, draft_id)
            return row.as_draft if row is not None else None

    def of(self, topic: str) -> Sequence[Draft]:
        """As in the port."""
        with Session(self._engine) as session:
            wanted = select(DraftRow).where(DraftRow.topic == topic).order_by(DraftRow.id.desc())
            return tuple(row.as_draft for row in session.scalars(wanted))

    def refused(self, since: datetime) -> Sequence[Draft]:
        """As in the port."""
        with Session(self._engine) as session:
            late = (DraftRow.state == DraftState.REFUSED.value, DraftRow.decided_at >= since)
            wanted = select(DraftRow).where(*late).order_by(DraftRow.decided_at.desc(), DraftRow.id.desc())
            return tuple(row.as_draft for row in session.scalars(wanted))

    def keep(self, draft: Draft) -> Draft:
        """As in the port."""
        try:
            with Session(self._engine) as session, session.begin():
                return _keep(session, draft)
        except IntegrityError:  # the topic has another that is open
            raise DraftMovedError from None

    def take(self, revision: Revision, write: Callable[[], None], draft: Draft | None = None) -> Revision:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            if draft is not None:
                _keep(session, draft)
            row = RevisionRow(
                made_at=revision.made_at,
                topic=revision.topic,
                writers=list(revision.writers),
                who=revision.who,
                why=revision.why,
                alone=revision.alone,
                files=[[file.path, file.before, file.after] for file in revision.files],
                undoes=revision.undoes,
            )
            session.add(row)
            session.flush()
            write()
            return row.as_revision

    def revisions(self, topic: str = "") -> Sequence[Revision]:
        """As in the port."""
        with Session(self._engine) as session:
            wanted = select(RevisionRow).order_by(RevisionRow.id.desc())
            rows = session.scalars(wanted.where(RevisionRow.topic == topic) if topic else wanted)
            return tuple(row.as_revision for row in rows)

    def revision(self, number: int) -> Revision | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = session.get(RevisionRow, number)
            return row.as_revision if row is not None else None


def _keep(session: Session, draft: Draft) -> Draft:
    """Keep it in this session: the row is changed where it is still of the draft's version, which nobody else can then do."""
    values = {
        "open_for": draft.topic if draft.state is DraftState.OPEN else None,
        "state": draft.state.value,
        "texts": {
            language.value: {part: [change.before, change.after] for part, change in changes.items()}
            for language, changes in draft.texts.items()
        },
        "writers": list(draft.writers),
        "why": draft.why,
        "changed_at": draft.changed_at,
        "version": draft.version + 1,
        "decided_by": draft.decided_by,
        "decided_at": draft.decided_at,
        "reason": draft.reason,
    }
    if not draft.id:
        row = DraftRow(topic=draft.topic, made_at=draft.made_at, **values)
        session.add(row)
        session.flush()
        return row.as_draft
    ours = update(DraftRow).where(DraftRow.id == draft.id, DraftRow.version == draft.version)
    changed = session.execute(ours.values(**values).execution_options(synchronize_session=False))
    if not changed.rowcount:  # type: ignore[attr-defined]  # an update has one
        raise DraftMovedError
    return session.get_one(DraftRow, draft.id, populate_existing=True).as_draft
