"""A server in a thread, for the length of a `with` block."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from web.http.server import Server


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server while it serves; it must have ended half a minute after it was told to."""
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(30)
        assert not thread.is_alive()
