"""Rooms are as docs/adr/0010 says: each says what belongs there, fits in one look, and has its tests at the same place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bot.settings import ROOT

MOST_FILES = 50
"""More than that is no longer one look."""
ROOMS = sorted(
    {path.parent for top in ("bot", "web", "tools") for path in (ROOT / top).rglob("*.py")} - {ROOT / "tools"}
)
MIRRORED = {"actions": "bot/actions", "adapters": "bot/adapters", "cli": "bot/cli", "core": "bot/core", "nlu": "bot/nlu", "serve": "bot/serve", "web": "web"}  # fmt: skip
NAMED_PATH = re.compile(r"`((?:bot|web|tests|tools|data|docs|deploy|content)/[\w./-]*\w)`")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("room", ROOMS, ids=name)
def test_a_room_says_what_belongs_there(room: Path):
    text = (room / "__init__.py").read_text(encoding="utf-8")
    said = ast.get_docstring(ast.parse(text))
    assert said
    assert len(said.split()) > 4


@pytest.mark.parametrize("top", ["bot", "web", "tools", "tests", "deploy"])
def test_a_folder_fits_in_one_look(top: str):
    folders = {path.parent for path in (ROOT / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    sizes = {name(folder): sum(path.is_file() for path in folder.iterdir()) for folder in folders}
    assert {folder: size for folder, size in sizes.items() if size > MOST_FILES} == {}


def test_tests_stand_where_what_they_test_stands():
    astray = [
        name(folder)
        for below, room in MIRRORED.items()
        for folder in (ROOT / "tests" / below).rglob("*")
        if folder.is_dir() and list(folder.glob("test_*.py"))
        if not (ROOT / room / folder.relative_to(ROOT / "tests" / below)).is_dir()
    ]
    assert astray == []


@pytest.mark.parametrize(
    "document", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "adr").glob("*.md"))], ids=name
)  # fmt: skip
def test_paths_that_documents_name_are_there(document: Path):
    named = set(NAMED_PATH.findall(document.read_text(encoding="utf-8")))
    assert {path for path in named if not (ROOT / path).exists()} == set()
