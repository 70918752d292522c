"""What hangs is started again: a process that exists and does nothing is no service."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.serve.liveness import FAILURES, Liveness, checks
from bot.serve.supervisor import Service, Supervisor
from bot.settings import Settings

BEATING = """
import os, pathlib, time
beat = pathlib.Path("beat")
while True:
    beat.with_suffix(".half").write_text(f"{os.getpid()} {time.monotonic()}")
    beat.with_suffix(".half").replace(beat)
    time.sleep(0.02)
"""


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 90
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def beat(folder: Path) -> tuple[int, float]:
    path = folder / "beat"
    process, moment = path.read_text().split() if path.exists() else ("0", "-1000")
    return int(process), float(moment)


def test_process_that_hangs_is_stopped_by_force_and_started_again(tmp_path: Path):
    said: list[tuple[str, str]] = []
    service = Service("rasa", lambda: [sys.executable, "-c", BEATING])
    supervisor = Supervisor([service], lambda name, text: said.append((name, text)), tmp_path)
    supervisor.start()
    # Patient enough for a busy machine: the process that is stopped is silent for ever.
    liveness = Liveness(supervisor, {"rasa": lambda: time.monotonic() - beat(tmp_path)[1] < 2}, every=0.5)
    running = threading.Thread(target=supervisor.run, args=(lambda: True,))
    running.start()
    try:
        until(lambda: beat(tmp_path)[0] > 0)
        liveness.start()
        time.sleep(1.1)  # two rounds in which it works
        hung = beat(tmp_path)[0]
        os.kill(hung, signal.SIGSTOP)
        until(lambda: beat(tmp_path)[0] not in {0, hung})
        assert supervisor.starts("rasa") >= 2
        assert ("rasa", "reageert niet en wordt opnieuw gestart") in said
    finally:
        liveness.stop()
        supervisor.stop()
        running.join()
        supervisor.close()


class Counted:
    """Stands in for the supervisor: counts restarts."""

    def __init__(self) -> None:
        self.started = {"acties": 1, "rasa": 1}
        self.restarted: list[str] = []

    def starts(self, name: str) -> int:
        return self.started[name]

    def restart(self, name: str) -> None:
        self.restarted.append(name)
        self.started[name] += 1


def look(liveness: Liveness, rounds: int) -> None:
    """The rounds of its thread, without the time between them."""
    for _ in range(rounds):
        for name, works in liveness._checks.items():
            if not liveness._judge(name, works):
                break


def test_one_look_without_an_answer_is_no_hang_and_a_start_has_its_time():
    supervisor, works = Counted(), {"acties": True, "rasa": False}
    liveness = Liveness(supervisor, {name: lambda name=name: works[name] for name in works})  # type: ignore[arg-type, misc]
    look(liveness, 10)
    assert supervisor.restarted == [], "it has not worked yet: it is starting"
    works["rasa"] = True
    look(liveness, 1)
    for _ in range(5):
        works["rasa"] = False
        look(liveness, FAILURES - 1)
        works["rasa"] = True
        look(liveness, 1)
    assert supervisor.restarted == []
    works["rasa"] = False
    look(liveness, FAILURES)
    assert supervisor.restarted == ["rasa"]


def test_what_hangs_in_its_start_is_started_again_when_its_time_is_over():
    supervisor = Counted()
    look(Liveness(supervisor, {"rasa": lambda: False}, starting=0), FAILURES)  # type: ignore[arg-type]
    assert supervisor.restarted == ["rasa"]


def test_rasa_is_not_blamed_for_the_action_server():
    supervisor, works = Counted(), {"acties": True, "rasa": True}
    liveness = Liveness(supervisor, {name: lambda name=name: works[name] for name in works})  # type: ignore[arg-type, misc]
    look(liveness, 1)
    works.update(acties=False, rasa=False)
    look(liveness, FAILURES)
    assert supervisor.restarted == ["acties"]


class Answering(BaseHTTPRequestHandler):
    body = b"[]"

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_rasa_lives_by_a_real_turn_and_not_by_listening(monkeypatch: pytest.MonkeyPatch):
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        looks = checks(replace(Settings(), rasa_port=port, actions_port=port, port=port))
        assert looks["web"]()
        assert looks["acties"]()
        assert not looks["rasa"](), "it listens, and has nothing to say"
        monkeypatch.setattr(Answering, "body", b'[{"custom": {}}]')
        assert looks["rasa"]()
        server.shutdown()
    assert not any(works() for works in looks.values())
