"""What telling others needs: a book of addresses, and somebody who sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.core.errors import KennispuntError

if TYPE_CHECKING:
    from bot.core.exchange.webhooks import Webhook


class NotTakenError(KennispuntError):
    """A message was not taken, or may not be sent there; the words say why, in Dutch, without secret and without body."""


class Sender(Protocol):
    """Sends a message to an address of somebody else."""

    def check(self, url: str) -> None:
        """Raise NotTakenError for an address to which nothing may be sent."""

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send JSON; raise NotTakenError where it is not answered with 2xx, or may not be sent."""


class WebhookBook(Protocol):
    """The addresses, and how far each has been told."""

    def webhooks(self) -> Sequence[Webhook]:
        """All of them, the oldest first."""

    def webhook(self, webhook_id: int) -> Webhook | None:
        """One, or None."""

    def add(self, name: str, url: str, who: str, told: int, now: datetime) -> tuple[Webhook, str]:
        """Keep an address that has been told up to this number; returns it with its secret."""

    def new_secret(self, webhook_id: int) -> str | None:
        """Another secret in the place of this one; None where there is no such address."""

    def remove(self, webhook_id: int) -> bool:
        """Forget an address and its secret; returns whether it was there."""

    def start_again(self, webhook_id: int) -> None:
        """It is its turn at once, and earlier failures do not count."""

    def claim(self, now: datetime) -> Sequence[tuple[Webhook, str]]:
        """Those whose turn it is, with their secrets; nobody else gets them for some minutes."""

    def release(self, webhook_id: int) -> None:
        """It has been told all there is."""

    def taken(self, webhook_id: int, told: int, now: datetime) -> None:
        """It took a message, and has everything up to this number."""

    def failed(self, webhook_id: int, problem: str, now: datetime, next_at: datetime, *, stop: bool) -> None:
        """It did not; with `stop` no more is tried by itself."""
