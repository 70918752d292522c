"""Rasa's own program, lighter: `python -m bot.nlu.launcher.__main__ run …` is `rasa run …`.

It starts without the libraries that nothing here uses, checks its own schema of replies once instead of at every reply,
answers messages with less work (`bot.nlu.launcher.lighter_core`), and does not look for rubbish in memory while it trains, for a training ends before that matters.
"""

from __future__ import annotations

import gc
import sys
import warnings
from importlib import import_module

from bot.nlu.launcher.not_loaded import leave_unloaded


def main() -> None:
    """Run Rasa with the arguments of this program."""
    leave_unloaded()
    if sys.argv[1:2] == ["train"]:
        gc.disable()
    # After `leave_unloaded`: importing Rasa is what loads the libraries. Its own are out of support and warn of that, which
    # helps nobody here. These two first: Sanic asks for all such warnings, and Rasa for those that Matplotlib gives.
    warnings.simplefilter("ignore")
    for name in ("matplotlib", "sanic.app"):
        import_module(name)
    warnings.simplefilter("ignore", DeprecationWarning)
    from rasa.__main__ import main as rasa  # noqa: PLC0415

    from bot.nlu.launcher.reply_schema import check_reply_schema_once  # noqa: PLC0415

    check_reply_schema_once()
    if sys.argv[1:2] == ["run"]:
        from bot.nlu.launcher.lighter_core import lighten  # noqa: PLC0415

        lighten()
    rasa()


if __name__ == "__main__":
    main()
