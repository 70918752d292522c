"""Runs inside Rasa's Python: `python -m bot.serve.rasa_process run …` is Rasa with the token of the environment.

On the command line everybody on the machine could read the token (`ps`); Rasa takes it from nowhere else.
"""

from __future__ import annotations

import os
import sys

from bot.nlu.launcher.__main__ import main


def arguments(given: list[str], token: str) -> list[str]:
    """Rasa's arguments; only `run` takes a token."""
    return [*given, "--auth-token", token] if token and given[:1] == ["run"] else given


if __name__ == "__main__":
    sys.argv[1:] = arguments(sys.argv[1:], os.environ.get("KENNISPUNT_INTERNAL_TOKEN", ""))
    main()
