"""How Rasa is started: its program in the environment with Python 3.10, and the variables it needs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from bot.serve.freed_memory import OVERWRITES_FREED
from bot.serve.supervisor import ServeError
from bot.settings import Settings

RASA_PYTHON = "3.10"


def rasa_program(settings: Settings) -> tuple[str, ...]:
    """The beginning of every command to Rasa (`bot.serve.rasa_process`), to be run in the project's folder.

    Raises ServeError when its environment is missing or of another Python.
    """
    python = settings.rasa_environment / "bin" / "python"
    try:
        version = subprocess.run(
            [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        version = ""
    if version != RASA_PYTHON or not python.with_name("rasa").is_file():
        raise ServeError(
            f"Rasa heeft Python {RASA_PYTHON} nodig, en die omgeving ontbreekt ({settings.rasa_environment}); "
            "voer uit: make setup"
        )
    return (str(python), "-m", "bot.serve.rasa_process")


def rasa_environment(settings: Settings) -> dict[str, str]:
    """The variables for Rasa: quiet, offline, bounded threads, and what endpoints.yml reads."""
    threads = str(min(2, os.cpu_count() or 1))
    return {
        "KENNISPUNT_ACTIONS_PORT": str(settings.actions_port),
        "KENNISPUNT_CONVERSATION_MINUTES": str(settings.conversation_minutes),
        "KENNISPUNT_INTERNAL_TOKEN": settings.internal_token,
        "MPLCONFIGDIR": str(_folder(settings.var_dir / "matplotlib")),
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        "PYTHONUNBUFFERED": "1",
        **OVERWRITES_FREED,
        "PYTHONWARNINGS": "ignore",  # Rasa's libraries are out of support; their warnings help nobody here
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
