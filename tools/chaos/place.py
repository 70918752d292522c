"""A service to be cruel to: on folders of its own, with visitors who go on asking."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from bot.evaluation.service import free_port, running
from bot.serve.models import model_path, newest_model
from bot.settings import ROOT, Settings
from tools.chaos.machines import Machines, machines
from tools.load.plan import Plan, Seen, read_seen
from tools.load.watching import family

DISK_MEGABYTES = 400
_VISITS_SECONDS = 1800.0
_STOP_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Place:
    """The running service and what it stands on."""

    url: str
    pid: int
    folder: Path
    has_own_disk: bool
    """Whether `var` is a disk of its own, which can be filled and made read-only."""
    environment: dict[str, str]
    machines: Machines | None = None
    """What it shares with other machines, where it does."""

    @property
    def var(self) -> Path:
        """Where it writes."""
        return self.folder / "var"

    @property
    def content(self) -> Path:
        """What it answers from."""
        return self.folder / "content"

    @property
    def models(self) -> Path:
        """What Rasa loads."""
        return self.folder / "models"

    @property
    def database(self) -> Path:
        """The file of SQLite."""
        return self.folder / "database" / "kennispunt.db"

    def processes(self, name: str) -> list[psutil.Process]:
        """Those of this name that live now."""
        return family(self.pid).get(name, [])


@contextlib.contextmanager
def place(*, shared: bool = False) -> Iterator[Place]:
    """The service, ready, on copies of content and model; everything is gone afterwards.

    `shared`: on PostgreSQL and Valkey, in place of SQLite and its own memory.
    """
    settings = Settings.from_env()
    with tempfile.TemporaryDirectory(prefix="kennispunt-chaos-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        own_disk = stack.enter_context(_disk(folder / "var"))
        shutil.copytree(settings.content_dir, folder / "content")
        shutil.copytree(settings.data_dir, folder / "data")
        (folder / "models").mkdir()
        (folder / "database").mkdir()
        environment = {
            "KENNISPUNT_DATA_DIR": str(folder / "data"),
            "KENNISPUNT_VAR_DIR": str(folder / "var"),
            "KENNISPUNT_CONTENT_DIR": str(folder / "content"),
            "KENNISPUNT_MODELS_DIR": str(folder / "models"),
            "KENNISPUNT_DATABASE_URL": f"sqlite:///{folder / 'database' / 'kennispunt.db'}",
            "KENNISPUNT_RASA_PORT": str(free_port()),
            "KENNISPUNT_ACTIONS_PORT": str(free_port()),
            # Four seconds as it comes; more on a machine where Rasa takes seconds already.
            "KENNISPUNT_RASA_DEADLINE_SECONDS": os.environ.get("KENNISPUNT_RASA_DEADLINE_SECONDS", "4"),
            "KENNISPUNT_LOG_LEVEL": "WARNING",
        }
        beside = stack.enter_context(machines()) if shared else None
        if beside is not None:
            environment |= beside.environment
        command = [sys.executable, "-m", "bot.cli", "content", "compile"]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        # The newest model will do, also when somebody has edited a question since: nothing here is about understanding.
        fits = model_path(Settings.from_env({**os.environ, **environment}))
        shutil.copy2(newest_model(settings), fits)
        started = stack.enter_context(running(environment))
        yield Place(started.url, started.pid, folder, own_disk, environment, beside)


@contextlib.contextmanager
def _disk(folder: Path) -> Iterator[bool]:
    """A small disk of its own where we may make one; gives whether we could."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "kennispunt-chaos", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@dataclass(slots=True)
class Visits:
    """What visitors saw, as soon as they have left."""

    seen: Seen | None = None


@contextlib.contextmanager
def visited(plan: Plan) -> Iterator[Visits]:
    """Visitors for the length of the block, which begins when they are in the middle of it."""
    visits = Visits()
    command = [sys.executable, "-W", "ignore", "-m", "tools.load.visitors", json.dumps(asdict(plan))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            if process.stdout:
                process.stdout.readline()  # BEGUN
            yield visits
        finally:
            process.terminate()
            said, _ = process.communicate(timeout=_STOP_SECONDS)
    visits.seen = read_seen(said)


def plan_for(url: str, municipalities: tuple[str, ...], *, people: int, rate: float, turns: int) -> Plan:
    """Visitors who stay until they are sent away."""
    return Plan(url, people, _VISITS_SECONDS, turns, rate, municipalities)
