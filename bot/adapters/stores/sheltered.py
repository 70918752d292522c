"""A shared store with this process's memory behind it: while the server is away, what happens here is kept here."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from bot.adapters.stores.memory import MemoryStore, MemoryStores
from bot.core.store.port import Codec, Kept, Store, StoreAwayError, Stores

_LOG = logging.getLogger(__name__)
_HERE = "here-"
_SAY_EVERY_SECONDS = 60.0


class ShelteredStore[Value]:
    """The Store port on a shared one. What it kept is unknown while it is away, and what began meanwhile lives in this process.

    A version says where its value was read, so that a value is put back where it came from.
    """

    def __init__(self, shared: Store[Value], here: MemoryStore[Value], away: Callable[[], None]) -> None:
        self._shared = shared
        self._here = here
        self._away = away

    def get(self, key: str, *, seconds: float | None = None) -> Kept[Value] | None:
        """As in `Store`; never raises."""
        try:
            kept = self._shared.get(key, seconds=seconds)
        except StoreAwayError:
            self._away()
            kept = None
        if kept is not None or not len(self._here):
            return kept
        here = self._here.get(key, seconds=seconds)
        return Kept(here.value, f"{_HERE}{here.version}") if here else None

    def put(self, key: str, value: Value, *, seconds: float, version: str | None = None) -> bool:
        """As in `Store`; never raises."""
        if version is not None and version.startswith(_HERE):
            return self._here.put(key, value, seconds=seconds, version=version.removeprefix(_HERE))
        try:
            return self._shared.put(key, value, seconds=seconds, version=version)
        except StoreAwayError:
            # It may have gone between reading and writing: what was read there goes on here.
            self._away()
            return self._here.put(key, value, seconds=seconds)

    def delete(self, key: str) -> bool:
        """As in `Store`; never raises. What the server still holds when it is back ends after its time."""
        here = self._here.delete(key)
        try:
            return self._shared.delete(key) or here
        except StoreAwayError:
            self._away()
            return here


class ShelteredStores:
    """The Stores port on shared ones, with this process's memory behind them."""

    def __init__(self, shared: Stores, here: MemoryStores, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._shared = shared
        self._here = here
        self._clock = clock
        self._said = float("-inf")

    def store[Value](self, name: str, codec: Codec[Value], *, most: int) -> ShelteredStore[Value]:
        """As in `Stores`."""
        return ShelteredStore(
            self._shared.store(name, codec, most=most), self._here.store(name, codec, most=most), self._say
        )

    def _say(self) -> None:
        if self._clock() - self._said >= _SAY_EVERY_SECONDS:
            self._said = self._clock()
            _LOG.warning("the server of what is shared does not answer: conversations go on in this process alone")
