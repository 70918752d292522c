"""Which files count as content, and that a change of any is seen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.adapters.content.folder import fingerprints

CONTENT = (
    "sources.yml",
    "nl/wmo/tarief.md",
    "nl/over.md",
    "vragen-map/README.md",
    "questions/nl/wmo/tarief.txt",
    "aids/welke-wet.yml",
    "spoken/nl.csv",
    "directory/needs.csv",
)
OTHER = ("README.md", "nl/plaatje.png", "aids/oud/welke-wet.yml", "directory/contacts.csv", "nl/lijst.csv", "notes.txt")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (*CONTENT, *OTHER):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    return tmp_path


def names(root: Path) -> set[str]:
    return {os.path.relpath(path, root) for path, _, _ in fingerprints(root)}


def test_what_is_content_and_nothing_else_is_looked_at(root: Path):
    assert names(root) == set(CONTENT)


@pytest.mark.parametrize("name", CONTENT)
def test_every_change_shows(root: Path, name: str):
    before = sorted(fingerprints(root))
    os.utime(root / name, ns=(1, 1))
    assert sorted(fingerprints(root)) != before
    (root / name).unlink()
    assert name not in names(root)


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path):
    assert list(fingerprints(tmp_path / "weg")) == []
