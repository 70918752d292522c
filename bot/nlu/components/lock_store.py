"""One message of a conversation at a time: in this Rasa by a queue without polling, and among several Rasas by a server."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from bot.nlu.components.keeping import PREFIX, AwayError, Server

_HELD_MILLISECONDS = 4000
"""So long after a Rasa died another one waits for what it held; a living one says again and again that it still holds it."""
_RENEW_SECONDS = 1.0
_FIRST_PAUSE_SECONDS = 0.01
_LONGEST_PAUSE_SECONDS = 0.1

_RENEW = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 1"
_LEAVE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end return 1"


class ConversationLocks(LockStore):
    """Rasa's lock of a conversation. `state` of the endpoint is the server's address; without one there is this Rasa alone.

    While the server is away each Rasa keeps the order of what comes to itself.
    """

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        state = endpoint_config.kwargs.get("state")
        self._server = Server(state) if state else None
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,  # noqa: ARG002  # Rasa's signature: its own lock looks again after this time
    ) -> AsyncIterator[None]:
        """Wait for one's turn and have it for the length of the block; raises LockError when it takes `lock_lifetime` seconds."""
        until = time.monotonic() + lock_lifetime
        await self._come(conversation_id, lock_lifetime)
        try:
            if self._server is None:
                yield
                return
            mine = secrets.token_hex(8)
            await self._take(self._server, conversation_id, mine, until)
            renewing = asyncio.get_running_loop().create_task(self._renew(self._server, conversation_id, mine))
            try:
                yield
            finally:
                renewing.cancel()
                with suppress(AwayError):
                    await self._server.ask(lambda client: client.eval(_LEAVE, 1, _key(conversation_id), mine))
        finally:
            self._leave(conversation_id)

    async def _come(self, name: str, seconds: float) -> None:
        waiting = self._waiting.get(name)
        if waiting is None:
            self._waiting[name] = deque()
            return
        mine = asyncio.get_running_loop().create_future()
        waiting.append(mine)
        try:
            await asyncio.wait_for(mine, seconds)
        except BaseException as error:
            if mine.cancelled():
                with suppress(ValueError):  # whoever left may have taken it off the list already
                    waiting.remove(mine)
            elif mine.done():
                self._leave(name)  # the turn came just as the wait was over
            if isinstance(error, asyncio.TimeoutError):
                raise LockError(f"Could not acquire lock for conversation_id '{name}'.") from error
            raise

    def _leave(self, name: str) -> None:
        waiting = self._waiting[name]
        while waiting:
            following = waiting.popleft()
            if not following.done():
                following.set_result(None)
                return
        del self._waiting[name]

    @staticmethod
    async def _take(server: Server, name: str, mine: str, until: float) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while True:
            try:
                taken = await server.ask(lambda client: client.set(_key(name), mine, nx=True, px=_HELD_MILLISECONDS))
            except AwayError:
                return
            if taken:
                return
            if time.monotonic() >= until:
                raise LockError(f"Could not acquire lock for conversation_id '{name}'.")
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    @staticmethod
    async def _renew(server: Server, name: str, mine: str) -> None:
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            with suppress(AwayError):
                await server.ask(lambda client: client.eval(_RENEW, 1, _key(name), mine, _HELD_MILLISECONDS))


def _key(name: str) -> str:
    return f"{PREFIX}:rasa-lock:{name}"
