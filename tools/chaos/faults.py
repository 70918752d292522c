"""What is done to the service. Each is a context: harm at its beginning, and where nobody else mends it, mended at its end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import httpx
import psutil

from bot.evaluation.service import free_port
from bot.settings import ROOT
from tools.chaos.machines import Machines, Relay, standing_still
from tools.chaos.place import Place

WEB, RASA, ACTIONS, SPEECH = "website", "Rasa", "acties", "spraak"
EVERY_PROCESS = (WEB, RASA, ACTIONS, SPEECH)
TOPIC = Path("nl/wmo-zg/tolk.md")
_START_SECONDS = 120.0
_POLL_SECONDS = 0.2
_PAGE = 4096
LATE_SECONDS = 0.3
"""So late comes every piece of what a slow database or store says, and is told."""
_NEVER = "gaat niet op deze machine"


class NotHereError(Exception):
    """This fault cannot be made on this machine."""


type Harm = Callable[[Place], contextlib.AbstractContextManager[None]]
"""What is done to a service, undone at its end where nobody else would."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with its name for people. `by_itself`: the service mends it, nobody else does."""

    name: str
    harm: Harm
    by_itself: bool = True
    only: str = ""
    """Which process it is about; such a fault does nothing where that process does not live."""


def _signal(name: str, number: signal.Signals) -> Harm:
    @contextlib.contextmanager
    def harm(place: Place) -> Iterator[None]:
        if name == SPEECH:
            _speak(place)
        found = place.processes(name)
        if not found:
            raise NotHereError(f"{name}: dit proces is er niet")
        for process in found:
            process.send_signal(number)
        yield

    return harm


def _speak(place: Place) -> None:
    """Have something read out, so that the speech process lives."""
    made = httpx.post(f"{place.url}/api/v1/conversations", json={}, timeout=30).raise_for_status().json()["id"]
    messages = f"{place.url}/api/v1/conversations/{made}/messages"
    said = httpx.post(messages, json={"text": "Wat is Wmo-zg?"}, timeout=30).raise_for_status().json()
    if said["speech"]["url"]:
        httpx.get(said["speech"]["url"], timeout=60).raise_for_status()


@contextlib.contextmanager
def full_disk(place: Place) -> Iterator[None]:
    """Not a byte left."""
    if not place.has_own_disk:
        raise NotHereError(_NEVER)
    filler = place.var / "filler"
    with contextlib.suppress(OSError), filler.open("wb") as file:
        while True:
            file.write(bytes(1 << 20))
            file.flush()
    try:
        yield
    finally:
        filler.unlink()


@contextlib.contextmanager
def read_only_disk(place: Place) -> Iterator[None]:
    """Nothing can be written."""
    if not place.has_own_disk or not _remounted(place.var, "ro"):
        raise NotHereError(_NEVER)
    try:
        yield
    finally:
        _remounted(place.var, "rw")


def _remounted(folder: Path, how: str) -> bool:
    """A disk on which a file is being written cannot be made read-only at that moment: tried for a while."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if (
            subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=False, capture_output=True).returncode
            == 0
        ):
            return True
        time.sleep(_POLL_SECONDS)
    return False


@contextlib.contextmanager
def broken_content(place: Place) -> Iterator[None]:
    """A topic's file that cannot be read, and the website started again with it."""
    path = place.content / TOPIC
    good = path.read_bytes()
    path.write_bytes(b"---\ntitle: [\n---\n\xff\xfe")
    for process in place.processes(WEB):
        process.terminate()
    try:
        yield
    finally:
        path.write_bytes(good)


