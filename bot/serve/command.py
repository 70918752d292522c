"""`kennispunt serve`: everything from a checkout to an address in the browser, and everything stopped at Ctrl-C."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.phrases.catalogues import GettextPhrases
from bot.contract import Language
from bot.core.safety.detector import DangerKind
from bot.core.topics.topic import Topic
from bot.serve import models, preflight, readiness
from bot.serve.freed_memory import OVERWRITES_FREED
from bot.serve.internal_token import with_token
from bot.serve.liveness import Liveness, checks
from bot.serve.rasa_command import rasa_environment, rasa_program
from bot.serve.stand_in import Said, StandIn, sentences
from bot.serve.supervisor import ServeError, Service, Supervisor, leashed, stopped_by_signals
from bot.serve.translations import TRANSLATIONS, compile_changed
from bot.settings import ROOT, Settings
from bot.wiring import Wiring

NAME_WIDTH = 10
WEB = "web"
PROGRESS_EVERY_SECONDS = 4.0


def main(arguments: Sequence[str]) -> int:
    """`kennispunt serve`; returns the exit code."""
    argparse.ArgumentParser(
        prog="kennispunt serve",
        description="Start Rasa, de actieserver en de website. Ctrl-C stopt ze alle drie. Instellingen: docs/settings.md.",
    ).parse_args(list(arguments))
    return run(Settings.from_env())


def run(settings: Settings) -> int:
    """Serve until Ctrl-C or SIGTERM; returns the exit code. Raises ServeError with the line to show."""
    started = time.monotonic()
    say = printer()
    say("start", "poorten, omgeving en inhoud nakijken")
    parts = Wiring(settings)
    if mistakes := preflight.check(parts):
        say("start", f"de inhoud heeft {mistakes} fout(en), zie hierboven; wat goed is wordt geserveerd")
    settings = with_token(settings)
    stand_in = StandIn(settings.host, settings.port, _said_meanwhile(parts.library.topics()))
    supervisor = Supervisor(services(settings), say, ROOT, gone=lambda name: _stand_in_for(name, stand_in, say))
    liveness = Liveness(supervisor, checks(settings))
    with stopped_by_signals(supervisor):
        try:
            compile_changed(TRANSLATIONS)
            if not mistakes:
                _own_command("content", "compile")
            for broken in models.set_aside_broken(settings):
                say("start", f"het taalmodel {broken.name} is beschadigd en wordt niet gebruikt")
            if not models.model_path(settings).is_file():
                say("start", "het taalmodel wordt getraind")
                models.train(settings, lambda seconds: say("start", f"het taalmodel wordt getraind… {seconds:.0f} s"))
            supervisor.start("rasa")  # takes longest; the rest is done meanwhile
            say("start", "de gids bijwerken")
            _load_directory(settings, say)
            _first_account(settings, say)
            supervisor.start("acties", "web")
            liveness.start()
            supervisor.run(watch(settings, say, started))
        except KeyboardInterrupt:
            pass  # asked to stop before everything had started
        finally:
            liveness.stop()
            say("stop", "Rasa, acties en website worden gestopt")
            stand_in.close()
            supervisor.close()
    say("stop", "alles is gestopt")
    return 0


def _stand_in_for(name: str, stand_in: StandIn, say: Callable[[str, str], None]) -> None:
    if name == WEB and stand_in.open():
        say("web", "is er even niet; op het adres staat zolang dat het terugkomt")


def _said_meanwhile(topics: Mapping[str, Topic]) -> Mapping[Language, Said]:
    """What stands at the website's address while it is not there; with the reviewed short answer for who is in danger."""
    danger = topics.get(DangerKind.DANGER)
    helps = {language: text.short for language, text in danger.texts.items()} if danger else {}
    return sentences(GettextPhrases(TRANSLATIONS, "web"), GettextPhrases(TRANSLATIONS, "widget"), helps)


def services(settings: Settings) -> tuple[Service, ...]:
    """The three processes. Rasa and the action server listen on loopback, whatever the settings say."""
    rasa = rasa_program(settings)

    def rasa_command() -> list[str]:
        return [
            *(*rasa, "run", "--enable-api", "--interface", "127.0.0.1", "--port", str(settings.rasa_port)),
            *("--endpoints", str(ROOT / "endpoints.yml"), "--credentials", str(ROOT / "credentials.yml")),
            *("--model", str(models.model_to_serve(settings))),
        ]

    ours = {"PYTHONUNBUFFERED": "1", "KENNISPUNT_INTERNAL_TOKEN": settings.internal_token, **OVERWRITES_FREED}
    return (
        Service("rasa", rasa_command, rasa_environment(settings)),
        Service("acties", lambda: [sys.executable, "-m", "bot.actions"], ours),
        Service(WEB, lambda: [sys.executable, "-m", "web"], ours, stops_first=True),
    )


def printer() -> Callable[[str, str], None]:
    """A function that prints a line with its subject in front, whole, from any thread."""
    lock = threading.Lock()

    def say(subject: str, text: str) -> None:
        with lock:
            sys.stdout.write(f"{subject:<{NAME_WIDTH}}| {text}\n")
            sys.stdout.flush()

    return say


def watch(settings: Settings, say: Callable[[str, str], None], started: float) -> Callable[[], bool]:
    """The once-a-second look: says what is being waited for, and the address as soon as it works."""
    ready = False
    shown = 0.0

    def look() -> bool:
        nonlocal ready, shown
        if ready:
            return True
        seconds = time.monotonic() - started
        if readiness.is_ready(settings):
            ready = True
            say("klaar", f"na {seconds:.0f} s: {readiness.address(settings)}")
        elif time.monotonic() - shown >= PROGRESS_EVERY_SECONDS:
            shown = time.monotonic()
            say("start", f"{readiness.waiting_for(settings)}… {seconds:.0f} s")
        return ready

    return look


def _first_account(settings: Settings, say: Callable[[str, str], None]) -> None:
    """Say how the desk gets its first account, for as long as it has none. A database that is away stops nothing."""
    try:
        missing = not Wiring(settings).accounts.accounts()
    except SQLAlchemyError:
        return
    if missing:
        say("beheer", "nog geen account; maak het eerste: .venv/bin/kennispunt users add UW-E-MAILADRES")


def _load_directory(settings: Settings, say: Callable[[str, str], None]) -> None:
    """Fill the directory; where its files have mistakes and it was filled before, it stays as it was."""
    try:
        _own_command("directory", "load")
    except ServeError:
        if Wiring(settings).directory_problem():
            raise
        say("start", "de gids is niet bijgewerkt en blijft zoals die was; zie de regels hierboven")


def _own_command(*arguments: str) -> None:
    """Run a subcommand of ours in a process of its own; raises ServeError when it fails."""
    with leashed([sys.executable, "-m", "bot.cli", *arguments], {}, ROOT) as process:
        code = process.wait()
    if code != 0:
        raise ServeError(f"'kennispunt {' '.join(arguments)}' is mislukt; zie de regels hierboven")
