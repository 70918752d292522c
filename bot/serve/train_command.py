"""`kennispunt train`: train the model when the example questions changed, and hand it to a running Rasa."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from bot.serve.internal_token import with_token
from bot.serve.models import model_path, train
from bot.serve.supervisor import ServeError
from bot.settings import Settings

SWAP_SECONDS = 120.0


def main(arguments: Sequence[str]) -> int:
    """`kennispunt train`; returns the exit code."""
    parser = argparse.ArgumentParser(prog="kennispunt train", description="Train het taalmodel als dat nodig is.")
    parser.add_argument("--force", action="store_true", help="train ook als er niets is gewijzigd")
    parser.add_argument("--live", action="store_true", help="laat de draaiende Rasa het nieuwe model meteen gebruiken")
    chosen = parser.parse_args(list(arguments))
    return run(Settings.from_env(), force=chosen.force, live=chosen.live)


def run(settings: Settings, *, force: bool, live: bool) -> int:
    """Train if need be, swap if asked; returns the exit code."""
    path = model_path(settings)
    if force or not path.is_file():
        started = time.monotonic()
        sys.stdout.write("Het taalmodel wordt getraind.\n")
        sys.stdout.flush()
        train(settings, lambda seconds: print(f"… {seconds:.0f} s", flush=True))
        sys.stdout.write(f"Het taalmodel is getraind in {time.monotonic() - started:.0f} s: {path.name}\n")
    else:
        os.utime(path)  # who takes the newest one takes this one, also after a return to earlier questions
        sys.stdout.write(f"Het taalmodel past bij de inhoud: {path.name}\n")
    if live:
        swap(settings, path)
        sys.stdout.write("Rasa gebruikt het nieuwe model.\n")
    return 0


def swap(settings: Settings, model: Path) -> None:
    """Let the running Rasa load this model in place of its own; raises ServeError."""
    request = urllib.request.Request(  # loopback, address of our own
        f"http://127.0.0.1:{settings.rasa_port}/model?{urlencode({'token': with_token(settings).internal_token})}",
        data=json.dumps({"model_file": str(model.resolve())}).encode(),
        headers={"Content-Type": "application/json"},
        method="PUT",
    )
    try:
        with urllib.request.urlopen(request, timeout=SWAP_SECONDS):  # noqa: S310  # same
            pass
    except (urllib.error.URLError, TimeoutError) as error:
        raise ServeError(f"Rasa op poort {settings.rasa_port} nam het model niet over: {error}") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
