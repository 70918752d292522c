"""The supervisor with small real processes: what dies comes back, and nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.serve.supervisor import DEATHS_BEFORE_READY, ServeError, Service, Supervisor
from bot.settings import ROOT

SLEEPER_WITH_CHILD = """
import pathlib, subprocess, sys, time, os
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
path = pathlib.Path(sys.argv[1])
path.with_suffix(".part").write_text(f"{os.getpid()} {child.pid}")
path.with_suffix(".part").rename(path)
time.sleep(300)
"""

SUPERVISED = f"""
import pathlib, sys
from bot.serve.supervisor import Service, Supervisor, stopped_by_signals
folder = pathlib.Path(sys.argv[1])
def service(name):
    return Service(name, lambda: [sys.executable, "-c", {SLEEPER_WITH_CHILD!r}, str(folder / name)])
supervisor = Supervisor([service("een"), service("twee")], lambda name, text: None, folder)
with stopped_by_signals(supervisor):
    try:
        supervisor.start()
        supervisor.run(lambda: True)
    finally:
        supervisor.close()
"""


def wait_for(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


@pytest.fixture
def lines() -> list[tuple[str, str]]:
    return []


def supervise(lines: list[tuple[str, str]], folder: Path, **programs: str) -> Supervisor:
    def service(name: str, program: str) -> Service:
        return Service(name, lambda: [sys.executable, "-c", textwrap.dedent(program)], {"EXTRA": name})

    services = [service(name, program) for name, program in programs.items()]
    return Supervisor(services, lambda name, text: lines.append((name, text)), folder)


def test_output_has_the_name_of_the_service(lines: list[tuple[str, str]], tmp_path: Path) -> None:
    supervisor = supervise(
        lines, tmp_path, web='import os, time; print(os.environ["EXTRA"], flush=True); time.sleep(300)'
    )
    supervisor.start()
    try:
        wait_for(lambda: ("web", "web") in lines)
    finally:
        supervisor.close()


def test_a_process_that_dies_is_started_again_and_said_so(lines: list[tuple[str, str]], tmp_path: Path) -> None:
    program = """
        import pathlib, sys, time
        marker = pathlib.Path("been-here")
        if not marker.exists():
            marker.touch()
            sys.exit(3)
        print("terug", flush=True)
        time.sleep(300)
    """
    supervisor = supervise(lines, tmp_path, rasa=program)
    supervisor.start()

    def until_back() -> bool:
        if ("rasa", "terug") in lines:
            supervisor.stop()
        return True

    try:
        supervisor.run(until_back)
        assert supervisor.is_running("rasa")
    finally:
        supervisor.close()
    assert any(name == "rasa" and "gestopt (code 3)" in text and "opnieuw gestart" in text for name, text in lines)


def test_what_never_works_is_given_up(
    lines: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serve.supervisor.LONGEST_PAUSE_SECONDS", 0.01)
    supervisor = supervise(lines, tmp_path, acties="raise SystemExit(7)")
    supervisor.start()
    try:
        with pytest.raises(ServeError, match=rf"acties stopte {DEATHS_BEFORE_READY} keer .*code 7"):
            supervisor.run(lambda: False)
    finally:
        supervisor.close()


def test_who_finishes_with_the_help_of_others_stops_before_them(lines: list[tuple[str, str]], tmp_path: Path) -> None:
    program = """
        import os, signal, time
        def end(*_):
            time.sleep({seconds})
            print("klaar", flush=True)
            os._exit(0)
        signal.signal(signal.SIGTERM, end)
        print("begonnen", flush=True)
        time.sleep(300)
    """

    def service(name: str, seconds: float, *, first: bool) -> Service:
        command = [sys.executable, "-c", textwrap.dedent(program.format(seconds=seconds))]
        return Service(name, lambda: command, stops_first=first)

    services = [service("rasa", 0, first=False), service("web", 1, first=True)]
    supervisor = Supervisor(services, lambda name, text: lines.append((name, text)), tmp_path)
    supervisor.start()
    try:
        wait_for(lambda: len(lines) == 2)
    finally:
        supervisor.close()
    assert lines[2:] == [("web", "klaar"), ("rasa", "klaar")]


def test_a_process_that_refuses_to_stop_is_killed(
    lines: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = """
        import os, signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print(os.getpid(), flush=True)
        time.sleep(300)
    """
    supervisor = supervise(lines, tmp_path, web=program)
    supervisor.start()
    wait_for(lambda: bool(lines))
    supervisor.close()
    assert not alive(int(lines[0][1]))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_nothing_is_left_running(number: signal.Signals, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SUPERVISED, str(tmp_path)], cwd=ROOT) as supervisor:
        files = [tmp_path / "een", tmp_path / "twee"]
        try:
            wait_for(lambda: all(file.exists() for file in files))
            pids = [int(pid) for file in files for pid in file.read_text().split()]
            assert all(alive(pid) for pid in pids)
        finally:
            supervisor.send_signal(number)
        assert supervisor.wait(20) == (-number if number == signal.SIGKILL else 0)
    wait_for(lambda: not any(alive(pid) for pid in pids))
