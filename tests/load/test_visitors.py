"""The visitors of `make load` notice what they are there for: answers of others, answers that were lost, refusals and errors."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.settings import ROOT
from tools.load.plan import Plan, Seen, read_seen
from tools.load.questions import after
from tools.load.watching import growth, process_name

NAMES = ("Aa en Hunze", "Zwolle", "Urk")


class Fake:
    """A service that answers well; what a test replaces in it goes wrong."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.kept: dict[str, list[str]] = {}
        self.answer: Callable[[str], tuple[int, dict]] = lambda text: (200, reply(text))
        self.keeps: Callable[[int], bool] = lambda _: True

    def post(self, path: str, body: dict) -> tuple[int, dict]:
        with self.lock:
            if path == "/api/v1/conversations":
                name = f"c{len(self.kept)}"
                self.kept[name] = []
                return 201, {"id": name}
            said = self.kept[path.split("/")[4]]
            status, answer = self.answer(body["text"])
            if status == 200 and self.keeps(len(said)):
                said.append(body["text"])
            return status, answer

    def get(self, path: str) -> tuple[int, dict]:
        with self.lock:
            return 200, {"messages": [{"said": text} for text in self.kept[path.split("/")[4]]]}


def reply(text: str) -> dict:
    named = next((name for name in NAMES if name in text), None)
    return {"degraded": False, "entities": {"gemeente": named}}


@contextmanager
def serving(fake: Fake) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self._send(*fake.post(self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))

        def do_GET(self) -> None:
            self._send(*fake.get(self.path))

        def _send(self, status: int, body: dict) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            if status == 503:
                self.send_header("Retry-After", "0.1")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def visited(fake: Fake) -> Seen:
    with serving(fake) as url:
        plan = Plan(url, 3, 3.0, 4, 0.0, NAMES)
        command = [sys.executable, "-W", "ignore", "-m", "tools.load.visitors", json.dumps(asdict(plan))]
        done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, timeout=90)
    return read_seen(done.stdout)


def test_a_service_that_answers_well_is_found_well():
    seen = visited(Fake())
    assert seen.conversations > 0
    assert len(seen.answered) >= 4 * seen.conversations
    assert (seen.errors, seen.mixed_up, seen.lost, seen.refused, seen.degraded) == ([], [], [], [], 0)


def test_an_answer_about_somebody_elses_municipality_is_noticed():
    fake = Fake()
    fake.answer = lambda _: (200, {"degraded": True, "entities": {"gemeente": "Verzonnen"}})
    seen = visited(fake)
    assert len(seen.mixed_up) == len(seen.answered) == seen.degraded > 0


def test_an_answer_that_is_not_kept_is_noticed():
    fake = Fake()
    fake.keeps = lambda number: number != 2
    seen = visited(fake)
    assert len(seen.lost) == seen.conversations > 0


def test_a_conversation_that_is_gone_is_noticed():
    fake = Fake()
    fake.answer = lambda text: (200, reply(text)) if text.startswith("Ik zoek") else (404, {})
    seen = visited(fake)
    assert len(seen.lost) > 0
    assert set(seen.lost) == {"gesprek weg waarin al was geantwoord"}


def test_errors_are_no_refusals():
    fake = Fake()
    fake.answer = lambda _: (500, {})
    broken = visited(fake)
    fake.answer = lambda _: (503, {})
    busy = visited(fake)
    assert len(broken.errors) > 0
    assert broken.refused == broken.answered == []
    assert len(busy.refused) > 0
    assert busy.errors == busy.answered == []


def test_each_conversation_is_about_one_municipality():
    questions = after("Urk", 6)
    assert len(questions) == 6
    assert all("{" not in question for question in questions)
    assert sum("Urk" in question for question in questions) == 2
    assert not any(re.search(name, " ".join(questions)) for name in NAMES if name != "Urk")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["python", "-m", "web"], "website"),
        (["/x/.venv-rasa/bin/python", "-m", "bot.serve.rasa_process", "run"], "Rasa"),
        (["python", "-m", "bot.actions"], "acties"),
        (["python", "leash.py", "python", "-m", "web"], "leash"),
        (["python", "-m", "bot.cli", "serve"], "toezicht"),
        (["cat"], "overig"),
    ],
)
def test_processes_have_names(command: list[str], name: str):
    assert process_name(command) == name


def test_growth_is_that_of_what_came_after_the_beginning():
    samples = [(float(second), 100.0 if second < 10 else 200.0 + second) for second in range(30)]
    first, last = growth(samples, 10)
    assert (first, last) == (211.5, 227.5)
    assert growth(samples, 1000) == (229.0, 229.0)
