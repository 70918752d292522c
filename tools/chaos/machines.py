"""What several machines share, on a PostgreSQL and a Valkey of our own, with a way between that can be made slow."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psutil
import psycopg

from tools.servers.postgres import cluster, start, stop
from tools.servers.valkey import RunningServer, server

_PIECE = 65_536


@dataclass(slots=True)
class Relay:
    """A port of loopback that passes on to a socket in the file system, each piece as late as `seconds` says."""

    target: Path
    seconds: float = 0.0
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes who waits for a connection
        self._listener.close()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listener.accept()
            except OSError:
                return
            there = socket.socket(socket.AF_UNIX)
            try:
                there.connect(str(self.target))
            except OSError:
                here.close()
                there.close()
                continue
            for source, goal in ((here, there), (there, here)):
                threading.Thread(target=self._pass_on, args=(source, goal), daemon=True).start()

    def _pass_on(self, source: socket.socket, goal: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                time.sleep(self.seconds)
                goal.sendall(piece)
        for side in (source, goal):  # the other direction ends with this one
            with contextlib.suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
        source.close()


@dataclass(slots=True)
class Machines:
    """A database and a store that the service reaches through relays."""

    folder: str
    database: Relay
    state: Relay
    _server: RunningServer
    _again: contextlib.ExitStack

    @property
    def environment(self) -> dict[str, str]:
        """The settings by which the service works on these."""
        return {
            "KENNISPUNT_DATABASE_URL": f"postgresql+psycopg://kennispunt@127.0.0.1:{self.database.port}/postgres",
            "KENNISPUNT_STATE_URL": f"redis://127.0.0.1:{self.state.port}/0",
        }

    @contextlib.contextmanager
    def without_database(self) -> Iterator[None]:
        """PostgreSQL is ended at once, and started again."""
        stop(self.folder)
        try:
            yield
        finally:
            start(self.folder)

    @contextlib.contextmanager
    def without_state(self) -> Iterator[None]:
        """Valkey is killed, with all that it held in memory; an empty one comes after it."""
        self._server.process.kill()
        self._server.process.wait()
        try:
            yield
        finally:
            self._server = self._again.enter_context(server())
            self.state.target = Path(self._server.address.removeprefix("unix://"))

    def database_processes(self) -> list[psutil.Process]:
        """PostgreSQL's master, and one for each connection."""
        with (Path(self.folder) / "data" / "postmaster.pid").open(encoding="ascii") as file:
            master = psutil.Process(int(file.readline()))
        return [master, *master.children(recursive=True)]

    def state_processes(self) -> list[psutil.Process]:
        """Valkey's."""
        return [psutil.Process(self._server.process.pid)]


@contextlib.contextmanager
def machines() -> Iterator[Machines]:
    """Both, running; what PostgreSQL holds is empty."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(cluster())
        with psycopg.connect(f"host={folder} user=kennispunt dbname=postgres") as connection:
            connection.execute("SELECT 1")
        running = stack.enter_context(server())
        database = stack.enter_context(Relay(Path(folder) / ".s.PGSQL.5432"))
        state = stack.enter_context(Relay(Path(running.address.removeprefix("unix://"))))
        yield Machines(folder, database, state, running, stack)


@contextlib.contextmanager
def standing_still(processes: list[psutil.Process]) -> Iterator[None]:
    """They keep their connections and answer nothing."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)
