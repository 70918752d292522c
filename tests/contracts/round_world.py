"""The round on a database, with a clock that tests move and letters that stay here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine

from bot.adapters.phrases.written_dates import written_day
from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.rounds.book import SqlRoundBook
from bot.contract import Language
from bot.core.accounts.accounts import Account, Role
from bot.core.changes.changes import RecordKind
from bot.core.changes.records import Record
from bot.core.mail.port import Post
from bot.core.rounds.answering import Answering
from bot.core.rounds.letters import Desk, Letters
from bot.core.rounds.rounds import Parts, Rounds
from tests.fakes.post import FakePost

BASE = "https://kennispunt.example.nl"
START = datetime(2026, 6, 1, 9, tzinfo=UTC)
"""A Monday, in week 23."""


class Clock:
    def __init__(self, time: datetime = START) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time

    @property
    def today(self) -> date:
        return self().date()

    def passes(self, **time: float) -> None:
        self.time += timedelta(**time)


class Now(Clock):
    """The real time, for pages that another process shows."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)


class RoundWorld:
    """Everything of the round; `post` is where its letters go."""

    def __init__(self, engine: Engine, post: Post | None = None, clock: Clock | None = None) -> None:
        self.engine = engine
        self.clock = clock or Clock()
        self.fake = FakePost()
        self.book = SqlRoundBook(engine)
        self.desk = SqlDesk(engine, now=self.clock)
        self.accounts = SqlAccounts(engine, self.clock)
        self.directory = SqlDirectory(engine, today=lambda: self.clock.today)
        letters = Letters(
            self.directory, Desk(lambda day: written_day(day, Language.DUTCH), "0700 555 0100", f"{BASE}/privacy")
        )
        parts = Parts(self.book, self.desk, self.accounts, self.directory, letters, post or self.fake, BASE, self.clock)
        self.rounds = Rounds(parts)
        self.answering = Answering(self.rounds)

    def representative(self, email: str, *owners: str, role: Role = Role.REPRESENTATIVE) -> Account:
        return self.accounts.add(
            email, "Noor Voorbeeld" if role is Role.REPRESENTATIVE else "Sam Voorbeeld", role, owners
        )

    def phone(self, owner: str = "9001") -> Record:
        return next(item for item in self.desk.records(owner) if item.ref.kind is RecordKind.CHANNEL)

    def states(self) -> dict[str, str]:
        return {ask.address: ask.state(self.clock.today) for ask in self.book.asks()}
