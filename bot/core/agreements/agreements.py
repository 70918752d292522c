"""Reporting an agreement that was not kept, and what the desk does with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.core.accounts.accounts import Account
from bot.core.accounts.port import Accounts
from bot.core.agreements.cases import (
    LONGEST,
    Case,
    CaseError,
    ChangedMeanwhileError,
    ClientDataError,
    Entry,
    EntryKind,
    Report,
    Side,
    Status,
)
from bot.core.agreements.counts import Quarter, quarters
from bot.core.agreements.letters import CaseLetters
from bot.core.agreements.port import CaseBook
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.port import Directory
from bot.core.mail.outbox import Outbox
from bot.core.mail.port import Returned
from bot.core.mail.told import Told
from bot.core.rounds.planning import chain, general_addresses
from bot.core.rounds.rounds import POSTMAN

type Pieces = tuple[tuple[str, str], ...]
"""A text in stretches, each with the kind of personal data that it is, or with nothing."""


@dataclass(frozen=True, slots=True)
class CaseParts:
    """What the cases work with. `mark` finds personal data; `answer_days` is the time in which the desk answers."""

    book: CaseBook
    accounts: Accounts
    directory: Directory
    outbox: Outbox
    letters: CaseLetters
    mark: Callable[[str], Pieces]
    answer_days: int = 14
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    dead: Callable[[], Collection[str]] = tuple
    """The addresses from which mail came back."""
    dispute: Callable[[str, str], object] = lambda *_: None
    """Says of an address that mail to it came back, and why."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step that the desk takes: a new status, with what was agreed, what the other is asked, and when it looks again."""

    status: Status
    next_on: date | None = None
    agreed: str = ""
    agreed_on: date | None = None
    ask: str = ""


