"""Stores in Valkey or Redis: what is in them holds in every process of every machine that shares the server."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from bot.core.store.port import Codec, Kept, StoreAwayError

PREFIX = "kennispunt"
CONNECT_SECONDS = 0.5
ANSWER_SECONDS = 1.0
AWAY_SECONDS = 1.0
"""So long nobody asks a server that did not answer, so that a page does not wait for it at every step."""
_MOST_CONNECTIONS = 64
_VERSION_BYTES = 8
_VERSION_LENGTH = 2 * _VERSION_BYTES

_PUT = """
local kept = redis.call('GETRANGE', KEYS[1], 0, ARGV[4] - 1)
local mine = string.sub(ARGV[2], 1, ARGV[4])
if kept == mine then return 1 end
if kept ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
"""
"""Puts if the version is still the one that was read. What finds its own version there came a second time, because the
answer to the first was lost on the way."""


class ValkeyStore[Value]:
    """The Store port on one string a value: its version, and then what the codec wrote.

    How many values there are is bounded by the server's `maxmemory`, not here.
    """

    def __init__(self, server: Server, name: str, codec: Codec[Value]) -> None:
        self._server = server
        self._prefix = f"{PREFIX}:{name}:"
        self._codec = codec

    def get(self, key: str, *, seconds: float | None = None) -> Kept[Value] | None:
        """As in `Store`; what cannot be read, because another version wrote it, is nothing."""
        name = self._prefix + key
        data = self._server.ask(
            lambda client: client.get(name) if seconds is None else client.getex(name, px=_milliseconds(seconds))
        )
        if not isinstance(data, bytes):
            return None
        version, value = data[:_VERSION_LENGTH], data[_VERSION_LENGTH:]
        try:
            return Kept(self._codec.decode(value), version.decode("ascii"))
        except ValueError:
            self._server.ask(lambda client: client.delete(name))
            return None

    def put(self, key: str, value: Value, *, seconds: float, version: str | None = None) -> bool:
        """As in `Store`."""
        data = secrets.token_hex(_VERSION_BYTES).encode() + self._codec.encode(value)
        name, until = self._prefix + key, _milliseconds(seconds)
        return bool(
            self._server.ask(lambda client: client.eval(_PUT, 1, name, version or "", data, until, _VERSION_LENGTH))
        )

    def delete(self, key: str) -> bool:
        """As in `Store`."""
        return bool(self._server.ask(lambda client: client.delete(self._prefix + key)))


class ValkeyStores:
    """The Stores port on a server. Nothing is connected before it is needed.

    Args:
        address: `redis://host:6379/0`, `rediss://…` (TLS) or `unix:///path`, with a password where the server wants one
            (`redis://:password@host`, encoded as addresses are).
    """

    def __init__(self, address: str) -> None:
        self._server = Server(address)

    def store[Value](self, name: str, codec: Codec[Value], *, most: int) -> ValkeyStore[Value]:  # noqa: ARG002
        """As in `Stores`."""
        return ValkeyStore(self._server, name, codec)

    def problem(self) -> str:
        """Why the server does not answer now; empty when it does."""
        try:
            self._server.ask(lambda client: client.ping())
        except StoreAwayError as error:
            return str(error)
        return ""


class Server:
    """Asks the server with a time limit, and nothing for a moment after it did not answer. Safe to use from threads."""

    def __init__(self, address: str) -> None:
        pool = redis.BlockingConnectionPool.from_url(
            address,
            max_connections=_MOST_CONNECTIONS,
            timeout=ANSWER_SECONDS,
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            # Once more at once where a connection was closed meanwhile, never where the server is silent.
            retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
            client_name=PREFIX,
        )
        self._client = redis.Redis(connection_pool=pool)
        self._lock = threading.Lock()
        self._away_until = 0.0

    def ask(self, question: Callable[[redis.Redis], object]) -> object:
        """The answer; raises StoreAwayError when there is none in time."""
        if time.monotonic() < self._away_until:
            raise StoreAwayError("the server did not answer a moment ago")
        try:
            return question(self._client)
        except redis.RedisError as error:
            with self._lock:
                self._away_until = time.monotonic() + AWAY_SECONDS
            raise StoreAwayError(type(error).__name__) from error


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
