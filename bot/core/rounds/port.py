"""What the round remembers: `bot.adapters.sql.rounds` has it in a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.core.changes.changes import Change
from bot.core.rounds.asks import Addressee, Ask, Closed, Handover, Link, LinkKind, Mail, MailKind


class RoundBook(Protocol):
    """Who was asked, which letters go and went, and which links open what. Of a link only the hash is kept."""

    def asks(self) -> Sequence[Ask]:
        """Everybody who was asked, the newest first."""

    def ask(self, ask_id: int) -> Ask | None:
        """One of them, or None."""

    def spoken(self) -> Mapping[str, datetime]:
        """By owner, when it last said something itself, by whatever way."""

    def dead(self) -> Sequence[str]:
        """Addresses from which a letter came back or against which somebody objected, and that nobody has said to be right since."""

    def revive(self, address: str) -> None:
        """The address is right after all."""

    def add(self, week: str, whom: Addressee, now: datetime, parent: int | None = None) -> Ask | None:
        """Ask somebody, with the letter that is to go.

        In one week an address is asked about an owner once: about those of which it was not yet, or about nobody (None).
        """

    def queue(self, ask_id: int, kind: MailKind, address: str, now: datetime, batch: str = "") -> None:
        """One more letter that is to go; the same one again is none."""

    def waiting(self) -> Sequence[Sequence[Mail]]:
        """The letters that are to go, the oldest first; receipts to one address about one question go together."""

    def claim(self, mails: Sequence[Mail], now: datetime) -> bool:
        """Take letters to send them; False when somebody else has taken one."""

    def release(self, mails: Sequence[Mail], problem: str) -> None:
        """Nothing was sent: they wait again."""

    def sent(self, mails: Sequence[Mail], now: datetime) -> None:
        """They were sent."""

    def unsure(self, mails: Sequence[Mail], problem: str) -> None:
        """Nobody knows whether they were sent: they are not sent again by themselves."""

    def again(self, ask_id: int) -> None:
        """Send the letters of which that is not known once more; an editor says so."""

    def drop(self, mails: Sequence[Mail]) -> None:
        """They are not needed any more."""

    def mail_of(self, key: str) -> Mail | None:
        """The letter of this key, or None."""

    def bounced(self, mail: Mail, on: date, reason: str, *, hard: bool) -> bool:
        """It came back; False when that was known."""

    def answered(self, ask_id: int, owners: Sequence[str], now: datetime) -> None:
        """Something was said about these owners."""

    def close(self, ask_id: int, why: Closed) -> None:
        """Ask no more, and let no link of it open anything."""

    def new_link(
        self, ask_id: int, kind: LinkKind, address: str, until: datetime, now: datetime, batches: Sequence[str] = ()
    ) -> str:
        """A token that opens this until then."""

    def linked(self, token: str) -> Link | None:
        """What a token opens or opened, also when its time is over; None for one that never was, or was taken back."""

    def changes(self, batches: Sequence[str]) -> Sequence[Change]:
        """The lines of the history that were written under these names, the oldest first."""

    def hand_over(self, ask_id: int, leaver: str, successor: Addressee, on: date, decision: str = "") -> Handover:
        """Note a handover; without a decision it waits for an editor."""

    def handover(self, batch: str) -> Handover | None:
        """The handover that a receipt is about; None where it is about something else."""

    def handovers(self) -> Sequence[Handover]:
        """What waits for an editor, the oldest first."""

    def decide_handover(self, handover_id: int, decision: str, by: str, on: date) -> Handover | None:
        """Note the decision; None when there is no such, or it was decided already."""

    def first_letter(self, address: str, mail: Mail) -> bool:
        """Whether no question went to this address before this letter."""

    def forget(self, today: date) -> None:
        """Let go of what is past its time: links, reasons of bounces, and who was asked long ago."""
