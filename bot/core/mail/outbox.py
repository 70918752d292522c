"""Letters that wait to be sent, beside those of the round: each goes at most once, and its text is kept no longer than that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.core.mail.port import Letter, NotNowError, Post, RefusedAddressError, Returned, UnsureError

_TOO_LONG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that is to go, and why it did not yet."""

    id: int
    letter: Letter
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CameBack:
    """A letter that could not be delivered: to whom it was, and what it was about (the number of a case; empty for others)."""

    address: str
    about: str


class Outbox(Protocol):
    """Keeps letters until they went, and remembers which came back."""

    def put(self, to: str, to_name: str, subject: str, text: str, html: str, now: datetime, about: str = "") -> None:
        """One more; `about` is the number of its case."""

    def waiting(self) -> Sequence[Waiting]:
        """What is to go, the oldest first."""

    def claim(self, item: Waiting, now: datetime) -> bool:
        """Take it to send it; False when somebody else has."""

    def release(self, item: Waiting, problem: str) -> None:
        """Nothing was sent: it waits again."""

    def done(self, item: Waiting, now: datetime | None, problem: str = "") -> None:
        """It went (`now`), or never will: its text is let go of."""

    def bounced(self, report: Returned, on: date) -> CameBack | None:
        """Remember that a letter came back; None for one that is not from here, and for what was told before."""

    def forget(self, before: datetime) -> None:
        """Let go of those that were made before this moment."""


def send_all(outbox: Outbox, post: Post, now: Callable[[], datetime], back: Callable[[Returned], object]) -> str:
    """Send what waits; returns what went wrong, in Dutch. Stops where the server takes nothing at all now.

    `back` is given what the server refuses for good, as if it had come back.
    """
    problem = ""
    for item in outbox.waiting():
        if not outbox.claim(item, now()):
            continue
        try:
            post.send(item.letter)
        except NotNowError as error:
            outbox.release(item, str(error))
            problem = str(error)
            if error.everybody:
                break
        except (RefusedAddressError, UnsureError) as error:
            # Refused: no other time is better. Unsure: it may have gone, and once too few is better than once too many.
            outbox.done(item, None, str(error))
            problem = str(error)
            if isinstance(error, RefusedAddressError):
                back(Returned(item.letter.key, hard=True, reason=problem))
        else:
            outbox.done(item, now())
    return problem


def late(outbox: Outbox, now: datetime) -> str:
    """What whoever runs the service must know: letters that do not go; empty when all is well."""
    old = [item for item in outbox.waiting() if item.letter.written_at < now - _TOO_LONG]
    return f"{len(old)} andere mails wachten langer dan een dag. {old[0].problem}".strip() if old else ""
