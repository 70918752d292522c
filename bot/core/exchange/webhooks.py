"""Webhooks: other systems are told that something changed, by id and number; what changed they ask for themselves.

A message is signed with HMAC-SHA256 over its time and body. It is sent at least once: until the other side takes it, later and
later, and after some days no more, which the desk shows.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.directory.port import Directory
from bot.core.exchange.feed import Entry, since
from bot.core.exchange.port import NotTakenError, Sender, WebhookBook

MOST_CHANGES = 100
"""In one message."""
MOST_MESSAGES = 20
"""To one address in one go; the rest goes with the next look."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=3)
TIME, SIGNATURE, MESSAGE = "Kennispunt-Timestamp", "Kennispunt-Signature", "Kennispunt-Delivery"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told. `told` is up to which number it has been; its secret is not among these on purpose."""

    id: int
    name: str
    url: str
    made_at: datetime
    made_by: str
    told: int
    taken_at: datetime | None = None
    """When it last took a message."""
    failures: int = 0
    """How often it did not, since."""
    failing_since: datetime | None = None
    next_at: datetime | None = None
    problem: str = ""
    stopped_at: datetime | None = None


def signed(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers that prove that the message is ours and of now: `sha256=` and HMAC(secret, time + '.' + body)."""
    moment = str(int(now.timestamp()))
    digest = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {TIME: moment, SIGNATURE: f"sha256={digest}"}


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures: twice as long each time, up to a limit."""
    return min(FIRST_WAIT * (1 << min(failures - 1, 20)), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Registering addresses and telling them."""

    book: WebhookBook
    sender: Sender
    directory: Directory
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def add(self, name: str, url: str, who: str) -> tuple[Webhook, str]:
        """Register an address, from now on; returns it with its secret, which is shown this once.

        Raises NotTakenError for an address that may not be told.
        """
        self.sender.check(url)
        return self.book.add(name, url, who, self.directory.numbers().latest, self.now())

    def start_again(self, webhook_id: int) -> None:
        """Go on with one that was stopped or waits, from where it was."""
        self.book.start_again(webhook_id)

    def run(self) -> int:
        """Tell every address whose turn it is; returns how many messages were taken."""
        return sum(self._tell(webhook, secret) for webhook, secret in self.book.claim(self.now()))

    def _tell(self, webhook: Webhook, secret: str) -> int:
        """Tell one address what is new, message by message; returns how many it took."""
        told = webhook.told
        for count in range(MOST_MESSAGES):
            page = since(self.directory, told, MOST_CHANGES)
            if not page.entries:
                self.book.release(webhook.id)
                return count
            body = message(page.entries, page.number, more=page.more)
            moment = self.now()
            headers = signed(secret, body, moment) | {MESSAGE: f"{webhook.id}-{page.number}"}
            try:
                self.sender.send(webhook.url, body, headers)
            except NotTakenError as error:
                self._failed(webhook, str(error))
                return count
            told = page.number
            self.book.taken(webhook.id, told, self.now())
        self.book.release(webhook.id)
        return MOST_MESSAGES

    def _failed(self, webhook: Webhook, problem: str) -> None:
        now = self.now()
        before = self.book.webhook(webhook.id)
        if before is None:  # taken away meanwhile
            return
        failures, begun = before.failures + 1, before.failing_since or now
        stop = now - begun >= GIVE_UP_AFTER
        self.book.failed(webhook.id, problem, now, now + wait_after(failures), stop=stop)

    def warning(self) -> str:
        """Which addresses are told nothing any more, in Dutch; empty where all are."""
        stopped = [item.name for item in self.book.webhooks() if item.stopped_at]
        return f"Een koppeling is gestopt na lang falen: {', '.join(stopped)}." if stopped else ""


def message(entries: tuple[Entry, ...], number: int, *, more: bool) -> bytes:
    """Ids and numbers, nothing else."""
    changes = [{"kind": entry.kind.value, "id": entry.id, "changeNumber": entry.number} for entry in entries]
    told = {"changeNumber": number, "more": more, "changes": changes}
    return json.dumps(told, separators=(",", ":")).encode()
