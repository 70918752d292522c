"""The round's work in the background: letters that are to go, reminders, and what came back. A process of its own, as the register's."""

from __future__ import annotations

import sys

from bot.serve.daily_register import DailyRegister

FIRST_AFTER_SECONDS = 60.0
LOOK_EVERY_SECONDS = 600.0
"""A receipt or a letter to a successor waits no longer than this."""


def round_work(*, first_after: float = FIRST_AFTER_SECONDS) -> DailyRegister:
    """`kennispunt round run`, now and then."""
    command = [sys.executable, "-m", "bot.cli", "round", "run"]
    return DailyRegister(command, "round", first_after=first_after, every=LOOK_EVERY_SECONDS)
