"""What somebody does with the link that was mailed: confirm, change, hand over, and say of a receipt that it is not right."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.changes.changes import Author, Change, RecordKind, Ref
from bot.core.changes.port import ClashError
from bot.core.changes.records import Record
from bot.core.directory.standing import Origin
from bot.core.errors import KennispuntError
from bot.core.rounds.asks import (
    BY_ITSELF,
    CAREFUL_SECONDS,
    HANDOVER,
    Addressee,
    Ask,
    Closed,
    Handover,
    Link,
    LinkKind,
    MailKind,
    Via,
    week_of,
)
from bot.core.rounds.rounds import Parts, Rounds

_EMAIL = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\".]+")
_OF_EVERYBODY = frozenset(
    {
        "gmail.com",
        "hetnet.nl",
        "home.nl",
        "hotmail.com",
        "hotmail.nl",
        "icloud.com",
        "kpnmail.nl",
        "live.com",
        "live.nl",
        "outlook.com",
        "planet.nl",
        "telfort.nl",
        "xs4all.nl",
        "yahoo.com",
        "ziggo.nl",
    }
)
"""Domains at which everybody can have an address: the same one says nothing of who a successor is."""


class HandoverError(KennispuntError):
    """This address cannot be the successor's; the words say why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody with a link: about whom they may speak, and whether the link still works."""

    link: Link
    ask: Ask
    works: bool

    def speaks_for(self, owner_id: str) -> bool:
        """Whether this owner is theirs: for everybody else it is not there."""
        return self.works and owner_id in self.ask.owners


@dataclass(frozen=True, slots=True)
class Choice:
    """An administrative choice on the form: what it said when the form was made, and what was chosen.

    `since` is the day from which that holds; empty where none was filled in, which leaves the day of a choice that stays.
    """

    owner_id: str
    subject: str
    had: str
    wanted: str
    since: date | None = None


