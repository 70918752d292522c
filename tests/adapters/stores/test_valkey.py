"""The store in Valkey: the contract by a real server, two processes on it, values of another version, and a server that is away."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from bot.adapters.stores.valkey import ANSWER_SECONDS, AWAY_SECONDS, PREFIX, ValkeyStore, ValkeyStores
from bot.core.store.port import Kept, Store, StoreAwayError
from bot.settings import Settings
from tests.contracts.store_contract import ONE, TWO, Clock, StoreContract, Value, ValueCodec, at_once
from tools.servers.valkey import RunningServer, server

SLOWER = 1000.0
"""A second of the contract lasts so much longer, so that a busy machine loses nothing while a test looks."""


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with server() as running:
        yield running


@pytest.fixture
def emptied(running: RunningServer) -> RunningServer:
    with running.client as client:
        client.flushall()
    return running


class MovingClock(Clock):
    """Moves the time of a server on, by taking it off what each key has left."""

    def __init__(self, running: RunningServer) -> None:
        self._running = running
        self._now = 0.0

    @property
    def now(self) -> float:  # type: ignore[override]
        return self._now

    @now.setter
    def now(self, value: float) -> None:
        passed = round((value - self._now) * SLOWER * 1000)
        self._now = value
        with self._running.client as client:
            for key in client.keys("*"):
                left = client.pttl(key) - passed
                client.pexpire(key, left) if left > 0 else client.delete(key)


class SlowerStore:
    """A store for which a second lasts longer."""

    def __init__(self, inner: ValkeyStore[Value]) -> None:
        self._inner = inner

    def get(self, key: str, *, seconds: float | None = None) -> Kept[Value] | None:
        return self._inner.get(key, seconds=seconds and seconds * SLOWER)

    def put(self, key: str, value: Value, *, seconds: float, version: str | None = None) -> bool:
        return self._inner.put(key, value, seconds=seconds * SLOWER, version=version)

    def delete(self, key: str) -> bool:
        return self._inner.delete(key)


def store_on(running: RunningServer, name: str = "proef") -> ValkeyStore[Value]:
    """As another process has it: with connections of its own."""
    return ValkeyStores(running.address).store(name, ValueCodec(), most=10)


class TestValkeyStore(StoreContract):
    @pytest.fixture
    def clock(self, emptied: RunningServer) -> Clock:
        return MovingClock(emptied)

    @pytest.fixture
    def store(self, emptied: RunningServer) -> Store[Value]:
        return SlowerStore(store_on(emptied))


def test_what_one_process_keeps_another_has(emptied: RunningServer):
    store_on(emptied).put("a", ONE, seconds=100)
    assert store_on(emptied).get("a").value == ONE
    assert store_on(emptied, "ander").get("a") is None


def test_two_processes_make_a_key_once(emptied: RunningServer):
    each = [store_on(emptied) for _ in range(8)]
    assert sum(at_once(8, lambda number: each[number].put("a", Value("x", number), seconds=100))) == 1


def test_the_server_lets_go_by_itself(emptied: RunningServer):
    store_on(emptied).put("a", ONE, seconds=0.05)
    with emptied.client as client:
        wait_until(lambda: client.dbsize() == 0)


def test_a_value_of_another_version_is_nothing_and_is_written_over(emptied: RunningServer):
    store = store_on(emptied)
    with emptied.client as client:
        client.set(f"{PREFIX}:proef:a", b"0123456789abcdef[[")
    assert store.get("a") is None
    assert store.put("a", TWO, seconds=100)
    assert store.get("a").value == TWO


def test_a_put_whose_answer_was_lost_is_a_put_when_it_comes_again(emptied: RunningServer):
    store = store_on(emptied)
    asked = []
    real = store._server.ask

    def twice(question: Callable[..., object]) -> object:
        asked.append(real(question))
        return real(question)

    store._server.ask = twice  # type: ignore[method-assign]
    assert store.put("a", ONE, seconds=100)
    assert asked == [1]
    assert store_on(emptied).get("a").value == ONE


def test_a_password_is_shown_to_the_server():
    password = "100%: @geheim/"
    with server("--requirepass", password) as guarded:
        assert ValkeyStores(guarded.address).problem() != ""
        assert ValkeyStores(Settings(state_url=guarded.address, state_password=password).state).problem() == ""


def test_a_server_that_is_gone_is_an_error_at_once_and_back_when_it_is():
    with server() as gone:
        stores = ValkeyStores(gone.address)
        store = stores.store("x", ValueCodec(), most=1)
        assert stores.problem() == ""
        store.put("a", ONE, seconds=100)
    with pytest.raises(OSError, match="Error"):
        store.get("a")
    assert stores.problem() != ""


def test_a_server_that_hangs_costs_one_wait_and_is_asked_again_later(emptied: RunningServer):
    stores = ValkeyStores(emptied.address)
    store = stores.store("x", ValueCodec(), most=1)
    store.put("a", ONE, seconds=100)
    os.kill(emptied.process.pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(StoreAwayError):
            store.get("a")
        first = time.monotonic() - began
        with pytest.raises(StoreAwayError, match="a moment ago"):
            store.get("a")
        assert first >= ANSWER_SECONDS * 0.9
    finally:
        os.kill(emptied.process.pid, signal.SIGCONT)
    wait_until(lambda: stores.problem() == "")
    assert store.get("a").value == ONE
    assert AWAY_SECONDS <= 2, "who looks after a moment finds it again"


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
