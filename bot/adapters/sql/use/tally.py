"""The `TallyBook` port, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine, String, delete, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.adapters.sql.base import Base
from bot.adapters.sql.sessions import take_turn
from bot.contract import Language
from bot.core.use.tally import LONGEST_TOPIC, Counted, Tallied


class TallyRow(Base):
    """One count."""

    __tablename__ = "use_tally"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    topic: Mapped[str] = mapped_column(String(LONGEST_TOPIC), primary_key=True)
    count: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class SqlTallyBook:
    """Implements `bot.core.use.tally.TallyBook`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, counts: Mapping[Tallied, int]) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)  # two machines that count the same follow each other
            for item, count in sorted(counts.items()):
                key = (item.month, item.what.value, item.language.value, item.topic)
                if session.get(TallyRow, key) is None:
                    month, what, language, topic = key
                    session.add(TallyRow(month=month, what=what, language=language, topic=topic, count=count))
                else:
                    session.execute(
                        update(TallyRow)
                        .where(TallyRow.month == key[0], TallyRow.what == key[1])
                        .where(TallyRow.language == key[2], TallyRow.topic == key[3])
                        .values(count=TallyRow.count + count)
                    )

    def counts(self) -> Mapping[Tallied, int]:
        """As in the port."""
        with Session(self._engine) as session:
            return {
                Tallied(row.month, Counted(row.what), Language(row.language), row.topic): row.count
                for row in session.scalars(select(TallyRow))
            }

    def forget(self, before: str) -> int:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            gone = session.execute(delete(TallyRow).where(TallyRow.month < before).returning(TallyRow.month)).all()
            return len(gone)