class Answering:
    """The work behind the link's pages."""

    def __init__(self, rounds: Rounds) -> None:
        self._rounds = rounds

    @property
    def parts(self) -> Parts:
        """What it works with."""
        return self._rounds.parts

    def visit(self, token: str, kind: LinkKind = LinkKind.ANSWER) -> Visit | None:
        """Who comes with this token; None for one that never was, or was taken back. Looking changes nothing."""
        link = self.parts.book.linked(token)
        ask = self.parts.book.ask(link.ask_id) if link is not None and link.kind is kind else None
        if link is None or ask is None:
            return None
        in_time = self.parts.now() <= link.until
        return Visit(link, ask, works=in_time and (kind is LinkKind.OBJECT or not ask.closed))

    def is_hurried(self, visit: Visit) -> bool:
        """Whether an answer comes so soon after the letter that a program may have pressed the button."""
        return self.parts.now() - visit.link.made_at < timedelta(seconds=CAREFUL_SECONDS)

    def records(self, owner_id: str) -> tuple[Record, ...]:
        """The owner's facts that hold, itself first."""
        return tuple(item for item in self.parts.desk.records(owner_id) if item.withdrawn_on is None)

    def confirm(
        self, visit: Visit, owners: Sequence[str], versions: Mapping[Ref, int], choices: Sequence[Choice]
    ) -> tuple[Record, ...]:
        """Everything of these owners still holds, with these choices; returns what was left, changed by somebody else meanwhile."""
        author = self._author(visit)
        left: list[Record] = []
        for owner in owners:
            if not visit.speaks_for(owner):
                continue
            stated = self._stated(owner)
            chosen = [item for item in choices if item.owner_id == owner and _says_more(item, stated.get(item.subject))]
            left += [found for item in chosen if (found := self._choose(item, versions, author)) is not None]
            subjects = {item.subject for item in chosen}
            facts = [
                item
                for item in self.records(owner)
                if item.ref.kind is not RecordKind.CHOICE or item.values["subject"] not in subjects
            ]
            seen = {item.ref: versions[item.ref] for item in facts if item.ref in versions}
            changed = set(self.parts.desk.confirm_all(seen, author)) | ({item.ref for item in facts} - set(seen))
            left += [item for item in facts if item.ref in changed]
        self.parts.book.answered(visit.ask.id, [owner for owner in owners if visit.speaks_for(owner)], self.parts.now())
        self._receipts(visit, owners, author.batch)
        return tuple(left)

    def change(self, visit: Visit, record: Record, version: int, values: Mapping[str, str]) -> None:
        """Give a fact other values; raises ClashError and ValuesError as the desk."""
        author = self._author(visit)
        self.parts.desk.change(record.ref, version, values, author, confirm=True)
        self._receipts(visit, [record.owner_id], author.batch)

    def add(self, visit: Visit, owner_id: str, kind: RecordKind, values: Mapping[str, str]) -> None:
        """Add a fact; raises RefusedError and ValuesError as the desk."""
        author = self._author(visit)
        self.parts.desk.add(owner_id, kind, values, author, confirm=True)
        self._receipts(visit, [owner_id], author.batch)

    def withdraw(self, visit: Visit, record: Record, version: int) -> None:
        """A fact does not exist any more, from today on; raises ClashError."""
        author = self._author(visit)
        self.parts.desk.withdraw(record.ref, version, author, on=self.parts.today)
        self._receipts(visit, [record.owner_id], author.batch)

    def hand_over(self, visit: Visit, owners: Sequence[str], successor: str, name: str) -> Handover:
        """'Ik ben dit niet meer': within the same domain the successor is asked at once, else an editor decides first.

        Raises HandoverError, and AccountError for an address that has an account of another kind.
        """
        ask, today = visit.ask, self.parts.today
        address = successor.strip().casefold()
        theirs = tuple(owner for owner in owners if visit.speaks_for(owner))
        if not theirs:
            raise HandoverError("Kies voor wie u het niet meer bent.")
        if not _EMAIL.fullmatch(address) or not address.isascii():
            raise HandoverError(f"'{successor}' is geen e-mailadres. Een voorbeeld is naam@voorbeeld.nl.")
        if address == ask.address.casefold():
            raise HandoverError("Dit is uw eigen adres. Vul het adres van uw opvolger in.")
        whom = Addressee(address, " ".join(name.split())[:200], Via.REPRESENTATIVE, theirs)
        domain = address.rpartition("@")[2]
        at_once = domain == ask.address.casefold().rpartition("@")[2] and domain not in _OF_EVERYBODY
        if at_once:
            self.parts.accounts.hand_over(ask.address, address, whom.name, theirs)
        made = self.parts.book.hand_over(ask.id, ask.address, whom, today, BY_ITSELF if at_once else "")
        self._receipts(visit, theirs, made.batch)
        self._leave(ask, theirs)
        if at_once:
            self.parts.book.add(week_of(today), whom, self.parts.now(), ask.id)
        return made

    def decide(self, handover_id: int, by: str, *, take: bool) -> bool:
        """An editor's decision about a handover; False where there is none that waits. Raises AccountError."""
        waiting = next((item for item in self.parts.book.handovers() if item.id == handover_id), None)
        if waiting is None:
            return False
        if take:
            self.parts.accounts.hand_over(waiting.leaver, waiting.successor, waiting.name, waiting.owners)
        decided = self.parts.book.decide_handover(
            handover_id, "aangenomen" if take else "afgewezen", by, self.parts.today
        )
        if decided is None:
            return False
        whom = Addressee(decided.successor, decided.name, Via.REPRESENTATIVE, decided.owners)
        ask = self.parts.book.ask(decided.ask_id)
        if take:
            self.parts.book.add(week_of(self.parts.today), whom, self.parts.now(), decided.ask_id)
        elif ask is not None:
            self._rounds.ask_next(ask, decided.owners)
        return True

    def told(self, visit: Visit) -> tuple[tuple[Change, ...], tuple[Handover, ...]]:
        """What a receipt was about."""
        book, batches = self.parts.book, visit.link.batches
        handed = (book.handover(batch) for batch in batches)
        return tuple(book.changes(batches)), tuple(item for item in handed if item is not None)

    def object(self, visit: Visit) -> None:
        """'Dit klopt niet', said of a receipt: what it was about is disputed, and the links open nothing any more."""
        author = Author(visit.link.address, Origin.OWNER, "op het ontvangstbericht is gezegd dat dit niet klopt")
        changes, handed = self.told(visit)
        for ref in dict.fromkeys(change.ref for change in changes):
            record = self.parts.desk.record(ref)
            if record is not None and record.withdrawn_on is None:
                self.parts.desk.dispute(ref, author)
        self.parts.book.close(visit.ask.id, Closed.OBJECTED)
        for item in handed:
            if item.waits:
                self.parts.book.decide_handover(item.id, "bezwaar", visit.link.address, self.parts.today)
            for child in self.parts.book.asks():
                if child.parent == visit.ask.id and child.address == item.successor:
                    self.parts.book.close(child.id, Closed.OBJECTED)

    def renew(self, visit: Visit) -> None:
        """The link's time is over: mail a new one to the same address, at most one a week."""
        ask, now = visit.ask, self.parts.now()
        if not ask.closed and ask.address not in self.parts.book.dead():
            whom = Addressee(ask.address, ask.name, ask.via, ask.owners)
            self.parts.book.add(week_of(now.date()), whom, now, ask.id)

    def _author(self, visit: Visit) -> Author:
        batch = f"ronde-{visit.ask.id}-{secrets.token_hex(8)}"
        return Author(visit.ask.address, Origin.OWNER, "via de link in de mail", batch)

    def _choose(self, item: Choice, versions: Mapping[Ref, int], author: Author) -> Record | None:
        """Make a choice what was chosen; returns the choice as it is when somebody else changed it meanwhile."""
        desk = self.parts.desk
        now = self._stated(item.owner_id).get(item.subject)
        said = {"value": item.wanted, "valid_from": item.since.isoformat() if item.since else ""}
        try:
            if now is None:
                desk.add(item.owner_id, RecordKind.CHOICE, {"subject": item.subject, **said}, author, confirm=True)
            elif item.wanted:
                desk.change(now.ref, versions.get(now.ref, 0), said, author, confirm=True)
            else:
                desk.withdraw(now.ref, versions.get(now.ref, 0), author, on=self.parts.today)
        except ClashError as clash:
            return clash.now
        return None

    def _stated(self, owner_id: str) -> dict[str, Record]:
        """What the owner chose, by subject."""
        return {item.values["subject"]: item for item in self.records(owner_id) if item.ref.kind is RecordKind.CHOICE}

    def _leave(self, ask: Ask, owners: Sequence[str]) -> None:
        """Ask this person no more about these owners."""
        if set(ask.owners) <= set(owners):
            self.parts.book.close(ask.id, Closed.HANDED_OVER)
        else:
            self.parts.book.answered(ask.id, owners, self.parts.now())

    def _receipts(self, visit: Visit, owners: Sequence[str], batch: str) -> None:
        """A receipt for who was asked and for the organisations themselves, when something was said."""
        book = self.parts.book
        if not batch.startswith(HANDOVER) and not book.changes([batch]):
            return
        general = [self._rounds.general(owner) for owner in owners]
        for address in dict.fromkeys([visit.ask.address, *general]):
            if address:
                book.queue(visit.ask.id, MailKind.RECEIPT, address, self.parts.now(), batch)


def _says_more(item: Choice, now: Record | None) -> bool:
    """Whether what was filled in is another choice or day than what stood in the form and stands in the directory."""
    same = item.wanted == (now.values["value"] if now else "")
    if item.since is not None:
        return not same or now is None or now.values["valid_from"] != item.since.isoformat()
    return item.wanted != item.had and not same
