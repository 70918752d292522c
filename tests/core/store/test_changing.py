"""Changing what is kept while others do."""

from __future__ import annotations

import pytest

from bot.adapters.stores.memory import MemoryStore
from bot.core.store.changing import ContendedError, change


def test_step_is_run_again_when_somebody_else_was_first():
    store = MemoryStore[int](10)
    store.put("a", 1, seconds=10)
    seen = []

    def step(value: int | None) -> tuple[int, str]:
        seen.append(value)
        if len(seen) == 1:
            store.put("a", 5, seconds=10, version=store.get("a").version)
        return (value or 0) + 1, "gedaan"

    assert change(store, "a", step, seconds=10) == "gedaan"
    assert seen == [1, 5]
    assert store.get("a").value == 6


def test_step_may_leave_it():
    store = MemoryStore[int](10)
    assert change(store, "a", lambda value: (None, value), seconds=10) is None
    assert store.get("a") is None


def test_whoever_never_gets_in_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.core.store.changing._LONGEST_PAUSE_SECONDS", 0)
    store = MemoryStore[int](10)

    def step(value: int | None) -> tuple[int, None]:
        kept = store.get("a")
        store.put("a", (value or 0) + 1, seconds=10, version=kept.version if kept else None)
        return 0, None

    with pytest.raises(ContendedError):
        change(store, "a", step, seconds=10)
