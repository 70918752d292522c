"""A shared store with a process's memory behind it: the contract, and what happens while the server is away."""

from __future__ import annotations

import logging

import pytest

from bot.adapters.stores.memory import MemoryStore, MemoryStores
from bot.adapters.stores.setup import shared_from, stores_from
from bot.adapters.stores.sheltered import ShelteredStores
from bot.core.store.port import Codec, Kept, Store, StoreAwayError
from bot.settings import Settings
from tests.contracts.store_contract import ONE, TWO, Clock, StoreContract, Value, ValueCodec


class Leaving:
    """Shared stores whose server can be away."""

    def __init__(self, clock: Clock) -> None:
        self.inner = MemoryStores(clock=clock)
        self.away = False

    def store(self, name: str, codec: Codec[Value], *, most: int) -> Store[Value]:
        return LeavingStore(self, self.inner.store(name, codec, most=most))


class LeavingStore:
    def __init__(self, stores: Leaving, inner: MemoryStore[Value]) -> None:
        self._stores = stores
        self._inner = inner

    def _there(self) -> MemoryStore[Value]:
        if self._stores.away:
            raise StoreAwayError
        return self._inner

    def get(self, key: str, *, seconds: float | None = None) -> Kept[Value] | None:
        return self._there().get(key, seconds=seconds)

    def put(self, key: str, value: Value, *, seconds: float, version: str | None = None) -> bool:
        return self._there().put(key, value, seconds=seconds, version=version)

    def delete(self, key: str) -> bool:
        return self._there().delete(key)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shared(clock: Clock) -> Leaving:
    return Leaving(clock)


@pytest.fixture
def store(shared: Leaving, clock: Clock) -> Store[Value]:
    return ShelteredStores(shared, MemoryStores(clock=clock)).store("x", ValueCodec(), most=100)


class TestShelteredStore(StoreContract):
    pass


class TestShelteredStoreWhileAway(StoreContract):
    @pytest.fixture(autouse=True)
    def _away(self, shared: Leaving) -> None:
        shared.away = True


def test_what_the_server_has_is_unknown_while_it_is_away_and_there_again(shared: Leaving, store: Store[Value]):
    store.put("a", ONE, seconds=10)
    shared.away = True
    assert store.get("a") is None
    shared.away = False
    assert store.get("a").value == ONE


def test_what_began_while_it_was_away_goes_on_here_when_it_is_back(shared: Leaving, store: Store[Value]):
    shared.away = True
    store.put("a", ONE, seconds=10)
    shared.away = False
    assert store.put("a", TWO, seconds=10, version=store.get("a").version)
    assert store.get("a").value == TWO
    assert shared.inner.store("x", ValueCodec(), most=100).get("a") is None


def test_what_was_read_before_it_went_is_kept_here(shared: Leaving, store: Store[Value]):
    store.put("a", ONE, seconds=10)
    version = store.get("a").version
    shared.away = True
    assert store.put("a", TWO, seconds=10, version=version)
    assert store.get("a").value == TWO


def test_wiping_is_wiping_here_too(shared: Leaving, store: Store[Value]):
    shared.away = True
    store.put("a", ONE, seconds=10)
    shared.away = False
    assert store.delete("a")
    assert store.get("a") is None


def test_it_is_said_once_in_a_while(shared: Leaving, clock: Clock, caplog: pytest.LogCaptureFixture):
    store = ShelteredStores(shared, MemoryStores(clock=clock), clock=clock).store("x", ValueCodec(), most=100)
    shared.away = True
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            store.get("a")
        clock.now += 61
        store.get("a")
    assert len(caplog.records) == 2


def test_the_settings_say_which():
    assert isinstance(stores_from(shared_from(Settings())), MemoryStores)
    assert isinstance(stores_from(shared_from(Settings(state_url="redis://127.0.0.1:1/0"))), ShelteredStores)


@pytest.mark.parametrize(
    ("url", "password", "address"),
    [
        ("", "geheim", ""),
        ("redis://valkey:6379/0", "", "redis://valkey:6379/0"),
        ("redis://valkey:6379/0", "100%@:/", "redis://:100%25%40%3A%2F@valkey:6379/0"),
        ("rediss://naam:oud@valkey", "nieuw", "rediss://naam:nieuw@valkey"),
        ("unix:///run/valkey", "a", "unix://:a@/run/valkey"),
    ],
)
def test_a_password_may_hold_any_character(url: str, password: str, address: str):
    assert Settings(state_url=url, state_password=password).state == address
