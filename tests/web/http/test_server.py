"""The server holds many connections, sheds what is too large, and finishes what it is answering before it ends."""

from __future__ import annotations

import http.client
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest

from bot.settings import ROOT
from tests.web.fakes import World
from web.http.server import Server, allow_files

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

IDLE = 150


@contextmanager
def serving(world: World, threads: int = 4, grace: float = 10) -> Iterator[Server]:
    server = Server(world.app(), "127.0.0.1", 0, threads=threads, grace=grace)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(30)
        assert not thread.is_alive()


def status(port: int, method: str = "GET", url: str = "/healthz", body: str = "", **headers: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, url, body or None, headers)
        response = connection.getresponse()
        response.read()
        return response.status


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def test_idle_connections_do_not_stop_the_site(world: World):
    with serving(world) as server, ExitStack() as held:
        for _ in range(IDLE):
            held.enter_context(connect(server.port))
        for _ in range(3):
            assert status(server.port) == 200
            assert status(server.port, url="/help") == 200


def test_half_requests_do_not_stop_the_site(world: World):
    with serving(world) as server, ExitStack() as held:
        for number in range(IDLE):
            half = held.enter_context(connect(server.port))
            half.sendall(
                b"GET / HTTP/1.1\r\nX-Slow: "
                if number % 2
                else b"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\ntext="
            )
        assert status(server.port) == 200


def test_headers_and_bodies_that_are_too_large_are_refused(world: World):
    with serving(world) as server:
        assert status(server.port, **{"X-Long": "x" * 20_000}) == 431
        assert status(server.port, "POST", "/chat", "x" * 200_000) == 413
        assert status(server.port, "POST", "/chat", "x" * 300_000) == 413
        assert status(server.port) == 200


def test_what_a_proxy_says_reaches_the_application_only_from_one_that_is_trusted(world: World):
    seen: list[tuple[str, str]] = []
    app = world.app()
    inner = app.wsgi_app

    def spying(environ: dict, start_response: object) -> object:  # type: ignore[type-arg]
        seen.append((environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]))
        return inner(environ, start_response)

    app.wsgi_app = spying  # type: ignore[assignment]
    server = Server(app, "127.0.0.1", 0, threads=1, grace=1)
    thread = threading.Thread(target=server.run)
    thread.start()
    status(server.port, **{"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"})
    server.stop()
    thread.join(30)
    assert seen == [("127.0.0.1", "http")]


def test_answer_under_way_is_finished_and_idle_connections_hold_nothing_up(world: World):
    answering, statuses = threading.Event(), []
    reply = world.dialogue.reply

    def slowly(message):  # noqa: ANN001, ANN202 - as the fake's
        answering.set()
        time.sleep(0.5)
        return reply(message)

    world.dialogue.reply = slowly
    with serving(world) as server, ExitStack() as held:
        port = server.port
        for _ in range(5):
            held.enter_context(connect(port))
        asking = threading.Thread(
            target=lambda: statuses.append(
                status(port, "POST", "/chat", "text=Vraag", **{"Content-Type": "application/x-www-form-urlencoded"})
            )
        )
        asking.start()
        assert answering.wait(20)
        server.stop()
        asking.join(20)
    assert statuses == [303]
    with pytest.raises(OSError, match="refused"):
        connect(port)


def test_answer_that_takes_longer_than_the_grace_holds_nothing_up(world: World):
    answering, over = threading.Event(), threading.Event()
    reply = world.dialogue.reply

    def never(message):  # noqa: ANN001, ANN202 - as the fake's
        answering.set()
        over.wait(60)
        return reply(message)

    world.dialogue.reply = never
    with serving(world, grace=0.2) as server, connect(server.port) as asking:
        asking.sendall(
            b"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: 10\r\n\r\ntext=Vraag"
        )
        assert answering.wait(20)
        server.stop()
    over.set()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_process_that_is_told_to_end_answers_first(number: signal.Signals):
    port = free_port()
    process = subprocess.Popen([sys.executable, str(ROOT / "tests" / "accessibility" / "server.py"), str(port)])
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                if status(port) == 200:
                    break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
        statuses: list[int] = []
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        asking = threading.Thread(target=lambda: statuses.append(status(port, "POST", "/chat", "text=traag", **form)))
        asking.start()
        time.sleep(0.7)
        process.send_signal(number)
        asking.join(30)
        assert statuses == [303]
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()


def test_process_may_open_as_many_files_as_its_connections_need():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, hard), hard))
        allow_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(4096, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
