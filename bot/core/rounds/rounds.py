"""The round as it goes: who is asked, which letters go, what comes back, and whom to telephone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.core.accounts.following import following
from bot.core.accounts.port import Accounts
from bot.core.changes.changes import Author, RecordKind
from bot.core.changes.port import Desk
from bot.core.changes.records import Record
from bot.core.changes.words import owner_title
from bot.core.directory.contacts import ChannelKind, Contact
from bot.core.directory.port import Directory
from bot.core.directory.standing import Origin
from bot.core.mail.port import Letter, NotNowError, Post, RefusedAddressError, Returned, Returns, UnsureError
from bot.core.mail.told import Told
from bot.core.rounds.asks import (
    DAYS_OPEN,
    DAYS_TO_OBJECT,
    Addressee,
    Ask,
    Closed,
    LinkKind,
    Mail,
    MailKind,
    Via,
    week_of,
)
from bot.core.rounds.letters import Letters
from bot.core.rounds.planning import Owner, addressees, chain, due, general_addresses, share
from bot.core.rounds.port import RoundBook

logger = logging.getLogger(__name__)

_TOO_LONG = timedelta(days=1)
_WEEK = len("2026-W01")
POSTMAN = "retourbericht van de mailserver"
"""Who disputes an address from which a letter came back."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the round works with. `now` is an aware time; `base` the address of this service, without a slash at its end."""

    book: RoundBook
    desk: Desk
    accounts: Accounts
    directory: Directory
    letters: Letters
    post: Post
    base: str
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day of `now`."""
        return self.now().date()


@dataclass(frozen=True, slots=True)
class Sending:
    """What came of sending: letters that went, letters that wait, and why."""

    sent: int = 0
    waiting: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ToCall:
    """An owner to telephone, and about which question."""

    owner_id: str
    name: str
    ask: Ask
    records: tuple[Record, ...]


class Rounds:
    """The round's work outside the pages: planning, sending, reminding, what came back, and the list to telephone."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def plan(self, only: Collection[str] = ()) -> tuple[Addressee, ...]:
        """Whom this week's round would ask now: a twelfth of the owners, less who was asked in this week already.

        `only`: these owners, whether it is their turn or not.
        """
        book, today = self.parts.book, self.parts.today
        asks = book.asks()
        everybody = self._owners()
        asked = {owner: ask.made_at.date() for ask in reversed(asks) for owner in ask.owners}
        this_week = {owner for ask in asks if ask.week.startswith(week_of(today)) for owner in ask.owners}
        if only:
            turn = tuple(owner for owner in everybody if owner in only and owner not in this_week)
            most = len(turn)
        else:
            spoken = book.spoken()
            known = (
                Owner(owner, asked.get(owner), spoken[owner].date() if owner in spoken else None) for owner in everybody
            )
            turn = due(known, today)
            most = max(0, share(len(everybody)) - len(this_week))
        return addressees(turn, self._chains(turn), most)

    def start(self, only: Collection[str] = ()) -> int:
        """Ask them: write down whom, with the letters that are to go; returns how many people. Safe to repeat."""
        now = self.parts.now()
        planned = self.plan(only)
        return sum(self.parts.book.add(week_of(now.date()), whom, now) is not None for whom in planned)

    def chain(self, owner_id: str) -> tuple[Addressee, ...]:
        """Who can be asked about this owner, the first one first."""
        return self._chains([owner_id])[owner_id]

    def _chains(self, owners: Sequence[str]) -> dict[str, tuple[Addressee, ...]]:
        accounts = [following(account, self.parts.directory) for account in self.parts.accounts.accounts()]
        dead, today = self.parts.book.dead(), self.parts.today
        return {owner: chain(owner, accounts, self._contacts(owner), dead, today) for owner in owners}

    def _contacts(self, owner_id: str) -> tuple[Contact, ...]:
        directory = self.parts.directory
        found = directory.municipality(owner_id) or directory.organisation(owner_id)
        return found.contacts if found else ()

    def remind(self) -> int:
        """Put reminders with the letters that are to go; returns how many."""
        count = 0
        for ask in self.parts.book.asks():
            kind = ask.reminder(self.parts.today)
            if kind is not None:
                self.parts.book.queue(ask.id, kind, ask.address, self.parts.now())
                count += 1
        return count

    def send(self) -> Sending:
        """Send what is to go. Each letter is taken before it is sent, so that nothing goes twice, whatever breaks.

        Stops at the first sign that the server takes nothing at all now: what is left goes another time.
        """
        sent, problem = 0, ""
        for mails in self.parts.book.waiting():
            try:
                sent += self._send(mails)
            except NotNowError as error:
                problem = str(error)
                if error.everybody:
                    break
        return Sending(sent, len(self.parts.book.waiting()), problem)

    def warning(self) -> str:
        """What whoever runs the service must know: letters that do not go; empty when all is well."""
        waiting = [mails[0] for mails in self.parts.book.waiting()]
        old = [mail for mail in waiting if mail.made_at < self.parts.now() - _TOO_LONG]
        if not old:
            return ""
        why = next((mail.problem for mail in old if mail.problem), "")
        return f"{len(old)} mails van de ronde wachten langer dan een dag. {why}".strip()

    def read(self, returns: Returns, others: Callable[[Returned], object] = lambda _: None) -> int:
        """Act on what came back; returns how many reports there were. Raises NotNowError.

        `others` is given the reports about letters that are not the round's.
        """

        def act(report: Returned) -> None:
            mail = self.parts.book.mail_of(report.key)
            if mail is not None:
                self._bounce(mail, report.reason, hard=report.hard)
            else:
                others(report)

        return returns.take(act)

    def dispute_address(self, address: str, reason: str) -> None:
        """A letter to this address came back because it does not exist: it is disputed wherever the directory has it."""
        having = (
            key
            for key in self._owners()
            for contact in self._contacts(key)
            for channel in contact.channels
            if channel.kind is ChannelKind.EMAIL and channel.value.strip().casefold() == address.casefold()
        )
        self._dispute(tuple(dict.fromkeys(having)), address, reason)

    def calls(self) -> tuple[tuple[str, Ask], ...]:
        """Owners to telephone: the last question about them had no answer, or there is nobody to mail."""
        latest: dict[str, Ask] = {}
        for ask in self.parts.book.asks():  # the newest first
            for owner in ask.owners:
                latest.setdefault(owner, ask)
        return tuple((owner, ask) for owner, ask in latest.items() if owner in ask.to_call(self.parts.today))

    def to_call(self) -> tuple[ToCall, ...]:
        """The same with what they are asked, by name."""
        found = [(owner, ask, tuple(self.parts.desk.records(owner))) for owner, ask in self.calls()]
        return tuple(
            sorted(
                (ToCall(owner, owner_title(records[0]), ask, records) for owner, ask, records in found if records),
                key=lambda item: item.name,
            )
        )

    def preview(self, whom: Addressee) -> Told:
        """The letter that this person would get now; its link opens nothing."""
        now = self.parts.now()
        ask = Ask(0, week_of(now.date()), whom.address, whom.name, whom.via, now, whom.owners)
        return self._question(ask, MailKind.QUESTION, f"{self.parts.base}/bevestig/…", first=True)

    def _send(self, mails: Sequence[Mail]) -> int:
        book, now, mail = self.parts.book, self.parts.now(), mails[0]
        ask = book.ask(mail.ask_id)
        receipt = mail.kind is MailKind.RECEIPT
        if ask is None or (not receipt and (ask.closed or not ask.open_owners)):
            book.drop(mails)
            return 0
        if not book.claim(mails, now):
            return 0
        try:
            letter = self._receipt(ask, mails) if receipt else self._asking(ask, mail)
        except Exception:
            book.release(mails, "De brief kon niet worden gemaakt.")  # nothing has left yet
            raise
        try:
            self.parts.post.send(letter)
        except NotNowError as error:
            book.release(mails, str(error))
            raise
        except UnsureError as error:
            book.unsure(mails, str(error))
            return 0
        except RefusedAddressError as error:
            book.unsure(mails, str(error))
            self._bounce(mail, str(error), hard=True)
            return 0
        book.sent(mails, now)
        return 1

    def _asking(self, ask: Ask, mail: Mail) -> Letter:
        now = self.parts.now()
        began = ask.asked_at or now
        token = self.parts.book.new_link(ask.id, LinkKind.ANSWER, ask.address, began + timedelta(days=DAYS_OPEN), now)
        fresh = self.parts.book.ask(ask.id) or ask  # with the day on which it closes
        first = mail.kind is MailKind.QUESTION and self.parts.book.first_letter(mail.address, mail)
        told = self._question(fresh, mail.kind, f"{self.parts.base}/bevestig/{token}", first=first)
        return Letter(mail.key, mail.address, ask.name, told.subject, told.text, told.html, now)

    def _question(self, ask: Ask, kind: MailKind, link: str, *, first: bool) -> Told:
        facts = [records for owner in ask.open_owners if (records := self.parts.desk.records(owner))]
        return self.parts.letters.question(ask, facts, link, self.parts.today, kind=kind, first=first)

    def _receipt(self, ask: Ask, mails: Sequence[Mail]) -> Letter:
        book, now, mail = self.parts.book, self.parts.now(), mails[0]
        batches = tuple(item.batch for item in mails)
        changes = book.changes(batches)
        handed = [found for batch in batches if (found := book.handover(batch)) is not None]
        owners = dict.fromkeys(
            [change.owner_id for change in changes] + [owner for item in handed for owner in item.owners]
        )
        names = [owner_title(records[0]) for owner in owners if (records := self.parts.desk.records(owner))]
        until = now + timedelta(days=DAYS_TO_OBJECT)
        token = book.new_link(ask.id, LinkKind.OBJECT, mail.address, until, now, batches)
        told = self.parts.letters.receipt(ask, names, changes, handed, f"{self.parts.base}/bevestig/bezwaar/{token}")
        return Letter(mail.key, mail.address, "", told.subject, told.text, told.html, now)

    def _bounce(self, mail: Mail, reason: str, *, hard: bool) -> None:
        """A letter came back. An address that does not exist is disputed wherever it stands, and the next one is asked."""
        new = self.parts.book.bounced(mail, self.parts.today, reason, hard=hard)
        ask = self.parts.book.ask(mail.ask_id)
        if not new or not hard or ask is None:
            return
        logger.warning("letter %d came back", mail.id)
        self._dispute(ask.owners, mail.address, reason)
        if mail.kind is not MailKind.RECEIPT and not ask.closed:
            self.parts.book.close(ask.id, Closed.BOUNCED)
            self.ask_next(ask)

    def ask_next(self, ask: Ask, owners: Sequence[str] | None = None) -> None:
        """Ask whoever comes after who could not be asked: one letter a person again, or the telephone."""
        tried = {item.address for item in self.parts.book.asks() if item.week.startswith(ask.week[:_WEEK])}
        nexts: dict[str, Addressee] = {}
        for owner in ask.open_owners if owners is None else owners:
            left = [item for item in self.chain(owner) if item.address not in tried]
            whom = left[0] if left else Addressee("", "", Via.TELEPHONE, (owner,))
            known = nexts.get(whom.address)
            nexts[whom.address] = replace(whom, owners=(*known.owners, owner)) if known else whom
        for whom in nexts.values():
            self.parts.book.add(ask.week[:_WEEK], whom, self.parts.now(), ask.id)

    def _dispute(self, owners: Sequence[str], address: str, reason: str) -> None:
        author = Author(POSTMAN, Origin.VNG, f"mail kwam terug: {reason}")
        for owner in owners:
            for record in self.parts.desk.records(owner):
                mine = record.ref.kind is RecordKind.CHANNEL and record.values["kind"] == ChannelKind.EMAIL
                if (
                    mine
                    and record.withdrawn_on is None
                    and record.values["value"].strip().casefold() == address.casefold()
                ):
                    self.parts.desk.dispute(record.ref, author)

    def _owners(self) -> tuple[str, ...]:
        directory = self.parts.directory
        return (
            *(item.cbs_code for item in directory.municipalities()),
            *(item.id for item in directory.organisations()),
        )

    def general(self, owner_id: str) -> str:
        """The organisation's own address, for a receipt; empty where none is known."""
        return next(iter(general_addresses(self._contacts(owner_id), self.parts.today)), "")
