"""A database that hangs: what was read answers on, nobody waits for long, and all is as before when it comes back."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.organisations import OrganisationRow
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.patience import NO_ANSWER, NoAnswerError, Patience
from bot.adapters.sql.sessions import DirectorySession
from bot.settings import Settings
from bot.wiring import Wiring
from tests.contracts.directory_sample import write_sample
from tools.servers.postgres import new_schema


@contextlib.contextmanager
def stopped(socket_folder: str) -> Iterator[None]:
    """The whole cluster stands still: it keeps its connections and answers nothing."""
    master = int((Path(socket_folder) / "data" / "postmaster.pid").read_text().splitlines()[0])
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(master)], check=True, capture_output=True, text=True)
    processes = [master, *map(int, listed.stdout.split())]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def test_directory_answers_on_says_so_and_recovers_by_itself(postgres: str, tmp_path: Path):
    url = new_schema(postgres)
    prepare(url, write_sample(tmp_path / "directory"))
    engine = engine_for(url)
    directory = SqlDirectory(engine, Patience(0.5))
    before = directory.organisations()
    assert directory.ready()
    with stopped(postgres):
        began = time.monotonic()
        assert directory.organisations() is before
        assert time.monotonic() - began < 10
        began = time.monotonic()
        for _ in range(50):
            assert directory.organisations() is before
        assert time.monotonic() - began < 5, "each of them waited"
        assert directory.problem() == NO_ANSWER
    until(directory.ready)
    with DirectorySession(engine) as session, session.begin():
        session.get_one(OrganisationRow, "horizon").website = "https://nieuw.example.nl"
    until(lambda: directory.organisation("horizon").website == "https://nieuw.example.nl")
    engine.dispose()


def test_readiness_is_true_to_it(postgres: str, tmp_path: Path):
    url = new_schema(postgres)
    prepare(url, write_sample(tmp_path / "directory"))
    parts = Wiring(Settings(database_url=url, var_dir=tmp_path))
    assert parts.directory.municipalities()
    assert parts.directory_problem() == ""
    with stopped(postgres):
        assert parts.directory_problem() == NO_ANSWER
        with pytest.raises(NoAnswerError):
            parts.register_warning()
    until(lambda: parts.directory_problem() == "")


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_server_that_takes_connections_and_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = engine_for(f"postgresql://iemand@127.0.0.1:{silent.getsockname()[1]}/gids")
        with pytest.raises(SQLAlchemyError, match="timeout"):
            engine.connect()


def test_statements_have_a_limit_that_the_address_may_set(postgres: str):
    url = new_schema(postgres)
    for address, limit in ((url, "30s"), (f"{url}%20-cstatement_timeout%3D7000", "7s")):
        engine = engine_for(address)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() == limit
            assert "proef" in connection.exec_driver_sql("SHOW search_path").scalar_one()
        engine.dispose()


def test_question_that_comes_back_late_lets_the_next_through():
    patience, go = Patience(0.1), threading.Event()
    with pytest.raises(NoAnswerError):
        patience.ask(lambda: go.wait(60))
    began = time.monotonic()
    for _ in range(20):
        with pytest.raises(NoAnswerError):
            patience.ask(lambda: 1)
    assert time.monotonic() - began < 1.5, "each of them waited"
    go.set()

    def answered() -> bool:
        try:
            return patience.ask(lambda: 2) == 2
        except NoAnswerError:
            return False

    until(answered)


def test_what_the_question_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        Patience(5).ask(lambda: 1 // 0)
