"""More than one machine, acted out: two of each part on one PostgreSQL and one Valkey, with HAProxy as in deploy/ before them.

One of each is killed while conversations are going on, and they go on.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx
import pytest

from bot.serve.models import newest_model
from bot.serve.rasa_command import rasa_environment, rasa_program
from bot.settings import ROOT, Settings
from tests.e2e.conftest import START_SECONDS, TRAIN_SECONDS, free_ports
from tools.servers.postgres import cluster, new_schema
from tools.servers.valkey import server

TOKEN = "geheim-van-deze-proef"
WAIT_SECONDS = 120.0
MUNICIPALITIES = ("Utrecht", "Zwolle", "Groningen", "Venlo", "Leiden", "Breda")
PART = ("web", "actions", "rasa")
EDITED = "nl/wmo-zg/vervoer.md"


@dataclass(frozen=True)
class Many:
    """What runs: where people come in, the port of each process, and the folder of the content."""

    public: str
    rasa: str
    ports: dict[str, int]
    processes: dict[str, subprocess.Popen[bytes]]
    content: Path
    log: Path

    def kill(self, *names: str) -> None:
        for name in names:
            self.processes[name].send_signal(signal.SIGKILL)
            self.processes[name].wait()


class Person:
    """Somebody in a conversation, at an address of their own (which is what the balancer looks at)."""

    def __init__(self, public: str, number: int) -> None:
        transport = httpx.HTTPTransport(local_address=f"127.0.0.{number + 1}")
        self.client = httpx.Client(base_url=public, transport=transport, timeout=60)
        made = self.client.post("/api/v1/conversations", json={"language": "nl"}).raise_for_status().json()
        self.address = f"/api/v1/conversations/{made['id']}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def say(self, text: str) -> dict:
        return self.client.post(f"{self.address}/messages", json={"text": text}).raise_for_status().json()

    def said(self) -> list[str]:
        return [turn["said"] for turn in self.client.get(self.address).raise_for_status().json()["messages"]]


@contextmanager
def running(name: str, command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (log / name).open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def until(what: str, holds: Callable[[], bool], log: Path, seconds: float = WAIT_SECONDS) -> float:
    """Wait for it; gives the seconds that it took."""
    began = time.monotonic()
    while True:
        try:
            if holds():
                return time.monotonic() - began
        except httpx.HTTPError:
            pass
        if time.monotonic() - began > seconds:
            ends = [f"--- {path.name}\n{path.read_text(errors='replace')[-600:]}" for path in sorted(log.iterdir())]
            pytest.fail(f"niet binnen {seconds:.0f} s: {what}\n" + "\n".join(ends))
        time.sleep(0.1)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Many]:
    folder = tmp_path_factory.mktemp("many")
    subprocess.run([sys.executable, "-m", "bot.cli", "train"], cwd=ROOT, check=True, timeout=TRAIN_SECONDS)
    content, log = folder / "content", folder / "log"
    shutil.copytree(Settings.from_env().content_dir, content)
    log.mkdir()
    names = [f"{part}{number}" for part in PART for number in (1, 2)]
    numbers = free_ports(len(names) + 3)
    ports = dict(zip(names, numbers, strict=False))
    public, rasa, actions = numbers[len(names) :]
    with ExitStack() as stack:
        database = new_schema(stack.enter_context(cluster())).replace("postgresql://", "postgresql+psycopg://")
        state = stack.enter_context(server("--maxmemory", "64mb", "--maxmemory-policy", "volatile-lru"))
        shared = {
            **os.environ,
            "KENNISPUNT_DATABASE_URL": database,
            "KENNISPUNT_STATE_URL": state.address,
            "KENNISPUNT_CONTENT_DIR": str(content),
            "KENNISPUNT_INTERNAL_TOKEN": TOKEN,
            "KENNISPUNT_RASA_URL": f"http://127.0.0.1:{rasa}",
            "KENNISPUNT_ACTIONS_URL": f"http://127.0.0.1:{actions}",
            "KENNISPUNT_TRUSTED_PROXY": "127.0.0.1",
            "KENNISPUNT_REGISTER_URL": "off",
            "KENNISPUNT_SPEECH_ENGINE": "off",
            # What is tested here is that conversations go on, not how fast this machine is.
            "KENNISPUNT_RASA_DEADLINE_SECONDS": "25",
        }
        load = [sys.executable, "-m", "bot.cli", "directory", "load"]
        subprocess.run(
            load, cwd=ROOT, env={**shared, "KENNISPUNT_VAR_DIR": str(folder / "load")}, check=True, timeout=300
        )

        def environment(name: str) -> dict[str, str]:
            part, port = name[:-1], str(ports[name])
            own = {f"KENNISPUNT_{'' if part == 'web' else f'{part.upper()}_'}PORT": port}
            return {**shared, "KENNISPUNT_VAR_DIR": str(folder / name), **own}  # each a machine of its own

        processes = {}
        for name in sorted(names, reverse=True):  # Rasa takes longest
            settings = Settings.from_env(environment(name))
            if name.startswith("rasa"):
                command = [
                    *(*rasa_program(settings), "run", "--enable-api", "--interface", "127.0.0.1", "--port"),
                    *(str(ports[name]), "--model", str(newest_model(settings)), "--endpoints", "endpoints.yml"),
                    *("--credentials", "credentials.yml"),
                ]
                own = {**environment(name), **rasa_environment(settings)}
            else:
                command = [sys.executable, "-m", {"web": "web", "actions": "bot.actions"}[name[:-1]]]
                own = environment(name)
            processes[name] = stack.enter_context(running(name, command, own, log))
        balancer = {f"KENNISPUNT_{name[:-1].upper()}_{name[-1]}": f"127.0.0.1:{port}" for name, port in ports.items()}
        inside = {
            "KENNISPUNT_PUBLIC": f"127.0.0.1:{public}",
            "KENNISPUNT_INSIDE_RASA": f"127.0.0.1:{rasa}",
            "KENNISPUNT_INSIDE_ACTIONS": f"127.0.0.1:{actions}",
            "KENNISPUNT_INTERNAL_TOKEN": TOKEN,
        }
        haproxy = shutil.which("haproxy") or "haproxy"
        command = [haproxy, "-db", "-f", str(ROOT / "deploy" / "haproxy.cfg")]
        stack.enter_context(running("haproxy", command, {**os.environ, **balancer, **inside}, log))
        made = Many(f"http://127.0.0.1:{public}", f"http://127.0.0.1:{rasa}", ports, processes, content, log)

        def ready() -> bool:
            webs = [httpx.get(f"http://127.0.0.1:{ports[name]}/readyz", timeout=10) for name in ("web1", "web2")]
            status = {"token": TOKEN}
            rasas = [
                httpx.get(f"http://127.0.0.1:{ports[name]}/status", params=status, timeout=10)
                for name in ("rasa1", "rasa2")
            ]
            return all(answer.status_code == httpx.codes.OK for answer in [*webs, *rasas])

        until("alles is klaar", ready, log, 2 * START_SECONDS)
        yield made


def test_an_edited_answer_is_live_at_every_web_application(many: Many) -> None:
    file, mark = many.content / EDITED, "Dit is een proef van de meting."
    head, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    file.write_text(f"{head}---\n{front}---\n{mark}\n\n{body}", encoding="utf-8")

    def live(name: str) -> bool:
        return mark in httpx.get(f"http://127.0.0.1:{many.ports[name]}/api/v1/topics/wmo-zg/vervoer", timeout=10).text

    for name in ("web1", "web2"):
        until(f"de bewerkte tekst bij {name}", lambda name=name: live(name), many.log)


@pytest.fixture
def people(many: Many) -> Iterator[list[Person]]:
    with ExitStack() as stack:
        yield [stack.enter_context(Person(many.public, number)) for number in range(len(MUNICIPALITIES))]


def test_conversations_survive_the_death_of_one_of_each(many: Many, people: list[Person]) -> None:
    for person, place in zip(people, MUNICIPALITIES, strict=True):
        reply = person.say(f"Wat is het telefoonnummer van de gemeente {place}?")
        assert reply["entities"]["gemeente"] == place
    many.kill("web1", "actions1", "rasa1")
    until("een nieuw gesprek wordt weer door Rasa beantwoord", lambda: not degraded(asked(many)), many.log)
    for person, place in zip(people, MUNICIPALITIES, strict=True):
        reply = person.say("En het e-mailadres?")
        assert not degraded(reply), place
        assert reply["entities"]["gemeente"] == place, "nobody gets somebody else's municipality"
        assert len(person.said()) == 2, "no turn is lost"
    everybody = {person.client.get("/healthz").status_code for person in people}
    assert everybody == {200}


def degraded(reply: dict) -> bool:
    """Whether the answer came from searching the topics, because Rasa did not answer."""
    return any(block["type"] == "notice" and "niet beschikbaar" in block["text"] for block in reply["blocks"])


def asked(many: Many) -> dict:
    with Person(many.public, 40) as person:
        return person.say("Wat kost een doventolk?")