class Agreements:
    """The cases, for whoever may see them."""

    def __init__(self, parts: CaseParts) -> None:
        self.parts = parts

    # ---- who

    def owner(self, owner_id: str) -> Organisation | Municipality | None:
        """A municipality or organisation of the directory."""
        directory = self.parts.directory
        return directory.municipality(owner_id) or directory.organisation(owner_id)

    def knows(self, owner_id: str, address: str) -> bool:
        """Whether this address is known to belong to this owner: of an account that speaks for it, or in the directory."""
        found = self.owner(owner_id)
        if found is None:
            return False
        plain = address.strip().casefold()
        people = {
            account.email
            for account in self.parts.accounts.accounts()
            if account.active and account.role.speaks_for_owners and owner_id in account.owners
        }
        return plain in people or plain in general_addresses(found.contacts, self.parts.now().date())

    # ---- reporting

    def send_code(self, owner_id: str, address: str, code: str, minutes: int) -> None:
        """Mail a code to an address that is known to be theirs."""
        self._mail(address.strip().casefold(), self.parts.letters.code(code, owner_id, minutes))

    def report(self, reporter: str, address: str, report: Report) -> Case:
        """Make a case of it, with a receipt by mail; raises CaseError or ClientDataError, and then nothing is kept."""
        if self.owner(report.about) is None or report.about == reporter:
            raise CaseError("Kies over welke andere gemeente of aanbieder het gaat.")
        self._check(report.texts)
        now = self.parts.now()
        answer_by = now.date() + timedelta(days=self.parts.answer_days)
        case = self.parts.book.add(reporter, address, report, now, answer_by)
        self._mail(address, self.parts.letters.receipt(case), about=case.number)
        return case

    # ---- reading

    def side(self, account: Account, case: Case) -> Side | None:
        """Which side somebody is on; None: for them the case is not there."""
        if account.role.edits_everything:
            return Side.DESK
        return case.side_of(account.owners) if account.role.speaks_for_owners else None

    def cases(self, account: Account) -> Sequence[Case]:
        """Those that somebody sees: what waits first, by its date; then what is closed."""
        mine = [case for case in self.parts.book.cases() if self.side(account, case) is not None]
        return sorted(mine, key=lambda case: (case.status.closed, case.next_on or case.answer_by, case.number))

    def case(self, account: Account, number: str) -> tuple[Case, Side] | None:
        """One of them, with the side from which it is seen."""
        found = self.parts.book.case(number)
        side = self.side(account, found) if found is not None else None
        return (found, side) if found is not None and side is not None else None

    def of(self, owner_id: str) -> Sequence[Case]:
        """What an owner reported itself, the newest first."""
        return [case for case in self.parts.book.cases() if case.reporter == owner_id]

    def waiting(self) -> int:
        """How many cases the desk should have looked at again."""
        today = self.parts.now().date()
        return sum(case.overdue(today) or case.status is Status.RECEIVED for case in self.parts.book.cases())

    def quarters(self) -> tuple[Quarter, ...]:
        """Counts by quarter and kind, with what is small hidden."""
        return quarters(self.parts.book.counts())

    # ---- the desk

    def move(self, case: Case, by: Account, move: Move, *, version: int) -> Case:
        """Take a step; the reporter is told, and the other where it is asked something.

        Raises CaseError, ClientDataError or ChangedMeanwhileError, and then nothing happened.
        """
        if move.status not in case.status.nexts:
            raise CaseError(f"Van '{case.status}' naar '{move.status}' kan niet.")
        if move.status is Status.AGREED and not (move.agreed.strip() and move.agreed_on):
            raise CaseError("Vul in wat is afgesproken, en wanneer.")
        if move.status is Status.ASKED and not move.ask.strip():
            raise CaseError("Schrijf wat u aan de ander vraagt.")
        if not move.status.closed and move.next_on is None:
            raise CaseError("Vul in wanneer u er weer naar kijkt.")
        self._check({"agreed": move.agreed, "ask": move.ask})
        now = self.parts.now()
        agreed = move.status is Status.AGREED
        then = replace(
            case,
            status=move.status,
            handler=by.email,
            next_on=None if move.status.closed else move.next_on,
            agreed=move.agreed.strip() if agreed else case.agreed,
            agreed_on=move.agreed_on if agreed else case.agreed_on,
            passed_on=case.passed_on or move.status is Status.ASKED,
            closed_on=now.date() if move.status.closed else None,
        )
        words = f"{case.status} wordt {move.status}" if not case.status.closed else f"heropend: {move.status}"
        entries = [Entry(now, by.email, EntryKind.STEP, Side.DESK, words)]
        if move.status is Status.ASKED:
            entries.append(Entry(now, by.email, EntryKind.MESSAGE, Side.OTHER, move.ask.strip()))
        kept = self.parts.book.write(then, entries, version=version)
        self._mail(kept.address, self.parts.letters.step(kept), about=kept.number)
        if move.status is Status.ASKED:
            self._tell(kept, Side.OTHER, move.ask.strip())
        return kept

    def say(self, case: Case, by: Account, kind: EntryKind, side: Side, text: str, *, version: int) -> Case:
        """A note, a message to one of the two (by mail too), or what one of the two said by telephone or mail.

        Raises CaseError, ClientDataError or ChangedMeanwhileError.
        """
        if not text.strip():
            raise CaseError("Schrijf eerst iets.")
        if kind is EntryKind.MESSAGE and side is Side.OTHER and not case.passed_on:
            raise CaseError("De ander weet nog niet van deze melding. Kies eerst 'gevraagd aan de ander'.")
        self._check({"text": text})
        entry = Entry(self.parts.now(), by.email, kind, side, text.strip())
        kept = self.parts.book.write(replace(case, handler=case.handler or by.email), [entry], version=version)
        if kind is EntryKind.MESSAGE:
            self._tell(kept, side, text.strip())
        return kept

    def answer(self, case: Case, by: Account, side: Side, text: str) -> Case:
        """Something that one of the two says to the desk; raises CaseError or ClientDataError."""
        if not text.strip():
            raise CaseError("Schrijf eerst iets.")
        self._check({"text": text})
        entry = Entry(self.parts.now(), by.email, EntryKind.RECEIVED, side, text.strip())
        return self.parts.book.write(case, [entry], version=case.version)

    # ---- mail

    def came_back(self, report: Returned) -> None:
        """A letter of the outbox came back: the address is disputed, and the desk reads it at the case, which it looks at today."""
        now = self.parts.now()
        found = self.parts.outbox.bounced(report, now.date())
        if found is None or not report.hard:
            return
        self.parts.dispute(found.address, report.reason)
        case = self.parts.book.case(found.about) if found.about else None
        while case is not None:
            text = f"De mail aan {found.address} kwam terug: {report.reason} Kies een ander adres, of bel."
            entry = Entry(now, POSTMAN, EntryKind.NOTE, Side.DESK, text)
            soon = None if case.status.closed else min(now.date(), case.next_on or case.answer_by)
            try:
                self.parts.book.write(replace(case, next_on=soon), [entry], version=case.version)
            except ChangedMeanwhileError:
                case = self.parts.book.case(found.about)
            else:
                case = None

    # ---- inside

    def _check(self, texts: Mapping[str, str]) -> None:
        for text in texts.values():
            if len(text) > LONGEST:
                raise CaseError(f"Een tekst mag {LONGEST} tekens lang zijn. Maak hem korter.")
        found = {name: self.parts.mark(text) for name, text in texts.items()}
        found = {name: pieces for name, pieces in found.items() if any(kind for _, kind in pieces)}
        if found:
            raise ClientDataError(found)

    def _tell(self, case: Case, side: Side, text: str) -> None:
        told = self.parts.letters.message(case, side, text)
        if side is Side.REPORTER:
            self._mail(case.address, told, about=case.number)
            return
        other = self.owner(case.report.about)
        contacts = other.contacts if other is not None else ()
        dead, today = self.parts.dead(), self.parts.now().date()
        asked = chain(case.report.about, self.parts.accounts.accounts(), contacts, dead, today)
        if asked:
            self._mail(asked[0].address, told, asked[0].name, about=case.number)

    def _mail(self, address: str, told: Told, name: str = "", *, about: str = "") -> None:
        if "@" not in address:
            return  # who reported was erased
        self.parts.outbox.put(address, name, told.subject, told.text, told.html, self.parts.now(), about)
