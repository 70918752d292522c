"""A PostgreSQL cluster of the tests' own: made in a temporary folder, reached by a Unix socket, removed afterwards."""

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
import pytest
from psycopg.sql import SQL, Identifier

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
    pytest.fail("PostgreSQL ontbreekt; installeer het pakket 'postgresql' (initdb en pg_ctl zijn nodig)", pytrace=False)


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
    as_user = ["runuser", "-u", SYSTEM_USER, "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="kennispunt-pg-", dir="/tmp"))  # a socket's path has to be short
    if as_user:
        account = pwd.getpwnam(SYSTEM_USER)
        os.chown(folder, account.pw_uid, account.pw_gid)
    data, control = folder / "data", [*as_user, str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-w"]

    def run(*command: str) -> None:
        result = subprocess.run([*command], check=False, capture_output=True, text=True, cwd=folder, timeout=60)
        if result.returncode:
            pytest.fail(f"{Path(command[-1]).name}: {result.stdout}\n{result.stderr}", pytrace=False)

    try:
        run(
            *as_user, str(binaries / "initdb"), "-D", str(data), "-U", "kennispunt",
            "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C",
        )  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run(*control, "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield str(folder)
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_schema(socket_folder: str) -> str:
    """Make an empty schema in the cluster, much cheaper than a database; gives an address that knows only that schema."""
    name = f"proef{next(_numbers)}"
    with psycopg.connect(f"host={socket_folder} user=kennispunt dbname=postgres", autocommit=True) as connection:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
    return f"postgresql://kennispunt@/postgres?host={socket_folder}&options=-csearch_path%3D{name}"
