"""What must be right before anything starts: free ports, readable content, the environment of Rasa."""

from __future__ import annotations

import socket
import sys

from bot.adapters.content.files import ContentReader
from bot.serve.rasa_command import rasa_program
from bot.serve.supervisor import ServeError
from bot.settings import Settings


def check(settings: Settings) -> None:
    """Raise ServeError with one clear line on the first thing that stands in the way."""
    check_ports(settings)
    rasa_program(settings)
    check_content(settings)


def check_ports(settings: Settings) -> None:
    """Raise ServeError when a port is taken; names the setting that gives another."""
    wanted = (
        ("de website", settings.host, settings.port, "KENNISPUNT_PORT"),
        ("Rasa", "127.0.0.1", settings.rasa_port, "KENNISPUNT_RASA_PORT"),
        ("de actieserver", "127.0.0.1", settings.actions_port, "KENNISPUNT_ACTIONS_PORT"),
    )
    for what, host, port, variable in wanted:
        try:
            with socket.create_server((host, port)):
                pass
        except OSError as error:
            raise ServeError(
                f"poort {port} op {host} is niet vrij voor {what} ({error.strerror}); "
                f"stop wat daar draait of kies een andere met {variable}"
            ) from error


def check_content(settings: Settings) -> None:
    """Raise ServeError when a content file has mistakes; each mistake goes to standard error on a line of its own."""
    _, problems = ContentReader(settings.content_dir).read()
    if not problems:
        return
    for problem in problems[:-1]:
        sys.stderr.write(f"{problem}\n")
    raise ServeError(
        str(problems[-1]) if len(problems) == 1 else f"{problems[-1]} ({len(problems)} fouten in de inhoud)"
    )
