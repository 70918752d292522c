"""Writing down what was counted: a reply waits for no database."""

from __future__ import annotations

from collections.abc import Callable

from bot.serve.now_and_then import NowAndThen

EVERY_SECONDS = 30.0
"""A process that is killed loses the counts of so long at most."""


def tally_work(write: Callable[[], object], *, every: float = EVERY_SECONDS) -> NowAndThen:
    """Calls `write` now and then, and once more at the end."""
    return NowAndThen(
        "tally", write, every=every, first_after=every, cannot="counts cannot be written", at_the_end=True
    )
