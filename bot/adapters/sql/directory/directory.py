"""The directory behind the `Directory` port, in SQLite or PostgreSQL."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.sql.directory.queries import Snapshot, revision, snapshot
from bot.adapters.sql.patience import NO_ANSWER, NoAnswerError, Patience
from bot.core.directory.numbers import ChangeNumbers
from bot.core.directory.organisations import Municipality, Organisation, Retired, Term

logger = logging.getLogger(__name__)

_READING_SECONDS = 15.0
"""For the whole directory, on a busy machine."""


class SqlDirectory:
    """Answers from a copy in memory that is read again when the database's revision has changed, and every day.

    Every day, since what is withdrawn from a day on goes by itself.
    Every question costs one small query (the revision). While the database cannot be reached or hangs, the last copy
    answers, at once from the second question on; without a copy the database's own error is raised.

    Args:
        engine: the database.
        patience: for a database that may hang; None for one that cannot (a file).
        today: the day of which the answers are.
    """

    def __init__(
        self,
        engine: Engine,
        patience: Patience | None = None,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self._engine = engine
        self._today = today
        self._patience = patience
        self._lock = Lock()
        self._held: Snapshot | None = None
        self._away = False

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

    def retired(self, key: str) -> Retired | None:
        """The organisation (by id) or municipality (by CBS code) that is no longer in the directory, or None."""
        return self._now().retired.get(key)

    def all_retired(self) -> Sequence[Retired]:
        """Everything that is no longer in the directory."""
        return tuple(self._now().retired.values())

    def numbers(self) -> ChangeNumbers:
        """By which change each owner became as it is; as in the port."""
        return self._now().numbers

    def known_as(self, name: str) -> str:
        """Id or CBS code of what bears this name or once did, in the directory or no longer; empty where nothing did."""
        return self._now().known_as.get(name, "")

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        """A vocabulary by id, in the order of its file: `needs`, `laws`, `functions` or `kinds`; else KeyError."""
        return self._now().terms[vocabulary]

    def ready(self) -> bool:
        """Whether the database answers now and holds a directory."""
        return not self.problem()

    def problem(self) -> str:
        """Why the database does not answer now, or holds no directory; empty when it does."""
        try:
            return "" if self._revision() > 0 else "the directory is empty"
        except NoAnswerError:
            return NO_ANSWER
        except SQLAlchemyError as error:
            return type(error).__name__

    def _revision(self) -> int:
        return self._ask(lambda: revision(self._engine))

    def _ask[Answer](self, question: Callable[[], Answer], *, seconds: float | None = None) -> Answer:
        return self._patience.ask(question, seconds=seconds) if self._patience else question()

    def _now(self) -> Snapshot:
        held = self._held
        try:
            current = self._current(held)
        except SQLAlchemyError as error:
            if held is None:
                raise
            if not self._away:  # once, and not with every question
                reason = type(error).__name__
                logger.warning("no database (%s); the directory answers from revision %d", reason, held.revision)
            self._away = True
            return held
        if self._away:
            logger.warning("the directory's database is back")
        self._away = False
        return current

    def _current(self, held: Snapshot | None) -> Snapshot:
        if held is not None and self._holds(held):
            return held
        # One reads, the others wait for what it brings; who has something to answer from waits no longer than for a question.
        wait = self._patience.seconds if self._patience and held is not None else -1
        if not self._lock.acquire(timeout=wait):
            raise NoAnswerError
        try:
            if self._held is None or not self._holds(self._held):
                self._held = self._ask(lambda: snapshot(self._engine, self._today()), seconds=_READING_SECONDS)
            return self._held
        finally:
            self._lock.release()

    def _holds(self, held: Snapshot) -> bool:
        return held.day == self._today() and held.revision == self._revision()
