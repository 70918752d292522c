"""The session in which the directory is changed: it counts the revision, and keeps the history."""

from __future__ import annotations

from sqlalchemy import Engine, event, update
from sqlalchemy.orm import Session

from bot.adapters.sql.base import Revision
from bot.adapters.sql.history import write_history
from bot.core.changes.changes import Author


class DirectorySession(Session):
    """A session in which every change counts the revision up by one, and becomes a line of the history.

    `DirectorySession(engine, info={"author": …})` says who makes them; see `by`.
    """


def by(engine: Engine, author: Author, **info: object) -> DirectorySession:
    """A session for the changes of this author."""
    return DirectorySession(engine, autoflush=False, info={"author": author} | info)


def take_turn(session: Session) -> None:
    """Take the database's lock before reading what will be changed, so that two writers follow each other.

    A write, since on SQLite reading takes no lock, and who reads first and writes later may be too late.
    """
    session.execute(update(Revision).values(number=Revision.number))


@event.listens_for(DirectorySession, "before_flush")
def _count_up(session: Session, _context: object, _instances: object) -> None:
    changed = any(session.is_modified(row) for row in session.dirty if not isinstance(row, Revision))
    if changed or session.new or session.deleted:
        session.get_one(Revision, 1).number += 1


@event.listens_for(DirectorySession, "after_flush")
def _keep(session: Session, _context: object) -> None:
    write_history(session)
