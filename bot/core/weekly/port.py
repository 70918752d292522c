"""What the weekly letter remembers: `bot.adapters.sql.weekly` has it in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Told:
    """How far somebody was told: the newest development and document, and marks of the figures and counts that they saw."""

    development: int = 0
    document: int = 0
    figures: str = ""
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asked for the letter. `week` is the last one in which it was looked whether there is news ('2026-W23')."""

    account_id: int
    week: str
    told: Told


class WeeklyBook(Protocol):
    """Who asked for the letter, what they were told, and the links that stop it. Of a link only the hash is kept."""

    def readers(self) -> Sequence[Reader]:
        """Everybody who asked for it and whose account is open."""

    def reads(self, account_id: int) -> bool:
        """Whether this person asked for it."""

    def begin(self, reader: Reader) -> None:
        """They ask for it; who did already goes on as they were."""

    def end(self, account_id: int) -> None:
        """They want it no more. Links in letters that went go on to say so."""

    def take(self, reader: Reader, then: Reader) -> bool:
        """Note week and news before the letter goes, so that nobody sends it again; False when somebody else did."""

    def give_back(self, reader: Reader, taken: Reader, key: str) -> None:
        """Nothing was sent: it stands again as it was before it was taken, and the link of its letter is gone."""

    def new_link(self, account_id: int, now: datetime) -> tuple[str, str]:
        """The key of a letter, and the token of the link in it that stops the letters."""

    def linked(self, token: str) -> int | None:
        """Whose letters a token stops; None for one that never was, or was let go of."""

    def of_letter(self, key: str) -> int | None:
        """To whom the letter of this key went; None for one that is not from here."""

    def forget(self, before: datetime) -> None:
        """Let go of links that were made before this moment."""
