"""The documentation names every setting, command and address, and nothing that is gone."""

from __future__ import annotations

import re
from dataclasses import Field, fields
from pathlib import Path

import pytest

from bot.cli import COMMANDS, Command
from bot.settings import ROOT, Settings

SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
FOR_TESTS = {"KENNISPUNT_EVAL", "KENNISPUNT_CONFORMANCE", "KENNISPUNT_REGISTER"}


def test_every_setting_is_described_and_no_other() -> None:
    known = {f"KENNISPUNT_{field.name.upper()}" for field in fields(Settings)} | FOR_TESTS
    assert set(re.findall(r"^\| `(KENNISPUNT_[A-Z_]+)`", SETTINGS, re.MULTILINE)) == known


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_the_default_that_is_described_is_the_default(field: Field[object]) -> None:
    default = field.default.name if isinstance(field.default, Path) else str(field.default)
    row = next(line for line in SETTINGS.splitlines() if line.startswith(f"| `KENNISPUNT_{field.name.upper()}`"))
    assert f"| `{default}` |" in row if default else "| leeg |" in row


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_in_the_readme(command: Command) -> None:
    assert f"kennispunt {command.name}" in README


def test_every_make_target_is_in_the_readme() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    missing = [target for target in targets if f"make {target}" not in README]
    assert not missing


def test_links_in_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\(((?!https?://|#)[^)]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
