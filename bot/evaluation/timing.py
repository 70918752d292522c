"""How long things take, from outside: latencies with several people at once, memory, and the service's own times."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.service import MeasuringError, Service, Started
from bot.settings import ROOT

EDIT_SECONDS = 60.0
IMPORT_SECONDS = 120.0
TURNS_OF_A_CONVERSATION = 8
"""Few people ask more in one sitting."""


@dataclass(frozen=True, slots=True)
class Latency:
    """Times of turns in milliseconds, and how many were answered a second, with `people` talking at once."""

    people: int
    turns: int
    p50: float
    p95: float
    per_second: float


def turns(url: str, questions: Sequence[str], people: int) -> Latency:
    """Ask each question once, divided over so many people; each person begins anew after `TURNS_OF_A_CONVERSATION`."""
    shares = [questions[person::people] for person in range(people)]

    def talk(share: Sequence[str]) -> list[float]:
        times = []
        service = Service(url)
        with contextlib.closing(service):
            conversation = ""
            for number, question in enumerate(share):
                if number % TURNS_OF_A_CONVERSATION == 0:
                    conversation = service.start("nl")
                started = time.perf_counter()
                service.say(conversation, question)
                times.append(time.perf_counter() - started)
        return times

    started = time.perf_counter()
    with ThreadPoolExecutor(people) as pool:
        times = sorted(seconds for share in pool.map(talk, shares) for seconds in share)
    total = time.perf_counter() - started
    return Latency(people, len(times), percentile(times, 50) * 1000, percentile(times, 95) * 1000, len(times) / total)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What an import into the running service took and said, and how long turns took in that time, in milliseconds."""

    seconds: float
    told: str
    turns: int
    p50: float
    longest: float


def while_importing(started: Started, register: Path, questions: Sequence[str]) -> Meanwhile:
    """Import the register from its file as an editor does, and ask one question after another until it is done.

    Raises MeasuringError when the import fails.
    """
    command = [sys.executable, "-m", "bot.cli", "directory", "import-register", str(register)]
    environment = {**os.environ, "KENNISPUNT_VAR_DIR": str(started.var)}
    service, times = Service(started.url), []
    with contextlib.closing(service):
        conversation = service.start("nl")
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  # our own command
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            for number, question in enumerate(itertools.cycle(questions), 1):
                asked = time.perf_counter()
                service.say(conversation, question)
                times.append(time.perf_counter() - asked)
                if process.poll() is not None:
                    break
                if number % TURNS_OF_A_CONVERSATION == 0:
                    conversation = service.start("nl")
        finally:
            said, _ = process.communicate(timeout=IMPORT_SECONDS)
        seconds = time.perf_counter() - began
    if process.returncode:
        raise MeasuringError("het register kon niet worden ingelezen")
    told = next((line.rstrip(".") for line in said.splitlines() if line.startswith("Register gelezen")), "")
    times.sort()
    return Meanwhile(seconds, told.lower(), len(times), percentile(times, 50) * 1000, times[-1] * 1000)


def percentile(ordered: Sequence[float], share: int) -> float:
    """The value below which `share` per cent of the ordered values lie (nearest rank); raises IndexError for none."""
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def seconds_of(work: Callable[[], object]) -> float:
    """How long the work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def edit_until_live(service: Service, content: Path, topic: str) -> float:
    """Seconds from writing another first sentence into a topic's file until the API gives it."""
    path = content / "nl" / f"{topic}.md"
    original = path.read_text(encoding="utf-8")
    head, front, body = original.split("---\n", 2)
    mark = "Dit is een proef van de meting."
    try:
        started = time.perf_counter()
        path.write_text(f"{head}---\n{front}---\n{mark}\n\n{body}", encoding="utf-8")
        while time.perf_counter() - started < EDIT_SECONDS:
            if mark in service.get(f"/api/v1/topics/{topic}").text:
                return time.perf_counter() - started
            time.sleep(0.02)
    finally:
        path.write_text(original, encoding="utf-8")
    raise MeasuringError(f"een gewijzigd antwoord was na {EDIT_SECONDS:.0f} s nog niet te zien")


def memory(top: int) -> list[tuple[str, float]]:
    """Resident megabytes of the processes under `top`, with what they are."""
    found: list[tuple[str, float]] = []
    waiting = [top]
    while waiting:
        pid = waiting.pop(0)
        folder = Path("/proc") / str(pid)
        with contextlib.suppress(OSError):
            for task in (folder / "task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
            command = (folder / "cmdline").read_text().replace("\0", " ").strip()
            found.append((command, int(status["VmRSS"].split()[0]) / 1024))
    return found


def gzipped(data: bytes) -> int:
    """Bytes after gzip at its best."""
    return len(gzip.compress(data, 9))
