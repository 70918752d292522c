"""Fetching the register from a real server on this machine: only what is new, no more and no longer than agreed."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.register.fetching import fetch
from bot.adapters.register.reading import RegisterError
from tests.contracts.register_server import RegisterServer

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with RegisterServer(b"<register/>") as running:
        yield running


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "register.xml"


def test_what_stands_there_is_written_with_its_marks(server: RegisterServer, target: Path):
    fetched = fetch(server.address, target)
    assert fetched.new
    assert (fetched.etag, fetched.last_modified) == (server.etag, server.last_modified)
    assert target.read_bytes() == b"<register/>"


def test_what_is_known_is_not_fetched_again(server: RegisterServer, target: Path):
    first = fetch(server.address, target)
    target.unlink()
    again = fetch(server.address, target, etag=first.etag, last_modified=first.last_modified)
    assert not again.new
    assert (again.etag, again.last_modified) == (first.etag, first.last_modified)
    assert not target.exists()
    assert server.asked[-1]["If-None-Match"] == server.etag
    assert server.asked[-1]["If-Modified-Since"] == server.last_modified


def test_too_much_is_refused_also_when_it_comes_packed(server: RegisterServer, target: Path):
    server.body = gzip.compress(b"x" * 5_000_000)
    server.headers["Content-Encoding"] = "gzip"
    with pytest.raises(RegisterError, match="te groot"):
        fetch(server.address, target, most_bytes=1_000_000)


def test_a_server_that_drips_is_left(server: RegisterServer, target: Path):
    server.body, server.pause = b"x" * 200, 0.05
    started = time.monotonic()
    with pytest.raises(RegisterError, match="duurt te lang"):
        fetch(server.address, target, seconds=0.5)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("status", [404, 500, 503])
def test_an_error_of_the_server_is_named(server: RegisterServer, target: Path, status: int):
    server.status = status
    with pytest.raises(RegisterError, match=str(status)):
        fetch(server.address, target)


def test_an_address_where_nobody_answers(target: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(RegisterError, match="niet te bereiken"):
        fetch(f"http://127.0.0.1:{port}/", target)


@pytest.mark.parametrize("address", ["http://register.example.nl/export.xml", "ftp://register.example.nl/export.xml"])
def test_only_https_leaves_this_machine(target: Path, address: str):
    with pytest.raises(RegisterError, match="https://"):
        fetch(address, target)


def test_nor_does_a_redirect(server: RegisterServer, target: Path):
    server.status, server.headers["Location"] = 302, "http://register.example.nl/export.xml"
    with pytest.raises(RegisterError, match="https://"):
        fetch(server.address, target)
