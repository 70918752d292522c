"""The daily fetch of the register: in a process of its own, now and then, and stopped with the service."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.directory import main
from bot.serve.daily_register import DailyRegister, daily_register
from bot.settings import Settings
from bot.wiring import Wiring
from tests.contracts.directory_sample import write_sample
from tests.contracts.register_sample import NERGENSHUIZEN, VOORBEELD, export
from tests.contracts.register_server import RegisterServer


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def adding_a_line(path: Path, then: str = "") -> list[str]:
    return [sys.executable, "-c", f"open({str(path)!r}, 'a').write('x\\n'); {then}"]


def test_off_is_off():
    assert daily_register(Settings(register_url="off")) is None
    assert daily_register(Settings()) is not None


def test_it_runs_again_and_again(tmp_path: Path):
    runs = tmp_path / "runs"
    register = DailyRegister(adding_a_line(runs), first_after=0.01, every=0.01)
    register.start()
    until(lambda: runs.is_file() and len(runs.read_text().splitlines()) >= 2)
    register.stop()


def test_what_takes_too_long_is_stopped_and_the_next_goes_on(tmp_path: Path):
    runs = tmp_path / "runs"
    command = adding_a_line(runs, "import time; time.sleep(600)")
    register = DailyRegister(command, first_after=0.01, every=0.01, at_most=3)
    register.start()
    until(lambda: runs.is_file() and len(runs.read_text().splitlines()) >= 2)
    register.stop()


def test_it_stops_at_once_with_the_process_that_it_runs(tmp_path: Path):
    started = tmp_path / "started"
    register = DailyRegister(adding_a_line(started, "import time; time.sleep(600)"), first_after=0.01)
    register.start()
    until(started.is_file)
    register.stop()


def test_the_real_command_fills_the_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    content = write_sample(tmp_path / "content" / "directory").parent
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KENNISPUNT_CONTENT_DIR", str(content))
    assert main(["load"]) == 0
    with RegisterServer(export(VOORBEELD, NERGENSHUIZEN).encode()) as server:
        monkeypatch.setenv("KENNISPUNT_REGISTER_URL", server.address)
        settings = Settings.from_env()
        register = daily_register(settings, first_after=0.01)
        assert register
        parts = Wiring(settings)
        assert parts.directory.municipality("9002").contacts == ()
        register.start()
        until(lambda: bool(parts.directory.municipality("9002").contacts))
        register.stop()
    assert parts.register_warning() == ""
