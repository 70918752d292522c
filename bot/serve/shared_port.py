"""Sockets on an address that two of our processes may listen on at once, so that one can take over from the other."""

from __future__ import annotations

import contextlib
import socket
import sys


def listeners(host: str, port: int) -> list[socket.socket]:
    """A socket bound to each address that `host` names; they listen once their owner says so.

    Args:
        host: name or address.
        port: its port; 0 takes a free one for each.

    Only processes of the same user can share a port (socket(7), SO_REUSEPORT); elsewhere than on Linux it is not shared.
    Raises OSError when the address is taken by others.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE)
    with contextlib.ExitStack() as bound:
        sockets = [bound.enter_context(_bound(family, address)) for family, _, _, _, address in dict.fromkeys(found)]
        bound.pop_all()
    return sockets


def _bound(family: int, address: tuple[object, ...]) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if sys.platform == "linux":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener
