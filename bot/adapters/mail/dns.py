"""Texts that a domain publishes (TXT records, RFC 1035), asked of this machine's own name servers."""

from __future__ import annotations

import secrets
import socket
import struct
from pathlib import Path

from bot.core.errors import KennispuntError

RESOLVERS = Path("/etc/resolv.conf")
_PORT = 53
_SECONDS = 4.0
_TXT, _INTERNET, _RECURSE, _POINTER = 16, 1, 0x0100, 0xC0
_HEADER = struct.Struct(">HHHHHH")
_ANSWER = struct.Struct(">HHIH")
_NO_NAME, _CODE = 3, 0x000F
_CUT_OFF = 0x0200


class DnsError(KennispuntError):
    """No name server answers; the words say so, in Dutch."""


def texts(name: str, server: tuple[str, int] | None = None) -> list[str]:
    """The texts of this name; empty where it has none or does not exist. Raises DnsError when nobody answers."""
    number = secrets.randbelow(1 << 16)
    labels = b"".join(bytes([len(label)]) + label for label in name.encode("idna").rstrip(b".").split(b"."))
    asked = _HEADER.pack(number, _RECURSE, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">HH", _TXT, _INTERNET)
    for address in [server] if server else _servers():
        try:
            answer = _ask(address, asked)
            if _HEADER.unpack_from(answer)[1] & _CUT_OFF:
                answer = _ask_whole(address, asked)
            return _read(answer, number)
        except (OSError, struct.error, IndexError):
            continue
    raise DnsError(f"Geen naamserver antwoordt op de vraag naar {name}.")


def _servers() -> list[tuple[str, int]]:
    lines = RESOLVERS.read_text(encoding="utf-8").splitlines() if RESOLVERS.is_file() else []
    return [(line.split()[1], _PORT) for line in lines if line.startswith("nameserver ")]


def _ask(address: tuple[str, int], asked: bytes) -> bytes:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as line:
        line.settimeout(_SECONDS)
        line.connect(address)  # only this server's answers come in
        line.send(asked)
        return line.recv(4096)


def _ask_whole(address: tuple[str, int], asked: bytes) -> bytes:
    """The same over TCP, for an answer that did not fit."""
    with socket.create_connection(address, timeout=_SECONDS) as line:
        line.sendall(struct.pack(">H", len(asked)) + asked)
        stream = line.makefile("rb")
        (length,) = struct.unpack(">H", stream.read(2))
        return stream.read(length)


def _read(answer: bytes, number: int) -> list[str]:
    got, flags, questions, answers, _, _ = _HEADER.unpack_from(answer)
    if got != number or flags & _CODE not in {0, _NO_NAME}:
        raise OSError
    at = _HEADER.size
    for _ in range(questions):
        at = _past_name(answer, at) + 4
    found: list[str] = []
    for _ in range(answers):
        at = _past_name(answer, at)
        kind, _, _, length = _ANSWER.unpack_from(answer, at)
        at += _ANSWER.size
        if kind == _TXT:
            found.append(_strings(answer[at : at + length]))
        at += length
    return found


def _past_name(answer: bytes, at: int) -> int:
    while answer[at]:
        if answer[at] & _POINTER == _POINTER:
            return at + 2
        at += answer[at] + 1
    return at + 1


def _strings(data: bytes) -> str:
    """A text is cut into strings of at most 255 bytes."""
    parts, at = [], 0
    while at < len(data):
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += data[at] + 1
    return b"".join(parts).decode("utf-8", "replace")
