"""Whole files, and whether a disk takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.stores.whole import why_it_refuses, write_whole


def test_file_that_cannot_be_finished_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a"
    write_whole(path, b"een")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.utime", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"twee", changed=1.0)
    assert path.read_bytes() == b"een"
    assert list(tmp_path.iterdir()) == [path]


def test_disk_that_takes_files_is_ready_and_stays_empty(tmp_path: Path):
    assert why_it_refuses(tmp_path / "var") == ""
    assert list((tmp_path / "var").iterdir()) == []


def test_disk_that_refuses_says_why(tmp_path: Path):
    (tmp_path / "file").touch()
    assert why_it_refuses(tmp_path / "file" / "var") == "Not a directory"


def test_disk_that_gives_back_something_else_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"iets anders")
    assert why_it_refuses(tmp_path) != ""
