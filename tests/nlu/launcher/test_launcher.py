"""Runs where Rasa runs (Python 3.10)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_it_is_rasas_program() -> None:
    environment = {**os.environ, "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "bot.nlu.launcher.__main__", "run", "--help"]
    shown = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    assert shown.startswith("usage: rasa run")
