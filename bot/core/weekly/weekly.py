"""The weekly letter as it goes: asked for and stopped, sent once a week, and never twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.core.accounts.accounts import Account
from bot.core.accounts.following import following
from bot.core.accounts.port import Accounts
from bot.core.agreements.counts import Quarter
from bot.core.closed.part import ClosedPart
from bot.core.mail.port import Letter, NotNowError, Post, RefusedAddressError, Returned, UnsureError
from bot.core.rounds.asks import week_of
from bot.core.weekly.news import letter, news, standing
from bot.core.weekly.port import Reader, WeeklyBook

_MORNING = timedelta(hours=6)
"""A week begins on Monday at six (UTC): nobody gets the letter at night."""
DAYS_LINK = 180
"""So long the link in a letter stops them; it also stops when the account is gone."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters went, and what went wrong, in Dutch."""

    count: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Weekly:
    """The weekly letter. `quarters` are the counts of reports as everybody may see them; `now` is an aware time."""

    book: WeeklyBook
    accounts: Accounts
    part: ClosedPart
    quarters: Callable[[], Sequence[Quarter]]
    post: Post
    base: str
    day: Callable[[date], str]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def wanted(self, account: Account) -> bool:
        """Whether somebody asked for it."""
        return self.book.reads(account.id)

    def ask(self, account: Account) -> None:
        """They want it: from next week on, with what is new from now on."""
        mine = following(account, self.part.directory)
        self.book.begin(Reader(account.id, self._week, standing(self.part, self.quarters(), mine)))

    def stop(self, account_id: int) -> None:
        """They want it no more."""
        self.book.end(account_id)

    def send(self) -> Sent:
        """Send it to who did not get it this week and for whom there is news; to everybody else nothing goes.

        It is noted before it goes: what ends half-way sends once too few, and never twice.
        """
        self.book.forget(self.now() - timedelta(days=DAYS_LINK))
        week, count, problem = self._week, 0, ""
        for reader in self.book.readers():
            account = self.accounts.account(reader.account_id) if reader.week != week else None
            if account is None or not account.active:
                continue
            try:
                count += self._tell(reader, following(account, self.part.directory), week)
            except NotNowError as error:
                problem = str(error)
                if error.everybody:
                    break
            except UnsureError as error:
                problem = str(error)
            except RefusedAddressError as error:
                problem = str(error)
                self.book.end(account.id)
        return Sent(count, problem)

    def whose(self, token: str) -> int | None:
        """Whose letters a link stops, or None. Looking changes nothing."""
        return self.book.linked(token)

    def came_back(self, report: Returned) -> None:
        """A letter came back: who cannot be reached asked for nothing any more."""
        account_id = self.book.of_letter(report.key) if report.hard else None
        if account_id is not None:
            self.book.end(account_id)

    @property
    def _week(self) -> str:
        return week_of((self.now() - _MORNING).date())

    def _tell(self, reader: Reader, account: Account, week: str) -> int:
        """Write to one person; returns how many letters went. Raises MailError, and has given it back where nothing was sent."""
        found = news(self.part, self.quarters(), account, reader.told)
        taken = Reader(reader.account_id, week, found.told)
        if not self.book.take(reader, taken) or not found.anything:
            return 0
        key, token = self.book.new_link(account.id, self.now())
        stop = f"{self.base}/bevestig/weekbericht/{token}"
        said = letter(account, found, self.base, stop, self.day)
        try:
            self.post.send(
                Letter(key, account.email, account.name, said.subject, said.text, said.html, self.now(), stop)
            )
        except NotNowError:
            self.book.give_back(reader, taken, key)
            raise
        return 1
