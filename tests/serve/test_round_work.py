"""The round in the background: in a process of its own, with the settings of the service."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.adapters.sql.directory.setup import prepare
from bot.serve.round_work import round_work
from bot.settings import Settings
from bot.wiring import Wiring
from tests.contracts.directory_sample import write_sample


def test_what_an_editor_begins_goes_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var"))
    settings = Settings.from_env()
    prepare(settings.database, write_sample(tmp_path / "content" / "directory"))
    parts = Wiring(settings)
    assert parts.rounds.start(["horizon"]) == 1
    work = round_work(first_after=0.01)
    work.start()
    end = time.monotonic() + 100
    while not (found := list((tmp_path / "var" / "mail").glob("*.eml"))):
        assert time.monotonic() < end, "nothing was sent"
        time.sleep(0.05)
    work.stop()
    assert len(found) == 1
    assert parts.rounds.parts.book.waiting() == ()
