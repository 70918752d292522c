"""Somebody who is asked, about whom, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

DAYS_OPEN = 30
"""So long after the letter a link works; then the round is over for this person."""
REMINDER_DAYS = (10, 20)
DAYS_TO_OBJECT = 14
"""So long after a receipt its link says 'dit klopt niet'."""
CAREFUL_SECONDS = 60
"""An answer this soon after the letter is asked once more: programs that look into mail press buttons too."""

HANDOVER = "overdracht-"
"""Before a handover's number, where a receipt is about one."""
BY_ITSELF = "vanzelf"
"""The decision about a handover within one domain."""


class Via(StrEnum):
    """In what capacity somebody is asked, in the order in which they are."""

    REPRESENTATIVE = "vertegenwoordiger"
    DEPUTY = "plaatsvervanger"
    GENERAL = "algemeen adres"
    TELEPHONE = "telefoon"
    """By nobody's address: an editor calls."""


class MailKind(StrEnum):
    """What a letter is for."""

    QUESTION = "vraag"
    REMINDER_1 = "herinnering 1"
    REMINDER_2 = "herinnering 2"
    RECEIPT = "ontvangst"


class LinkKind(StrEnum):
    """What a link is for."""

    ANSWER = "antwoord"
    OBJECT = "bezwaar"


class Closed(StrEnum):
    """Why somebody is asked no more before the time."""

    NOT = ""
    HANDED_OVER = "doorgegeven"
    BOUNCED = "onbestelbaar"
    OBJECTED = "bezwaar"
    REVOKED = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom to ask, and about whom (ids of organisations, CBS codes). `address` is empty for who can only be called."""

    address: str
    name: str
    via: Via
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter that goes out or has gone. `batch` is what a receipt is about."""

    id: int
    ask_id: int
    kind: MailKind
    address: str
    key: str
    made_at: datetime
    batch: str = ""
    claimed_at: datetime | None = None
    """When it was taken to be sent: from then on nobody else sends it."""
    sent_at: datetime | None = None
    dropped: bool = False
    """Whether it was not needed any more when its turn came."""
    problem: str = ""
    """Why it was not sent yet, or that nobody knows whether it was."""
    bounced_on: date | None = None
    bounce: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody who is asked in the round of one week. `answered` has who said something since, by owner."""

    id: int
    week: str
    address: str
    name: str
    via: Via
    made_at: datetime
    owners: tuple[str, ...]
    answered: frozenset[str] = frozenset()
    parent: int | None = None
    """The question from which this one came: handed over, or after a letter that came back."""
    closed: Closed = Closed.NOT
    mails: tuple[Mail, ...] = ()

    @property
    def open_owners(self) -> tuple[str, ...]:
        """About whom nothing was said yet."""
        return tuple(owner for owner in self.owners if owner not in self.answered)

    @property
    def question(self) -> Mail | None:
        """The first letter."""
        return next((mail for mail in self.mails if mail.kind is MailKind.QUESTION), None)

    @property
    def asked_at(self) -> datetime | None:
        """When it was asked; None while the letter waits."""
        if self.via is Via.TELEPHONE:
            return self.made_at
        return self.question.claimed_at if self.question is not None and not self.question.dropped else None

    @property
    def closes_on(self) -> date | None:
        """The last day on which a link works; None while the letter waits."""
        return (self.asked_at + timedelta(days=DAYS_OPEN)).date() if self.asked_at else None

    def is_open(self, today: date) -> bool:
        """Whether an answer is still awaited."""
        over = self.closes_on is not None and self.closes_on < today
        return not self.closed and not over and bool(self.open_owners)

    def to_call(self, today: date) -> tuple[str, ...]:
        """Whom to telephone: no address, or silent after the reminders."""
        if self.closed or (self.via is not Via.TELEPHONE and self.is_open(today)):
            return ()
        return self.open_owners if self.asked_at else ()

    def reminder(self, today: date) -> MailKind | None:
        """Which reminder is due, if any. One of which the day passed unseen is not made up for: the next one is."""
        if not self.is_open(today) or self.asked_at is None or self.via is Via.TELEPHONE:
            return None
        passed = (today - self.asked_at.date()).days
        have = {mail.kind for mail in self.mails}
        first, second = REMINDER_DAYS
        if passed >= second:
            return MailKind.REMINDER_2 if MailKind.REMINDER_2 not in have else None
        return (
            MailKind.REMINDER_1 if passed >= first and not have & {MailKind.REMINDER_1, MailKind.REMINDER_2} else None
        )

    def state(self, today: date) -> str:
        """How far it is, in a few Dutch words."""
        if not self.open_owners:
            return "beantwoord"
        if self.closed:
            return self.closed.value
        if self.via is Via.TELEPHONE:
            return "bellen"
        if self.asked_at is None:
            return "wacht op verzending"
        return self._gone(today)

    def _gone(self, today: date) -> str:
        """How far it is once the letter was taken to be sent."""
        if not self.is_open(today):
            return "geen antwoord: bellen"
        if self.question is None or self.question.sent_at is None:
            return "onzeker of de mail weg is"
        part = "deels beantwoord, " if self.answered else ""
        kinds = {MailKind.REMINDER_1, MailKind.REMINDER_2}
        reminders = sum(mail.kind in kinds and mail.sent_at is not None for mail in self.mails)
        return f"{part}{reminders} keer herinnerd" if reminders else f"{part}gevraagd"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link in a letter opens."""

    kind: LinkKind
    ask_id: int
    address: str
    until: datetime
    made_at: datetime
    batches: tuple[str, ...] = ()
    """For an objection: to what."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Somebody says that another one speaks for these owners from now on; an editor decides where the domain is another."""

    id: int
    ask_id: int
    leaver: str
    successor: str
    name: str
    owners: tuple[str, ...]
    asked_on: date
    decision: str = ""

    @property
    def waits(self) -> bool:
        """Whether nobody decided yet."""
        return not self.decision

    @property
    def batch(self) -> str:
        """Under which name a receipt is about it."""
        return f"{HANDOVER}{self.id}"


def week_of(day: date) -> str:
    """The round's name: '2026-W23'."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
