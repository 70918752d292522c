"""Where conversations are kept between two messages: in this process, or on a Redis or Valkey that several Rasas share."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

PREFIX = "kennispunt"
LATER_SECONDS = 1.0
"""So long after its time a conversation is let go of, so that several go at once."""
_CONNECT_SECONDS = 0.5
_ANSWER_SECONDS = 0.8
_AWAY_SECONDS = 1.0

_LOG = logging.getLogger(__name__)


class AwayError(Exception):
    """The server does not answer now."""


class Keeping(Protocol):
    """Texts under a name, each for the same time from when it was put."""

    async def put(self, name: str, text: str) -> None:
        """Keep this, in place of what was kept."""

    async def get(self, name: str) -> str | None:
        """What is kept; None when nothing is, or its time is up."""

    async def drop(self, name: str) -> None:
        """Keep nothing."""

    async def names(self) -> list[str]:
        """All names."""


class InThisProcess:
    """Kept in memory: nobody else has it, and it goes with the process.

    Args:
        seconds: for so long.
        most: so many at most; the one that was put longest ago goes first.
        clock: seconds that only grow.
    """

    def __init__(self, seconds: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._letting_go: asyncio.AbstractEventLoop | None = None
        self._kept: OrderedDict[str, tuple[float, str]] = OrderedDict()

    async def put(self, name: str, text: str) -> None:
        """As in Keeping."""
        self._drop_silent()
        self._kept.pop(name, None)
        self._kept[name] = (self._clock(), text)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        self._let_go_later()

    async def get(self, name: str) -> str | None:
        """As in Keeping."""
        self._drop_silent()
        kept = self._kept.get(name)
        return kept[1] if kept else None

    async def drop(self, name: str) -> None:
        """As in Keeping."""
        self._kept.pop(name, None)

    async def names(self) -> list[str]:
        """As in Keeping."""
        self._drop_silent()
        return list(self._kept)

    def _drop_silent(self) -> None:
        too_long_ago = self._clock() - self._seconds
        while self._kept and next(iter(self._kept.values()))[0] < too_long_ago:
            self._kept.popitem(last=False)

    def _let_go_later(self) -> None:
        """Come back when the conversation that is silent longest has been so too long; once is enough at a time."""
        loop = asyncio.get_running_loop()
        if self._letting_go is loop or not self._kept:
            return
        self._letting_go = loop
        left = next(iter(self._kept.values()))[0] + self._seconds - self._clock()
        loop.call_later(max(left, 0) + LATER_SECONDS, self._let_go)

    def _let_go(self) -> None:
        self._letting_go = None
        self._drop_silent()
        self._let_go_later()


class OnServer:
    """Kept on the server at this address.

    While it is away nothing is known and nothing is kept: the web application sends with each message what the person saw
    last, and the conversation goes on from there.
    """

    def __init__(self, address: str, seconds: float) -> None:
        self._server = Server(address)
        self._milliseconds = max(1, round(seconds * 1000))

    async def put(self, name: str, text: str) -> None:
        """As in Keeping."""
        try:
            await self._server.ask(lambda client: client.set(_key(name), text, px=self._milliseconds))
        except AwayError:
            _LOG.warning("a conversation is not kept: the server is away")

    async def get(self, name: str) -> str | None:
        """As in Keeping."""
        try:
            text = await self._server.ask(lambda client: client.get(_key(name)))
        except AwayError:
            return None
        return text.decode() if isinstance(text, bytes) else None

    async def drop(self, name: str) -> None:
        """As in Keeping."""
        try:
            await self._server.ask(lambda client: client.delete(_key(name)))
        except AwayError:
            _LOG.warning("a conversation is dropped after its time only: the server is away")

    async def names(self) -> list[str]:
        """As in Keeping."""
        try:
            found = await self._server.ask(lambda client: client.keys(_key("*")))
        except AwayError:
            return []
        return [key.decode().removeprefix(_key("")) for key in found] if isinstance(found, list) else []


class Server:
    """Asks the server with a time limit, and nothing for a moment after it did not answer."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: redis.asyncio.Redis | None = None
        self._away_until = 0.0

    async def ask(self, question: Callable[[redis.asyncio.Redis], object]) -> object:
        """The answer; raises AwayError when there is none in time."""
        if time.monotonic() < self._away_until:
            raise AwayError
        try:
            return await question(self._connected())  # type: ignore[misc]  # every question of ours can be waited for
        except redis.RedisError as error:
            self._away_until = time.monotonic() + _AWAY_SECONDS
            raise AwayError from error

    def _connected(self) -> redis.asyncio.Redis:
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:  # connections belong to their loop
            self._loop = loop
            self._client = redis.asyncio.Redis.from_url(
                self._address,
                socket_connect_timeout=_CONNECT_SECONDS,
                socket_timeout=_ANSWER_SECONDS,
                retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
                client_name="rasa",
            )
        return self._client


def keeping_at(state: str | None, seconds: float, most: int, clock: Callable[[], float] = time.monotonic) -> Keeping:
    """On the server at this address, or in this process when there is none."""
    return OnServer(state, seconds) if state else InThisProcess(seconds, most, clock)


def _key(name: str) -> str:
    return f"{PREFIX}:rasa:{name}"
