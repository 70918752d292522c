"""docs/toegankelijkheid.md names every criterion with its proof, and every test that it names exists; docs/widget.md is complete."""

from __future__ import annotations

import re
from pathlib import Path

from web.widget.style import sheet

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = (ROOT / "docs" / "toegankelijkheid.md").read_text(encoding="utf-8")
WIDGET = (ROOT / "docs" / "widget.md").read_text(encoding="utf-8")
CRITERIA = (
    "1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 "
    "2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 "
    "3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3"
)
"""Levels A and AA of WCAG 2.2; 4.1.1 has been withdrawn."""


def test_every_criterion_has_a_proof_or_a_way_by_hand() -> None:
    rows = re.findall(r"^\| (\d\.\d\.\d+) \| (A|AA) \| [^|]+ \| (.+) \|$", CLAIMS, flags=re.MULTILINE)
    assert [number for number, _, _ in rows] == CRITERIA.split()
    for number, _, proof in rows:
        assert "::test_" in proof or "met de hand: " in proof, number


def test_every_named_test_exists() -> None:
    named = set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", CLAIMS))
    assert len(named) > 40
    for file, name in named:
        source = (ROOT / "tests" / "accessibility" / file).read_text(encoding="utf-8")
        assert f"def {name}(" in source, f"{file}::{name}"


def test_every_attribute_and_token_is_documented() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "web" / "static" / "js").glob("*.js"))
    attributes = set(re.findall(r'(?:this|widget|element)\.(?:get|has)Attribute\("([a-z-]+)"\)', scripts))
    assert {"form", "theme"} <= attributes
    tokens = set(re.findall(r"var\((--kennispunt-[a-z-]+)", sheet())) - {"--kennispunt-rem"}
    assert len(tokens) > 10
    for name in attributes | tokens:
        assert f"`{name}`" in WIDGET, name


def test_what_is_said_to_be_absent_is_absent() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "web").rglob("*.html"))
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "web" / "static" / "js").glob("*.js"))
    assert "<video" not in pages
    assert not re.search(r"touch(start|move|end)|pointermove|devicemotion|document\.cookie", scripts)
    pressed = {path.name for path in (ROOT / "web" / "static" / "js").glob("*.js") if "pointerdown" in path.read_text()}
    assert pressed == {"speaking.js"}  # held; letting go undoes it
    assert not list((ROOT / "web" / "static").rglob("*.png"))
