"""Telling other systems of changes, in a thread of the web application: it waits for the network nearly all of its time."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.serve.now_and_then import NowAndThen
from bot.settings import Settings
from bot.wiring import Wiring

FIRST_AFTER_SECONDS = 5.0
LOOK_EVERY_SECONDS = 15.0
"""A change is told within this; a look costs a query."""


def webhook_work(
    settings: Settings, *, first_after: float = FIRST_AFTER_SECONDS, every: float = LOOK_EVERY_SECONDS
) -> NowAndThen:
    """The work on parts of its own, so that nobody waits for it; a message under way at the end goes again."""
    parts = Wiring(settings)

    done_on: date | None = None

    def work() -> None:
        nonlocal done_on
        today = datetime.now(UTC).date()
        if today != done_on:
            parts.come_to_pass()
            done_on = today
        parts.webhooks.run()

    return NowAndThen("webhooks", work, every=every, first_after=first_after, cannot="they cannot be told")
