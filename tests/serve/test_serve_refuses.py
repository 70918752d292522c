"""`kennispunt serve` that cannot start: one clear line, a non-zero exit, no traceback, nothing started."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

PORTS = {"KENNISPUNT_PORT": "8141", "KENNISPUNT_RASA_PORT": "8142", "KENNISPUNT_ACTIONS_PORT": "8143"}


def serve(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "serve"],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env={
            **os.environ,
            **PORTS,
            "KENNISPUNT_VAR_DIR": str(tmp_path),
            "KENNISPUNT_REGISTER_URL": "off",
            **environment,
        },
    )


@pytest.mark.parametrize("variable", PORTS)
def test_a_taken_port_is_named_with_its_setting(variable: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = serve(tmp_path, **{variable: port})
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert f"poort {port}" in line
    assert variable in line


def test_a_missing_python_is_named_with_the_remedy(tmp_path: Path) -> None:
    result = serve(tmp_path, KENNISPUNT_RASA_ENVIRONMENT=str(tmp_path / "nowhere"))
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert "Python 3.10" in line
    assert "make setup" in line


def test_content_of_which_nothing_is_good_is_named_with_its_line(tmp_path: Path) -> None:
    topic = tmp_path / "content" / "nl" / "over" / "kapot.md"
    topic.parent.mkdir(parents=True)
    topic.write_text("---\ntitle: [\n---\nTekst.\n", encoding="utf-8")
    result = serve(tmp_path, KENNISPUNT_CONTENT_DIR=str(tmp_path / "content"))
    assert result.returncode == 1
    assert "kapot.md:" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    result = serve(tmp_path, KENNISPUNT_PORT="acht")
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert "KENNISPUNT_PORT" in line
