"""The store in files: the contract, what a restart keeps, bounds, damage and disks that refuse."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.adapters.stores.files import FileStore
from tests.contracts.store_contract import ONE, TWO, Clock, StoreContract, Value, ValueCodec, at_once


@pytest.fixture
def clock() -> Clock:
    return Clock()


def store_in(folder: Path, clock: Clock, most: int = 1000) -> FileStore[Value]:
    return FileStore(folder, ValueCodec(), most=most, clock=clock)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.kept"))


class TestFileStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path, clock: Clock) -> FileStore[Value]:
        return store_in(tmp_path / "in", clock)


def test_it_outlives_a_restart(tmp_path: Path, clock: Clock):
    store_in(tmp_path, clock).put("a", ONE, seconds=10)
    assert store_in(tmp_path, clock).get("a").value == ONE


def test_two_processes_on_one_folder_make_a_key_once(tmp_path: Path, clock: Clock):
    each = [store_in(tmp_path, clock) for _ in range(8)]  # each with a lock of its own, as processes have
    assert sum(at_once(8, lambda number: each[number].put("a", Value("x", number), seconds=10))) == 1


def test_pruning_keeps_no_more_than_allowed_and_nothing_that_expired(tmp_path: Path, clock: Clock):
    store = store_in(tmp_path, clock, most=3)
    for number in range(6):
        store.put(str(number), ONE, seconds=100 + number)
    store.put("short", ONE, seconds=10)
    clock.now += 50
    store.prune()
    assert [store.get(str(number)) is not None for number in range(6)] == [False] * 3 + [True] * 3
    assert len(files(tmp_path)) == 3
    clock.now += 1000
    store.prune()
    assert files(tmp_path) == []


def test_writing_prunes_by_itself(tmp_path: Path, clock: Clock):
    store = store_in(tmp_path, clock, most=3)
    for number in range(200):
        store.put(str(number), ONE, seconds=100)
    assert len(files(tmp_path)) == 3


@pytest.mark.parametrize("damage", [b"", b"[[", b"\xff\xff\n[1]", b'0a\n["half'])
def test_a_damaged_file_is_nothing_and_is_written_over(tmp_path: Path, clock: Clock, damage: bytes):
    store = store_in(tmp_path, clock)
    store.put("a", ONE, seconds=10)
    [file] = files(tmp_path)
    modified = file.stat().st_mtime
    file.write_bytes(damage)
    os.utime(file, (modified, modified))
    assert store.get("a") is None
    assert store.put("a", TWO, seconds=10)
    assert store.get("a").value == TWO


def test_a_disk_that_refuses_is_an_error_to_whoever_writes(tmp_path: Path, clock: Clock):
    (tmp_path / "file").touch()
    store = store_in(tmp_path / "file" / "in", clock)
    assert store.get("a") is None
    with pytest.raises(OSError, match="Not a directory"):
        store.put("a", ONE, seconds=10)
