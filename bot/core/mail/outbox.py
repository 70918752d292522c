"""Letters that wait to be sent, beside those of the round: each goes at most once, and its text is kept no longer than that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.mail.port import Letter, NotNowError, Post, RefusedAddressError, UnsureError

_TOO_LONG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that is to go, and why it did not yet."""

    id: int
    letter: Letter
    problem: str = ""


class Outbox(Protocol):
    """Keeps letters until they went."""

    def put(self, to: str, to_name: str, subject: str, text: str, html: str, now: datetime) -> None:
        """One more."""

    def waiting(self) -> Sequence[Waiting]:
        """What is to go, the oldest first."""

    def claim(self, item: Waiting, now: datetime) -> bool:
        """Take it to send it; False when somebody else has."""

    def release(self, item: Waiting, problem: str) -> None:
        """Nothing was sent: it waits again."""

    def done(self, item: Waiting, now: datetime | None, problem: str = "") -> None:
        """It went (`now`), or never will: its text is let go of."""

    def forget(self, before: datetime) -> None:
        """Let go of those that were made before this moment."""


def send_all(outbox: Outbox, post: Post, now: Callable[[], datetime]) -> str:
    """Send what waits; returns what went wrong, in Dutch. Stops where the server takes nothing at all now."""
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
        else:
            outbox.done(item, now())
    return problem


def late(outbox: Outbox, now: datetime) -> str:
    """What whoever runs the service must know: letters that do not go; empty when all is well."""
    old = [item for item in outbox.waiting() if item.letter.written_at < now - _TOO_LONG]
    return f"{len(old)} andere mails wachten langer dan een dag. {old[0].problem}".strip() if old else ""
