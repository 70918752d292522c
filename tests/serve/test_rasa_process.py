"""Rasa gets its token out of the environment."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType

import pytest


@pytest.fixture
def arguments(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str], str], list[str]]:
    """The function, without Rasa's own Python."""
    launcher = ModuleType("bot.nlu.launcher.__main__")
    launcher.main = lambda: None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "bot.nlu.launcher.__main__", launcher)
    from bot.serve.rasa_process import arguments

    return arguments


def test_only_running_takes_a_token(arguments: Callable[[list[str], str], list[str]]):
    assert arguments(["run", "--port", "5005"], "geheim") == ["run", "--port", "5005", "--auth-token", "geheim"]
    assert arguments(["train"], "geheim") == ["train"]
    assert arguments(["run"], "") == ["run"]
    assert arguments([], "geheim") == []
