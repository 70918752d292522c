"""A Valkey or Redis of our own: in memory, reached by a Unix socket, ended afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from tools.servers import NoServerError

PROGRAMS = ("valkey-server", "redis-server")
START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server: its address for us, the address on loopback where it has one, and its process."""

    address: str
    process: subprocess.Popen[bytes]

    @property
    def client(self) -> redis.Redis:
        """A client of it; the caller closes it."""
        return redis.Redis.from_url(self.address)


def program() -> str:
    """The server's program; installs Debian's package where it may, and fails clearly where it may not."""
    if (found := _found()) is not None:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for package in PROGRAMS:  # Debian 12 has Redis alone
            subprocess.run(["apt-get", "install", "-y", package], check=False, capture_output=True, env=environment)
            if (found := _found()) is not None:
                return found
    raise NoServerError("Valkey ontbreekt; installeer het pakket 'valkey-server' of 'redis-server'")


def _found() -> str | None:
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


@contextmanager
def server(*options: str, port: int = 0) -> Iterator[RunningServer]:
    """Run one that writes nothing to disk; with a port it listens on loopback as well."""
    folder = Path(tempfile.mkdtemp(prefix="kennispunt-kv-", dir="/tmp"))  # a socket's path has to be short
    socket = folder / "socket"
    command = [
        *(program(), "--port", str(port), "--bind", "127.0.0.1", "--unixsocket", str(socket)),
        *("--save", "", "--appendonly", "no", "--dir", str(folder), *options),
    ]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        running = RunningServer(f"unix://{socket}", process)
        try:
            _wait_until_it_answers(running, folder / "log")
            yield running
        finally:
            process.kill()
            process.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _wait_until_it_answers(running: RunningServer, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with running.client as client:
                client.ping()
        except (redis.ResponseError, redis.AuthenticationError):
            return  # it answers, and wants a password
        except redis.RedisError:
            if running.process.poll() is not None or time.monotonic() > deadline:
                raise NoServerError(f"de server start niet:\n{log.read_text(errors='replace')}") from None
            time.sleep(0.02)
        else:
            return
