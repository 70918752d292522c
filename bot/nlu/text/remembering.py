"""What is remembered of people's words because the same ones come back all the time, and forgetting all of it at once."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol, TypeVar


class Remembers(Protocol):
    """Something that keeps words in order to be quicker."""

    def cache_clear(self) -> None:
        """Keep none of them."""


_Function = TypeVar("_Function", bound=Callable[..., Any])
_everything: weakref.WeakSet[Any] = weakref.WeakSet()


def may_be_forgotten(what: Remembers) -> None:
    """Have `forget_words` forget this too, for as long as it lives."""
    _everything.add(what)


def remembered(function: _Function, most: int) -> _Function:
    """The function with its last `most` results remembered, until `forget_words`."""
    quicker = lru_cache(most)(function)
    may_be_forgotten(quicker)
    return quicker  # type: ignore[return-value]  # called as the function is


def forget_words() -> None:
    """Forget every word that somebody wrote. What is asked next takes as long as it did the first time."""
    for what in list(_everything):
        what.cache_clear()
