"""Sending a letter, and reading which letters came back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.errors import KennispuntError


class MailError(KennispuntError):
    """A letter did not go as it should; the words say why, in Dutch."""


class NotNowError(MailError):
    """Nothing was sent, and later it may be: the server is away, or the disk is full.

    `everybody`: whether other letters have no chance either now.
    """

    def __init__(self, words: str, *, everybody: bool = True) -> None:
        self.everybody = everybody
        super().__init__(words)


class RefusedAddressError(MailError):
    """The server takes nothing for this address, now or later. Nothing was sent."""


class UnsureError(MailError):
    """The line broke when the letter had been given: it may have been sent, so it is not sent again."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person. Its sender is that of the settings.

    `key` is unique and cannot be guessed: by it the letter is known when it comes back (VERP), and in its Message-ID.
    """

    key: str
    to: str
    to_name: str
    subject: str
    text: str
    html: str
    written_at: datetime
    stop: str = ""
    """The address at which one POST ends letters of this kind (RFC 8058); empty for what is no series."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that could not be delivered (RFC 3464). `hard`: the address does not exist or takes nothing, now or later."""

    key: str
    hard: bool
    reason: str


class Post(Protocol):
    """Sends letters."""

    def send(self, letter: Letter) -> None:
        """Send one letter; raises NotNowError, RefusedAddressError or UnsureError."""


class Returns(Protocol):
    """Reads what came back."""

    def take(self, act: Callable[[Returned], None]) -> int:
        """Give each delivery report to `act`, once it is done with the next; returns how many. Others stay where they are.

        Raises NotNowError when the place cannot be read.
        """
