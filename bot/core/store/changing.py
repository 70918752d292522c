"""Changing what is kept, while others may be changing it too."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from bot.core.errors import KennispuntError
from bot.core.store.port import Store

_MOST_TRIES = 100
_AT_ONCE = 3
_LONGEST_PAUSE_SECONDS = 0.01


class ContendedError(KennispuntError):
    """Others changed the value again and again, so that our change never got in."""


def change[Value, Result](
    store: Store[Value], key: str, step: Callable[[Value | None], tuple[Value | None, Result]], *, seconds: float
) -> Result:
    """Put `step` of what is kept in its place, and give back the step's result; no change of anybody is lost.

    Args:
        store: where the value is.
        key: its key.
        step: gets the value (None: nothing is kept) and gives the new one (None: leave it) and a result. It is run again
            when somebody else was first, so it may have no effects of its own.
        seconds: how long the new value is kept.

    Raises ContendedError after very many tries.
    """
    for number in range(_MOST_TRIES):
        kept = store.get(key)
        value, result = step(kept.value if kept else None)
        if value is None or store.put(key, value, seconds=seconds, version=kept.version if kept else None):
            return result
        if number >= _AT_ONCE:
            time.sleep(random.uniform(0, _LONGEST_PAUSE_SECONDS))  # noqa: S311  # so that we do not stay in step
    raise ContendedError
