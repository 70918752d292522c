"""Runs inside Rasa's Python: `python -m bot.serve.rasa_process run …` is Rasa with the settings of the environment.

The token is given here: on the command line everybody on the machine could read it (`ps`), and Rasa takes it from nowhere else.
"""

from __future__ import annotations

import os
import sys

from bot.nlu.launcher.__main__ import main
from bot.settings import Settings


def arguments(given: list[str], token: str) -> list[str]:
    """Rasa's arguments; only `run` takes a token."""
    return [*given, "--auth-token", token] if token and given[:1] == ["run"] else given


def variables(settings: Settings) -> dict[str, str]:
    """What endpoints.yml reads."""
    return {
        "KENNISPUNT_ACTIONS": settings.actions,
        "KENNISPUNT_CONVERSATION_MINUTES": str(settings.conversation_minutes),
        "KENNISPUNT_INTERNAL_TOKEN": settings.internal_token,
        "KENNISPUNT_STATE": settings.state,
    }


if __name__ == "__main__":
    os.environ.update(variables(Settings.from_env()))
    sys.argv[1:] = arguments(sys.argv[1:], os.environ.get("KENNISPUNT_INTERNAL_TOKEN", ""))
    main()
