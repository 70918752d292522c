"""`python -m bot.actions`: the action server on the port that the settings name."""

from __future__ import annotations

from bot.actions.server import serve
from bot.adapters.logs import lines, traces
from bot.settings import Settings
from bot.wiring import Wiring


def main() -> None:
    """Build the conversation and serve it."""
    settings = Settings.from_env()
    lines.set_up(settings.log_level, "acties")
    traces.set_up("acties")
    serve(Wiring(settings).conversation, settings.actions_host, settings.actions_port, settings.internal_token)


if __name__ == "__main__":
    main()
