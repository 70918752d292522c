"""The `Outbox` port, in SQLite or PostgreSQL."""

from __future__ import annotations

import secrets
import string
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import DateTime, Engine, String, delete, false, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.adapters.sql.base import Base, Line, Name, RowId
from bot.adapters.sql.moments import aware
from bot.core.mail.outbox import CameBack, Waiting
from bot.core.mail.port import Letter, Returned

_SIGNS = string.ascii_lowercase + string.digits
_LENGTH = 20


class LetterRow(Base):
    """A letter; its text only until it went."""

    __tablename__ = "outbox_letters"

    id: Mapped[RowId]
    key: Mapped[str] = mapped_column(String(40), unique=True)
    address: Mapped[Name]
    name: Mapped[Name]
    subject: Mapped[Line]
    text: Mapped[Line]
    html: Mapped[Line]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    problem: Mapped[Line]
    about: Mapped[str] = mapped_column(String(40), default="", server_default=sql("''"))
    bounced_on: Mapped[date | None]
    bounce: Mapped[Line]
    hard: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it came back because the address does not exist; until somebody says that it does."""


class SqlOutbox:
    """Implements `bot.core.mail.outbox.Outbox`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, to: str, to_name: str, subject: str, text: str, html: str, now: datetime, about: str = "") -> None:
        """As in the port."""
        key = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
        with Session(self._engine) as session, session.begin():
            row = LetterRow(key=key, address=to, name=to_name, subject=subject, text=text, html=html, made_at=now)
            row.about = about
            session.add(row)

    def waiting(self) -> Sequence[Waiting]:
        """As in the port."""
        with Session(self._engine) as session:
            rows = session.scalars(select(LetterRow).where(LetterRow.claimed_at.is_(None)).order_by(LetterRow.id))
            return tuple(
                Waiting(
                    row.id,
                    Letter(row.key, row.address, row.name, row.subject, row.text, row.html, aware(row.made_at)),
                    row.problem,
                )
                for row in rows
            )

    def claim(self, item: Waiting, now: datetime) -> bool:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            taken = session.execute(
                update(LetterRow)
                .where(LetterRow.id == item.id, LetterRow.claimed_at.is_(None))
                .values(claimed_at=now)
                .returning(LetterRow.id)
            ).all()
            return bool(taken)

    def release(self, item: Waiting, problem: str) -> None:
        """As in the port."""
        self._set(item, claimed_at=None, problem=problem)

    def done(self, item: Waiting, now: datetime | None, problem: str = "") -> None:
        """As in the port."""
        self._set(item, sent_at=now, problem=problem, subject="", text="", html="")

    def bounced(self, report: Returned, on: date) -> CameBack | None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            row = session.scalars(select(LetterRow).where(LetterRow.key == report.key.casefold())).first()
            if row is None or (row.bounced_on is not None and (row.hard or not report.hard)):
                return None
            row.bounced_on, row.bounce, row.hard = on, report.reason, report.hard
            return CameBack(row.address, row.about)

    def forget(self, before: datetime) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(LetterRow).where(LetterRow.made_at < before))

    def _set(self, item: Waiting, **values: object) -> None:
        with Session(self._engine) as session, session.begin():
            session.execute(update(LetterRow).where(LetterRow.id == item.id).values(**values))
