"""`python -m bot.actions`: the action server on the port that the settings name."""

from __future__ import annotations

import logging

from bot.actions.server import serve
from bot.settings import Settings
from bot.wiring import Wiring


def main() -> None:
    """Build the conversation and serve it."""
    settings = Settings.from_env()
    logging.basicConfig(level=settings.log_level)
    serve(Wiring(settings).conversation, settings.actions_port, settings.internal_token)


if __name__ == "__main__":
    main()
