"""Stores in memory whose values leave the process and come back: what a codec loses, every test on them misses."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from bot.adapters.stores.memory import MemoryStore, MemoryStores
from bot.core.store.port import Codec, Kept


class LeavingStore[Value]:
    """A store of what its codec writes."""

    def __init__(self, inner: MemoryStore[bytes], codec: Codec[Value]) -> None:
        self.inner = inner
        self._codec = codec

    def get(self, key: str, *, seconds: float | None = None) -> Kept[Value] | None:
        kept = self.inner.get(key, seconds=seconds)
        return Kept(self._codec.decode(kept.value), kept.version) if kept else None

    def put(self, key: str, value: Value, *, seconds: float, version: str | None = None) -> bool:
        return self.inner.put(key, self._codec.encode(value), seconds=seconds, version=version)

    def delete(self, key: str) -> bool:
        return self.inner.delete(key)


class LeavingStores:
    """Such stores by name."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.inner = MemoryStores(clock=clock)

    def store[Value](self, name: str, codec: Codec[Value], *, most: int) -> LeavingStore[Value]:
        return LeavingStore(self.inner.store(name, codec, most=most), codec)  # type: ignore[arg-type]

    def kept(self, name: str) -> dict[str, bytes]:
        """Everything in one store, as it would lie outside."""
        store = self.inner.store(name, None, most=0)  # type: ignore[arg-type,var-annotated]
        return {key: entry.kept.value for key, entry in store._entries.items()}
