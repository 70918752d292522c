"""The server: takes many connections at once, and finishes what it is answering before it ends."""

from __future__ import annotations

import contextlib
import resource
import signal
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher

from bot.serve.shared_port import listeners
from web.http.incoming import UNHURRIED, Channel, is_upload
from web.http.lanes import LANES, Lane, Lanes

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_MOST_CONNECTIONS = 1000
_MOST_FILES = 4096
_LOOP_SECONDS = 1.0
_FINISHING_SECONDS = 0.05
_PATIENCE_SECONDS = 30.0
_SETTINGS: dict[str, Any] = {
    "connection_limit": _MOST_CONNECTIONS,  # an idle connection costs little, and 98 of them stopped the site
    "channel_timeout": 15,
    "cleanup_interval": 5,
    "asyncore_use_poll": True,
    "max_request_header_size": 16_384,
    "max_request_body_size": 512_000,  # a minute of speech; pages refuse an eighth. Files at the desk: incoming.py
    "clear_untrusted_proxy_headers": False,  # web.http.proxies reads them, and drops them
    "ident": None,
}


class Server:
    """Waitress on one address.

    Args:
        application: answers the requests.
        host: address to listen on.
        port: its port; 0 takes a free one.
        lanes: how many requests of each kind are answered at once, and how many may wait.
        grace: seconds that answers under way get when it is told to stop.
        patience: seconds within which a request must have come whole. Waitress itself takes a byte now and then for activity.

    Raises OSError when the address is taken.
    """

    def __init__(
        self,
        application: WSGIApplication,
        host: str,
        port: int,
        *,
        grace: float,
        lanes: Sequence[Lane] = LANES,
        patience: float = _PATIENCE_SECONDS,
    ) -> None:
        self._grace = grace
        self._patience = patience
        self._coming: dict[int, tuple[object, float]] = {}
        self._looked_at = 0.0
        self._stopping = threading.Event()
        self._map: dict[int, Any] = {}
        allow_files()
        self.lanes = Lanes(lanes)
        self._server = create_server(
            application,
            map=self._map,
            _dispatcher=cast(ThreadedTaskDispatcher, self.lanes),  # it asks no more of one than ours has
            sockets=listeners(host, port),
            **_SETTINGS,
        )
        for listener in self._listeners():
            listener.channel_class = Channel

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(next(iter(self._listeners())).effective_port)

    def run(self) -> None:
        """Serve until `stop`; returns when what was under way is answered, or the grace is over."""
        while not self._stopping.is_set():
            self._turn(_LOOP_SECONDS)
            self._cut_off_dribblers()
        for listener in self._listeners():
            wasyncore.dispatcher.close(listener)  # not its own close: that would also take away what wakes this loop
        deadline = time.monotonic() + self._grace
        while self._under_way() and time.monotonic() < deadline:
            self._turn(_FINISHING_SECONDS)
        self.lanes.shutdown(timeout=1)
        wasyncore.close_all(self._map)

    def stop(self) -> None:
        """Make `run` return; may be called from a signal handler or another thread."""
        self._stopping.set()
        for listener in self._listeners():
            with contextlib.suppress(OSError):
                listener.pull_trigger()

    def stop_on_signals(self) -> None:
        """Stop when the process is told to end. Only for the main thread."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _cut_off_dribblers(self) -> None:
        """Close the connections that have been busy with one and the same request for longer than our patience."""
        now = time.monotonic()
        if now - self._looked_at < min(_LOOP_SECONDS, self._patience):
            return
        self._looked_at = now
        coming: dict[int, tuple[object, float]] = {}
        for number, channel in [(n, item) for n, item in list(self._map.items()) if isinstance(item, HTTPChannel)]:
            request = channel.request
            if request is None:
                continue
            known, since = self._coming.get(number, (None, now))
            coming[number] = (request, since if known is request else now)
            if now - coming[number][1] >= self._patience * (UNHURRIED if is_upload(request) else 1):
                channel.handle_close()
        self._coming = coming

    def _listeners(self) -> list[Any]:
        return [item for item in list(self._map.values()) if isinstance(item, BaseWSGIServer)]

    def _under_way(self) -> bool:
        """Whether anybody waits for the rest of an answer; closes the connections on which nobody does."""
        busy = False
        for channel in [item for item in list(self._map.values()) if isinstance(item, HTTPChannel)]:
            # In this order: an answer is written before its request is taken off the list.
            if channel.requests or channel.total_outbufs_len or channel.request is not None:
                busy = True
            else:
                channel.handle_close()
        return busy


def allow_files() -> None:
    """Let this process open as many files as its connections need, as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
