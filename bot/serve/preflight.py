"""What must be right before anything starts: free ports, readable content, the environment of Rasa."""

from __future__ import annotations

import socket
import sys

from bot.adapters.content.files import BrokenContentError
from bot.serve.rasa_command import rasa_program
from bot.serve.supervisor import ServeError
from bot.settings import Settings
from bot.wiring import Wiring


def check(parts: Wiring) -> int:
    """Raise ServeError with one clear line on the first thing that stands in the way; returns how many mistakes do not."""
    check_ports(parts.settings)
    rasa_program(parts.settings)
    return content_problems(parts)


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


def content_problems(parts: Wiring) -> int:
    """How many mistakes the content has; each goes to standard error on a line of its own.

    Raises ServeError when nothing can be served in its place: no earlier good version, and no files without mistakes.
    """
    try:
        problems = parts.library.problems()
    except BrokenContentError as error:
        problems, refused = error.problems, True
    else:
        refused = False
    for problem in problems[:-1] if refused else problems:
        sys.stderr.write(f"{problem}\n")
    if refused:
        last = problems[-1]
        raise ServeError(str(last) if len(problems) == 1 else f"{last} ({len(problems)} fouten in de inhoud)")
    return len(problems)
