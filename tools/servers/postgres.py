"""A PostgreSQL cluster of our own: made in a temporary folder, reached by a Unix socket, removed afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from tools.servers import NoServerError

SYSTEM_USER = "postgres"
"""PostgreSQL refuses to run as root, so there it runs as the user that its package makes."""
_numbers = count()


def _binaries() -> Path:
    """The newest installed version's folder; installs the package where it may, and fails clearly where it may not."""
    if (found := _newest()) is not None:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "postgresql"], check=False, capture_output=True, env=environment)
        if (found := _newest()) is not None:
            return found
    raise NoServerError("PostgreSQL ontbreekt; installeer het pakket 'postgresql' (initdb en pg_ctl zijn nodig)")


def _newest() -> Path | None:
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster() -> Iterator[str]:
    """Run a cluster; gives the folder of its socket."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="kennispunt-pg-", dir="/tmp"))  # a socket's path has to be short
    if os.geteuid() == 0:
        account = pwd.getpwnam(SYSTEM_USER)
        os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        _run(
            folder, str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "kennispunt",
            "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C",
        )  # fmt: skip
        start(str(folder))
        try:
            yield str(folder)
        finally:
            stop(str(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(socket_folder: str) -> None:
    """Start a cluster that was made before."""
    options = f"-c listen_addresses='' -c unix_socket_directories={socket_folder} -c fsync=off"
    _control(Path(socket_folder), "-l", f"{socket_folder}/log", "-o", options, "start")


def stop(socket_folder: str) -> None:
    """End it at once, whoever is connected."""
    _control(Path(socket_folder), "-m", "immediate", "stop")


def _control(folder: Path, *command: str) -> None:
    _run(folder, str(_binaries() / "pg_ctl"), "-D", str(folder / "data"), "-w", *command)


def _run(folder: Path, *command: str) -> None:
    as_user = ["runuser", "-u", SYSTEM_USER, "--"] if os.geteuid() == 0 else []
    result = subprocess.run([*as_user, *command], check=False, capture_output=True, text=True, cwd=folder, timeout=60)
    if result.returncode:
        raise NoServerError(f"{Path(command[-1]).name}: {result.stdout}\n{result.stderr}")


def new_schema(socket_folder: str) -> str:
    """Make an empty schema in the cluster, much cheaper than a database; gives an address that knows only that schema."""
    name = f"proef{next(_numbers)}"
    with psycopg.connect(f"host={socket_folder} user=kennispunt dbname=postgres", autocommit=True) as connection:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
    return f"postgresql://kennispunt@/postgres?host={socket_folder}&options=-csearch_path%3D{name}"
