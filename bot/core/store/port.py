"""Stores as the core asks for them: `bot.adapters.stores` has them in memory, in files and in Valkey or Redis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.core.errors import KennispuntError


class StoreAwayError(KennispuntError, ConnectionError):
    """Where the values are does not answer now. As with a disk that refuses, it is an OSError."""


@dataclass(frozen=True, slots=True)
class Kept[Value]:
    """A value as it stands in a store; `version` is another one after every change."""

    value: Value
    version: str


class Codec[Value](Protocol):
    """How a store's values travel to another process; a value that went there and back is equal to what it was."""

    def encode(self, value: Value) -> bytes:
        """The value as bytes."""

    def decode(self, data: bytes) -> Value:
        """The value that `encode` wrote; raises ValueError for anything else."""


class Store[Value](Protocol):
    """Values of one kind. They are frozen, so whoever holds one holds it as it was. Safe to use from threads.

    What is not asked for within its seconds is gone: nobody is told, and nobody waits for it. A store may let a value
    go earlier when there are too many; then the one that was used longest ago goes first. Each of these raises OSError when
    the place where the values are does not answer or refuses.
    """

    def get(self, key: str, *, seconds: float | None = None) -> Kept[Value] | None:
        """What is kept under the key; with `seconds` it is kept for so long from now on."""

    def put(self, key: str, value: Value, *, seconds: float, version: str | None = None) -> bool:
        """Keep the value for so long, if what is kept still has this version (None: if nothing is); else False."""

    def delete(self, key: str) -> bool:
        """Forget at once; False when there was nothing."""


class Stores(Protocol):
    """Where stores come from. One name is one store, in every process that shares it."""

    def store[Value](self, name: str, codec: Codec[Value], *, most: int) -> Store[Value]:
        """The store of this name, for at most so many values where the process's own memory holds them."""
