"""The store in memory: the contract, its bounds, and that what expired goes without anybody asking."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable

import pytest

from bot.adapters.stores.memory import MemoryStore, MemoryStores
from tests.contracts.store_contract import ONE, Clock, StoreContract, Value, ValueCodec


@pytest.fixture
def clock() -> Clock:
    return Clock()


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self, clock: Clock) -> MemoryStore[Value]:
        return MemoryStore(1000, clock=clock)


def test_the_one_used_longest_ago_goes_when_there_are_too_many(clock: Clock):
    store = MemoryStore[Value](3, clock=clock)
    for key in "abc":
        store.put(key, ONE, seconds=100)
    store.get("a", seconds=100)
    store.put("d", ONE, seconds=100)
    assert [store.get(key) is not None for key in "abcd"] == [True, False, True, True]
    assert len(store) == 3


def test_sweeping_lets_go_of_what_expired_and_nothing_else(clock: Clock):
    stores = MemoryStores(clock=clock)
    store = stores.store("x", ValueCodec(), most=10)
    store.put("long", ONE, seconds=100)
    store.put("short", ONE, seconds=10)
    clock.now += 50
    assert "short" in store._entries
    stores.sweep()
    assert list(store._entries) == ["long"]


def test_one_name_is_one_store():
    stores = MemoryStores()
    first = stores.store("x", ValueCodec(), most=10)
    first.put("a", ONE, seconds=10)
    assert stores.store("x", ValueCodec(), most=10).get("a").value == ONE
    assert stores.store("y", ValueCodec(), most=10).get("a") is None


def test_a_thread_sweeps_until_the_stores_are_gone():
    others = set(threading.enumerate())
    stores = MemoryStores(sweep_every=0.01)
    store = stores.store("x", ValueCodec(), most=10)
    store.put("a", ONE, seconds=0.02)
    wait_until(lambda: not store._entries)
    [sweeping] = set(threading.enumerate()) - others
    gone = weakref.ref(stores)
    del stores

    def over() -> bool:
        gc.collect()
        return gone() is None and not sweeping.is_alive()

    wait_until(over)


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
