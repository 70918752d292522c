"""The directory behind the `Directory` port, in SQLite or PostgreSQL."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.sql.directory.queries import Snapshot, revision, snapshot
from bot.core.directory.organisations import Municipality, Organisation, Term

logger = logging.getLogger(__name__)


class SqlDirectory:
    """Answers from a copy in memory that is read again when the database's revision has changed.

    Every question costs one small query (the revision). While the database cannot be reached, the last copy answers;
    without a copy the database's own error is raised.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._held: Snapshot | None = None

    def organisations(self) -> Sequence[Organisation]:
        """Every organisation, with services and contacts, by name."""
        return self._now().organisations

    def organisation(self, organisation_id: str) -> Organisation | None:
        """One organisation by id, or None."""
        return self._now().organisation_by_id.get(organisation_id)

    def organisation_named(self, name: str) -> Organisation | None:
        """One organisation by its canonical name, or None."""
        return self._now().organisation_by_name.get(name)

    def municipalities(self) -> Sequence[Municipality]:
        """Every municipality, by name."""
        return self._now().municipalities

    def municipality(self, cbs_code: str) -> Municipality | None:
        """One municipality by CBS code, or None."""
        return self._now().municipality_by_code.get(cbs_code)

    def municipality_named(self, name: str) -> Municipality | None:
        """One municipality by its canonical name, or None."""
        return self._now().municipality_by_name.get(name)

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        """A vocabulary by id, in the order of its file: `needs`, `laws`, `functions` or `kinds`; else KeyError."""
        return self._now().terms[vocabulary]

    def ready(self) -> bool:
        """Whether the database answers now and holds a directory."""
        try:
            return revision(self._engine) > 0
        except SQLAlchemyError:
            return False

    def _now(self) -> Snapshot:
        held = self._held
        try:
            if held is not None and held.revision == revision(self._engine):
                return held
            with self._lock:  # one reads, the others wait for what it brings
                if self._held is None or self._held.revision != revision(self._engine):
                    self._held = snapshot(self._engine)
                return self._held
        except SQLAlchemyError:
            if held is None:
                raise
            logger.warning("the directory's database cannot be reached; answering from revision %d", held.revision)
            return held