@contextlib.contextmanager
def broken_model(place: Place) -> Iterator[None]:
    """Half of the model's file is gone, and Rasa must load it again."""
    path = next(place.models.glob("kennispunt-*.tar.gz"))
    good = path.read_bytes()
    path.write_bytes(good[: len(good) // 2])
    for process in place.processes(RASA):
        process.kill()
    try:
        yield
    finally:
        path.write_bytes(good)
        for broken in place.models.glob("*.kapot"):
            broken.unlink()


@contextlib.contextmanager
def broken_database(place: Place) -> Iterator[None]:
    """The pages of the SQLite file are noise; it is put back as it was."""
    good = place.database.read_bytes()
    with place.database.open("r+b") as file:
        file.seek(_PAGE)
        file.write(os.urandom(len(good) - _PAGE))
    try:
        yield
    finally:
        with place.database.open("r+b") as file:
            file.write(good)


@contextlib.contextmanager
def rolling_restart(place: Place) -> Iterator[None]:
    """Each process is asked to end, one after the other, when the one before it works again."""
    for name in (ACTIONS, RASA, WEB):
        before = {process.pid for process in place.processes(name)}
        for process in place.processes(name):
            process.terminate()
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            if not before & {process.pid for process in place.processes(name)} and is_ready(place.url):
                break
            time.sleep(_POLL_SECONDS)
    yield


def is_ready(url: str) -> bool:
    """Whether all parts work."""
    try:
        return bool(httpx.get(f"{url}/readyz", timeout=5).status_code == httpx.codes.OK)
    except httpx.HTTPError:
        return False


@contextlib.contextmanager
def another_release(place: Place, revision: str) -> Iterator[str]:
    """The website of another release beside ours, on the same Rasa, actions and database; gives its address."""
    packed = subprocess.run(["git", "archive", revision], check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout
    token = (place.var / "internal-token").read_text(encoding="ascii").strip()
    with tempfile.TemporaryDirectory(prefix="kennispunt-release-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        port = free_port()
        environment = {
            **os.environ,
            **place.environment,
            "PYTHONPATH": str(folder),
            "KENNISPUNT_PORT": str(port),
            "KENNISPUNT_HOST": "127.0.0.1",
            "KENNISPUNT_VAR_DIR": str(folder / "var"),
            "KENNISPUNT_CONTENT_DIR": str(folder / "content"),
            "KENNISPUNT_INTERNAL_TOKEN": token,
            "KENNISPUNT_RATE_LIMIT": "off",
            "KENNISPUNT_REGISTER_URL": "off",
        }
        subprocess.run(
            [sys.executable, "-m", "bot.cli", "translations"],
            check=True,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        process = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "web"],
                cwd=folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        stack.callback(process.terminate)
        url = f"http://127.0.0.1:{port}"
        until = time.monotonic() + _START_SECONDS
        while not is_ready(url):
            if process.poll() is not None or time.monotonic() > until:
                raise NotHereError(f"de website van {revision} start niet")
            time.sleep(_POLL_SECONDS)
        yield url


def still_stopped(place: Place) -> bool:
    """Whether a process of the service still stands still."""
    return any(
        process.status() == psutil.STATUS_STOPPED
        for name in EVERY_PROCESS
        for process in place.processes(name)
        if process.is_running()
    )


def _beside(harm: Callable[[Machines], contextlib.AbstractContextManager[None]]) -> Harm:
    """Done to what the service shares with other machines."""

    @contextlib.contextmanager
    def done(place: Place) -> Iterator[None]:
        if place.machines is None:
            raise NotHereError("niets wordt met andere machines gedeeld")
        with harm(place.machines):
            yield

    return done


@contextlib.contextmanager
def _late(relay: Relay) -> Iterator[None]:
    relay.seconds = LATE_SECONDS
    try:
        yield
    finally:
        relay.seconds = 0.0


FAULTS = (
    *(Fault(f"kill -9 van {name}", _signal(name, signal.SIGKILL), only=name) for name in EVERY_PROCESS),
    *(Fault(f"stilgezet (SIGSTOP): {name}", _signal(name, signal.SIGSTOP), only=name) for name in EVERY_PROCESS),
    Fault("schijf vol", full_disk, by_itself=False),
    Fault("schijf alleen te lezen", read_only_disk, by_itself=False),
    Fault("inhoud kapot, en de website herstart", broken_content),
    Fault("database kapot (SQLite)", broken_database, by_itself=False),
    Fault("model half, en Rasa sterft", broken_model),
    Fault("alles na elkaar herstart", rolling_restart),
)
SHARED_FAULTS = (
    Fault("PostgreSQL gestopt", _beside(Machines.without_database), by_itself=False),
    Fault("PostgreSQL hangt", _beside(lambda one: standing_still(one.database_processes())), by_itself=False),
    Fault("PostgreSQL traag", _beside(lambda one: _late(one.database)), by_itself=False),
    Fault("Valkey gestopt", _beside(Machines.without_state), by_itself=False),
    Fault("Valkey hangt", _beside(lambda one: standing_still(one.state_processes())), by_itself=False),
    Fault("Valkey traag", _beside(lambda one: _late(one.state)), by_itself=False),
)
"""Of a service on what it shares with other machines."""
