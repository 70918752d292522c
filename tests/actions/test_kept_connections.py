"""Rasa keeps its connection to the action server for the next message (`bot.nlu.launcher.lighter_core`)."""

from __future__ import annotations

import ast
from pathlib import Path

from sanic.config import DEFAULT_CONFIG

from bot.settings import ROOT


def test_rasa_lets_go_of_a_connection_long_before_the_server_does() -> None:
    """Otherwise a message could go to a connection that is just being closed. Read, not imported: that needs Rasa's Python."""
    written = ast.parse(Path(ROOT / "bot" / "nlu" / "launcher" / "lighter_core.py").read_text(encoding="utf-8"))
    kept = [
        ast.literal_eval(node.value)
        for node in written.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "KEPT_SECONDS"
    ]
    assert kept
    assert 0 < kept[0] * 10 <= DEFAULT_CONFIG["KEEP_ALIVE_TIMEOUT"]
