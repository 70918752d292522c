"""Stores in the memory of this process: nothing is written to disk, and a restart forgets everything."""

from __future__ import annotations

import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, cast

from bot.core.store.port import Codec, Kept

SWEEP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class _Entry[Value]:
    kept: Kept[Value]
    until: float


class MemoryStore[Value]:
    """The Store port on a dictionary in order of last use. `most` is how many values it holds."""

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        # Counted over the whole store: a key that was deleted and made again has no version of before.
        self._versions = count(1)
        self._entries: OrderedDict[str, _Entry[Value]] = OrderedDict()

    def get(self, key: str, *, seconds: float | None = None) -> Kept[Value] | None:
        """As in `Store`."""
        with self._lock:
            now = self._clock()
            kept = self._living(key, now)
            if kept is not None and seconds is not None:
                self._entries[key] = _Entry(kept, now + seconds)
                self._entries.move_to_end(key)
            return kept

    def put(self, key: str, value: Value, *, seconds: float, version: str | None = None) -> bool:
        """As in `Store`."""
        with self._lock:
            now = self._clock()
            kept = self._living(key, now)
            if (kept.version if kept else None) != version:
                return False
            self._entries[key] = _Entry(Kept(value, str(next(self._versions))), now + seconds)
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
        return True

    def delete(self, key: str) -> bool:
        """As in `Store`."""
        with self._lock:
            found = self._living(key, self._clock()) is not None
            self._entries.pop(key, None)
        return found

    def sweep(self) -> None:
        """Let go of what has expired without anybody asking for it."""
        with self._lock:
            now = self._clock()
            for key in [key for key, entry in self._entries.items() if entry.until <= now]:
                del self._entries[key]

    def __len__(self) -> int:
        with self._lock:
            now = self._clock()
            return sum(entry.until > now for entry in self._entries.values())

    def _living(self, key: str, now: float) -> Kept[Value] | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry.until <= now:
            del self._entries[key]
            return None
        return entry.kept


class MemoryStores:
    """The Stores port in memory. With `sweep_every` seconds a thread lets go of what expired, until this object is gone."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, sweep_every: float | None = None) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._stores: dict[str, MemoryStore[Any]] = {}
        if sweep_every is not None:
            threading.Thread(target=_sweep, args=(weakref.ref(self), sweep_every), name="sweep", daemon=True).start()

    def store[Value](self, name: str, codec: Codec[Value], *, most: int) -> MemoryStore[Value]:  # noqa: ARG002
        """As in `Stores`; in one process the values themselves are shared, so the codec is not needed."""
        with self._lock:
            made = self._stores.setdefault(name, MemoryStore(most, clock=self._clock))
        return cast(MemoryStore[Value], made)

    def sweep(self) -> None:
        """Let go of what has expired, in all stores."""
        with self._lock:
            stores = list(self._stores.values())
        for store in stores:
            store.sweep()


def _sweep(stores: weakref.ref[MemoryStores], every: float) -> None:
    while True:
        time.sleep(every)
        there = stores()
        if there is None:
            return
        there.sweep()
        del there
