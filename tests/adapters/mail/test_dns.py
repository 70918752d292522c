"""Texts of a domain, asked of a name server on this machine."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.adapters.mail.dns import DnsError, texts

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
NAME = b"\x07example\x02nl\x00"


def record(*strings: bytes, kind: int = 16) -> bytes:
    data = b"".join(bytes([len(part)]) + part for part in strings)
    return b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 60, len(data)) + data


@contextmanager
def name_server(
    *records: bytes, code: int = 0, flags: int = 0, other_number: bool = False
) -> Iterator[tuple[str, int]]:
    """Answers one question over UDP, and one over TCP."""
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind(("127.0.0.1", 0))
    whole = socket.create_server(line.getsockname())

    def answer(asked: bytes, given: int) -> bytes:
        number = struct.unpack(">H", asked[:2])[0] ^ other_number
        head = struct.pack(">HHHHHH", number, 0x8180 | given | code, 1, len(records), 0, 0)
        return head + NAME + struct.pack(">HH", 16, 1) + b"".join(records)

    def serve() -> None:
        try:
            asked, who = line.recvfrom(512)
            line.sendto(answer(asked, flags), who)
            if flags:
                connection, _ = whole.accept()
                with connection:
                    told = answer(connection.recv(512)[2:], 0)
                    connection.sendall(struct.pack(">H", len(told)) + told)
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield line.getsockname()
    finally:
        line.close()
        whole.close()


def test_texts_come_whole_and_other_records_stay_out():
    with name_server(record(b"v=spf1 ", b"-all"), record(b"x", kind=99), record(b"ander")) as server:
        assert texts("example.nl", server) == ["v=spf1 -all", "ander"]


def test_a_name_that_does_not_exist_has_none():
    with name_server(code=3) as server:
        assert texts("example.nl", server) == []


def test_an_answer_that_does_not_fit_is_asked_whole():
    with name_server(record(b"v=DMARC1; p=reject"), flags=0x0200) as server:
        assert texts("_dmarc.example.nl", server) == ["v=DMARC1; p=reject"]


@pytest.mark.parametrize("wrong", [{"other_number": True}, {"code": 2}])
def test_an_answer_that_is_none_is_told(wrong: dict[str, int]):
    with name_server(**wrong) as server, pytest.raises(DnsError, match="Geen naamserver"):
        texts("example.nl", server)
