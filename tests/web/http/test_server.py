"""The server holds many connections, sheds what is too large, and finishes what it is answering before it ends."""

from __future__ import annotations

import contextlib
import http.client
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import AbstractContextManager, ExitStack, closing, suppress
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.web.fakes import World
from tests.web.http.running import running
from web.http.incoming import MOST_BYTES, UPLOADS
from web.http.server import Server, allow_files

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

IDLE = 150


def serving(world: World, grace: float = 10, patience: float = 60) -> AbstractContextManager[Server]:
    return running(Server(world.app(), "127.0.0.1", 0, grace=grace, patience=patience))


def status(port: int, method: str = "GET", url: str = "/healthz", body: str = "", **headers: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        with suppress(
            BrokenPipeError, ConnectionResetError
        ):  # refused before all of it was sent: the answer may be there
            connection.request(method, url, body or None, headers)
        try:
            response = connection.getresponse()
        except ConnectionResetError:
            return 0
        response.read()
        return response.status


def announced(port: int, method: str, url: str, size: int) -> int:
    """The status for a body of which only the size is sent."""
    with closing(connect(port)) as line:
        line.sendall(f"{method} {url} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status


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
                else b"POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\ntext="
            )
        assert status(server.port) == 200


def test_whoever_sends_a_byte_now_and_then_is_cut_off(world: World):
    with serving(world, patience=0.5) as server, connect(server.port) as idle, ExitStack() as held:
        dribblers = [held.enter_context(connect(server.port)) for _ in range(20)]
        starts = (
            b"GET / HTTP/1.1\r\nX-Slow: ",
            b"POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n",
        )
        for number, dribbler in enumerate(dribblers):
            dribbler.sendall(starts[number % 2])
        left, deadline = set(dribblers), time.monotonic() + 60
        while left:
            assert time.monotonic() < deadline, "they are still connected"
            for dribbler in list(left):
                try:
                    dribbler.sendall(b"x")
                except OSError:
                    left.remove(dribbler)
            time.sleep(0.05)
        # Whoever asks nothing yet costs nothing.
        idle.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert idle.recv(100).startswith(b"HTTP/1.0 200")


def test_body_that_is_announced_or_sent_too_large_is_never_on_disk(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made: list[object] = []
    real = tempfile.TemporaryFile

    def watched(*args: object, **kwargs: object) -> object:
        made.append(args)
        return real(*args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(tempfile, "TemporaryFile", watched)
    with serving(world) as server:
        with connect(server.port) as announcing:
            announcing.sendall(b"POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 299000000\r\n\r\n")
            assert announcing.recv(100).startswith(b"HTTP/1.1 413")
        with connect(server.port) as sending:
            sending.sendall(b"POST /chat HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            with contextlib.suppress(OSError):  # the server stops reading long before the end
                for _ in range(300):
                    sending.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            with contextlib.suppress(ConnectionError):
                assert sending.recv(100).startswith(b"HTTP/1.1 413")
        assert status(server.port) == 200
    assert made == []


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
    server = Server(app, "127.0.0.1", 0, grace=1)
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
            b"POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
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


FILE = "x" * 3_000_000


def counting(environ: dict, start_response) -> list[bytes]:  # noqa: ANN001 - what WSGI gives
    """An application that says how much came."""
    size = len(environ["wsgi.input"].read())
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(size).encode()]


def counts() -> AbstractContextManager[Server]:
    return running(Server(counting, "127.0.0.1", 0, grace=10, patience=60))


def test_a_file_at_the_desk_may_be_large_and_nothing_else():
    with counts() as server:
        for path in UPLOADS:
            assert status(server.port, "POST", path, FILE) == 200
        # Announced and not sent: who is still sending when the server hangs up may not get to read the answer.
        assert announced(server.port, "POST", "/chat", len(FILE)) == 413
        assert announced(server.port, "PUT", "/beheer/import", len(FILE)) == 413


def test_a_file_that_is_far_too_large_is_refused_in_dutch():
    with counts() as server, closing(connect(server.port)) as line:
        line.sendall(f"POST /beheer/import HTTP/1.1\r\nHost: x\r\nContent-Length: {MOST_BYTES}\r\n\r\n".encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()
        assert answer.status == 413
        assert "Een bestand mag 10 MB zijn" in answer.read().decode()


def test_only_so_many_files_come_at_once_and_there_is_room_again_when_they_went():
    with counts() as server:
        with ExitStack() as held:
            for _ in range(8):
                line = held.enter_context(closing(connect(server.port)))
                line.sendall(b"POST /beheer/import HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\nx")
            until = time.monotonic() + 20
            while status(server.port, "POST", "/beheer/import", FILE) != 413:
                assert time.monotonic() < until
            assert status(server.port) == 200
        until = time.monotonic() + 20
        while status(server.port, "POST", "/beheer/import", FILE) != 200:
            assert time.monotonic() < until
