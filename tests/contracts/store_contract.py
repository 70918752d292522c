"""What every `Store` does. Subclass it as `Test…` and give fixtures `clock` (with `now`) and `store` (of `Value`s, by that clock)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.store.changing import change
from bot.core.store.port import Store


@dataclass(frozen=True, slots=True)
class Value:
    """A value as stores hold them."""

    text: str
    number: int = 0


class ValueCodec:
    """Values as JSON."""

    def encode(self, value: Value) -> bytes:
        return json.dumps([value.text, value.number]).encode()

    def decode(self, data: bytes) -> Value:
        text, number = json.loads(data)
        return Value(text, number)


class Clock:
    """The time as a test says it is."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


ONE = Value("één سلام\n")
TWO = Value("twee", 2)


class StoreContract:
    def test_what_was_put_is_got(self, store: Store[Value]):
        assert store.get("a") is None
        assert store.put("a", ONE, seconds=10)
        kept = store.get("a")
        assert kept is not None
        assert kept.value == ONE
        assert store.get("b") is None

    def test_a_key_may_be_anything(self, store: Store[Value]):
        keys = ["", "a/../../b", "a" * 300, "ሰላም", "a b\n", "A", "a"]
        for number, key in enumerate(keys):
            assert store.put(key, Value("x", number), seconds=10)
        assert [kept.value.number for key in keys if (kept := store.get(key))] == list(range(len(keys)))

    def test_put_without_a_version_makes_but_never_changes(self, store: Store[Value]):
        assert store.put("a", ONE, seconds=10)
        assert not store.put("a", TWO, seconds=10)
        assert store.get("a").value == ONE

    def test_put_with_the_version_that_is_there_changes(self, store: Store[Value]):
        store.put("a", ONE, seconds=10)
        before = store.get("a")
        assert store.put("a", TWO, seconds=10, version=before.version)
        after = store.get("a")
        assert after.value == TWO
        assert after.version != before.version

    def test_put_with_a_version_of_before_changes_nothing(self, store: Store[Value]):
        store.put("a", ONE, seconds=10)
        before = store.get("a").version
        store.put("a", TWO, seconds=10, version=before)
        assert not store.put("a", ONE, seconds=10, version=before)
        assert store.get("a").value == TWO

    def test_version_is_of_the_change_not_of_the_value(self, store: Store[Value]):
        store.put("a", ONE, seconds=10)
        first = store.get("a").version
        store.put("a", TWO, seconds=10, version=first)
        store.put("a", ONE, seconds=10, version=store.get("a").version)
        assert not store.put("a", TWO, seconds=10, version=first)

    def test_put_with_a_version_makes_nothing_that_is_gone(self, store: Store[Value]):
        store.put("a", ONE, seconds=10)
        version = store.get("a").version
        store.delete("a")
        assert not store.put("a", TWO, seconds=10, version=version)
        assert store.get("a") is None

    def test_what_was_deleted_and_made_again_has_no_version_of_before(self, store: Store[Value]):
        store.put("a", ONE, seconds=10)
        version = store.get("a").version
        store.delete("a")
        store.put("a", ONE, seconds=10)
        assert not store.put("a", TWO, seconds=10, version=version)

    def test_deleting_says_whether_there_was_something(self, store: Store[Value]):
        store.put("a", ONE, seconds=10)
        store.put("b", TWO, seconds=10)
        assert store.delete("a")
        assert not store.delete("a")
        assert not store.delete("nergens")
        assert store.get("a") is None
        assert store.get("b").value == TWO

    def test_each_key_expires_by_its_own_time(self, store: Store[Value], clock: Clock):
        store.put("long", ONE, seconds=100)
        store.put("short", TWO, seconds=10)
        clock.now += 9
        assert store.get("short") is not None
        clock.now += 1
        assert store.get("short") is None
        assert store.get("long").value == ONE
        clock.now += 90
        assert store.get("long") is None

    def test_what_expired_can_be_made_anew_but_not_changed(self, store: Store[Value], clock: Clock):
        store.put("a", ONE, seconds=10)
        version = store.get("a").version
        clock.now += 10
        assert not store.delete("a")
        assert not store.put("a", TWO, seconds=10, version=version)
        assert store.put("a", TWO, seconds=10)
        assert store.get("a").value == TWO

    def test_asking_with_seconds_keeps_it_longer_and_is_no_change(self, store: Store[Value], clock: Clock):
        store.put("a", ONE, seconds=10)
        clock.now += 8
        version = store.get("a", seconds=10).version
        clock.now += 8
        assert store.get("a").version == version
        assert store.put("a", TWO, seconds=10, version=version)

    def test_asking_without_seconds_does_not_keep_it_longer(self, store: Store[Value], clock: Clock):
        store.put("a", ONE, seconds=10)
        clock.now += 8
        assert store.get("a") is not None
        clock.now += 2
        assert store.get("a") is None

    def test_changing_gives_it_the_new_time(self, store: Store[Value], clock: Clock):
        store.put("a", ONE, seconds=10)
        store.put("a", TWO, seconds=100, version=store.get("a").version)
        clock.now += 50
        assert store.get("a").value == TWO

    def test_one_of_many_makes_a_key(self, store: Store[Value]):
        made = at_once(8, lambda number: store.put("a", Value("x", number), seconds=100))
        assert sum(made) == 1

    def test_no_change_of_many_at_once_is_lost(self, store: Store[Value]):
        def step(value: Value | None) -> tuple[Value, int]:
            value = value or Value("teller")
            return replace(value, number=value.number + 1), value.number

        results = at_once(8, lambda _: [change(store, "a", step, seconds=100) for _ in range(25)])
        assert store.get("a").value.number == 200
        assert sorted(number for each in results for number in each) == list(range(200))


def at_once[Result](many: int, work: Callable[[int], Result]) -> list[Result]:
    """What `work(number)` gives in as many threads that start together."""
    start = threading.Barrier(many)
    results: dict[int, Result] = {}

    def run(number: int) -> None:
        start.wait()
        results[number] = work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[number] for number in range(many)]
