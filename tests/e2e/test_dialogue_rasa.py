"""Conversations through real Rasa with the real model, the real action server, content and directory."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.dialogue.rasa_rest import RasaRest
from bot.adapters.sql.directory.setup import prepare
from bot.contract import Language
from bot.core.conversation.port import Message
from bot.core.reply.reply import Reply, ReplyKind
from bot.serve import models
from bot.serve.command import services
from bot.serve.supervisor import Service
from bot.settings import ROOT, Settings
from tests.fakes.world import shown

pytestmark = pytest.mark.timeout(900)  # a model that is missing or stale is trained first

START_SECONDS = 600


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaRest]:
    folder = tmp_path_factory.mktemp("rasa")
    settings = replace(Settings.from_env(), rasa_port=free_port(), actions_port=free_port(), var_dir=folder)
    if not models.model_path(settings).is_file():
        models.train(settings)
    prepare(settings.database, settings.content_dir / "directory")
    environment = {
        "KENNISPUNT_RASA_PORT": str(settings.rasa_port),
        "KENNISPUNT_ACTIONS_PORT": str(settings.actions_port),
        "KENNISPUNT_VAR_DIR": str(folder),
    }
    processes = [
        _start(service, environment, folder) for service in services(settings) if service.name in {"rasa", "acties"}
    ]
    dialogue = RasaRest(f"http://127.0.0.1:{settings.rasa_port}", f"http://127.0.0.1:{settings.actions_port}", 20)
    try:
        _wait(dialogue, processes, folder)
        yield dialogue
    finally:
        dialogue.close()
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


def _start(service: Service, environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / f"{service.name}.log").open("wb") as log:
        return subprocess.Popen(
            service.command(),
            cwd=ROOT,
            env={**os.environ, **service.environment, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _wait(dialogue: RasaRest, processes: list[subprocess.Popen[bytes]], folder: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not dialogue.ready():
        ended = any(process.poll() is not None for process in processes)
        if ended or time.monotonic() > until:
            logs = "\n".join(path.read_text(errors="replace")[-2000:] for path in folder.glob("*.log"))
            pytest.fail(f"Rasa and its actions did not start:\n{logs}")
        time.sleep(0.5)


class Talk:
    def __init__(self, rasa: RasaRest) -> None:
        self.id = uuid.uuid4().hex
        self._rasa = rasa
        self._language = Language.DUTCH
        self._last: Reply | None = None

    def say(self, text: str) -> Reply:
        return self._send(Message(self.id, self._language, text=text, last=self._last))

    def pick(self, choice: str) -> Reply:
        return self._send(Message(self.id, self._language, choice=choice, last=self._last))

    def forget(self) -> None:
        """As the website does when a conversation ends."""
        self._last = None

    def _send(self, message: Message) -> Reply:
        reply = self._rasa.respond(message)
        self._language = reply.language
        self._last = reply
        return reply


@pytest.fixture
def talk(rasa: RasaRest) -> Talk:
    return Talk(rasa)


def test_the_form_asks_is_interrupted_goes_on_and_is_corrected(talk: Talk):
    assert "law:wmo" in {choice.value for choice in talk.say("Ik zoek een aanbieder voor een doofblinde man").choices}

    between = talk.say("Wie betaalt het vervoer naar de dagbesteding?")
    assert between.topic == "wmo-zg/vervoer"
    assert "law:wmo" in {choice.value for choice in between.choices}

    assert "municipality:onbekend" in {choice.value for choice in talk.pick("law:wmo").choices}

    found = talk.say("Apeldoorn")
    assert (found.kind, found.topic) == (ReplyKind.LOOKUP, "gids/aanbieder-zoeken")
    assert (found.entities.behoefte, found.entities.wet, found.entities.gemeente) == ("doofblind", "wmo", "Apeldoorn")
    assert "Kalorama" in shown(found)
    assert "Robert Coppes" not in shown(found)

    moved = talk.say("nee, niet Apeldoorn maar Venlo")
    assert moved.entities.gemeente == "Venlo"
    assert "Kalorama" in shown(moved)


def test_all_at_once_is_answered_at_once_misspelt_too(talk: Talk):
    reply = talk.say("Welke aanbieder is er vanuit de Wmo voor een blinde vrouw in Amersfort?")

    assert reply.entities.gemeente == "Amersfoort"
    assert "Visio" in shown(reply)


def test_a_slash_is_no_command_and_the_conversation_is_kept(talk: Talk):
    talk.say("Wat is het e-mailadres van GGMD?")
    talk.say("/kies")
    again = talk.pick("command:herhalen")

    assert again.topic == "gesprek/herhalen"
    assert again.entities.aanbieder == "GGMD"


def test_a_forgotten_conversation_starts_anew(rasa: RasaRest, talk: Talk):
    assert talk.say("Wat is het e-mailadres van Kentalis?").entities.aanbieder == "Koninklijke Kentalis"
    rasa.forget(talk.id)
    talk.forget()

    assert talk.say("Hallo").entities.aanbieder is None


def test_starting_again_leaves_the_form(talk: Talk):
    talk.pick("topic:gids/aanbieder-zoeken")
    talk.pick("need:visueel")
    restarted = talk.pick("command:opnieuw")
    assert restarted.topic == "gesprek/opnieuw"
    assert restarted.choices == ()

    after = talk.say("Wie betaalt het vervoer naar de dagbesteding?")
    assert after.topic == "wmo-zg/vervoer"
    assert "law:wmo" not in {choice.value for choice in after.choices}


def test_another_language_is_followed_and_chosen(talk: Talk):
    assert talk.say("Who pays for the interpreter for my deaf client?").language is Language.ENGLISH
    assert talk.pick("language:tr").language is Language.TURKISH


def test_something_else_is_not_known(talk: Talk):
    reply = talk.say("Hoe bak ik een appeltaart?")

    assert (reply.kind, reply.unknown) == (ReplyKind.UNKNOWN, True)
