"""Every template that code or another template names is there and can be read, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from bot.settings import ROOT

FOLDER = ROOT / "web" / "templates"
THERE = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt"}}
NAMED = re.compile(r"[\"'](\w[\w/]*\.(?:html|txt))[\"']")
SAVED = {"gesprek.html", "gesprek.txt"}
"""Names under which a conversation is kept by whoever had it."""
DESK = ("web/editor", "web/closed")
"""Rooms that name their templates below `beheer/`."""


def named_in(path: Path) -> set[str]:
    names = set(NAMED.findall(path.read_text(encoding="utf-8")))
    desk = path.suffix == ".py" and str(path.relative_to(ROOT)).startswith(DESK)
    return {f"beheer/{name}" for name in names} if desk else names


def test_what_is_named_is_there_and_what_is_there_is_named():
    code = {name for path in (ROOT / "web").rglob("*.py") for name in named_in(path)} - SAVED
    other = {name for name in THERE for name in named_in(FOLDER / name)}
    assert len(THERE) > 50
    assert code | other == THERE


@pytest.mark.parametrize("name", sorted(THERE))
def test_it_can_be_read(name: str):
    assert (
        Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
        .parse((FOLDER / name).read_text(encoding="utf-8"))
        .body
    )
