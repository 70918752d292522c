"""Inzicht in a browser without script: filtered, taken along, clean for the checkers, and whole on a small or dark screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import Engine

from bot.contract import Language
from bot.core.accounts.accounts import Role
from bot.core.use.figures import Cell, Figure
from bot.core.use.tally import Counted, Tallied
from tests.accessibility.test_agreements import check, closed, pytestmark, signed_in
from tests.accessibility.test_html import errors
from tests.contracts.closed_world import REPORT, ClosedWorld

__all__ = ["closed", "pytestmark"]
LONG = "onderwerp/met-een-heel-lange-naam-die-nergens-in-past-en-toch-helemaal-te-lezen-is"


@pytest.fixture(scope="module")
def filled(closed: tuple[Engine, str]) -> tuple[Engine, str]:
    """A running desk with something of each subject."""
    engine, _ = closed
    made = ClosedWorld(engine)
    made.world.representative("mees@voorbeeld.example.nl", "9001", "horizon")
    made.world.rounds.start(["9001", "horizon"])
    made.agreements.report("horizon", "mees@voorbeeld.example.nl", REPORT)
    made.use.put([Cell(2025, "horizon", place, Figure.of(count)) for place, count in (("9001", 12), ("9002", 3))])
    made.tally.add(
        {
            Tallied("2025-11", Counted.REPLY, Language.DUTCH): 30,
            Tallied("2025-11", Counted.UNANSWERED, Language.DUTCH, LONG): 7,
            Tallied("2025-11", Counted.UNANSWERED, Language.ARABIC): 2,
        }
    )
    return closed


def test_an_editor_reads_filters_and_takes_a_table_along_without_script(
    new_context: Callable[..., BrowserContext], filled: tuple[Engine, str]
) -> None:
    _, base = filled
    page = signed_in(new_context(java_script_enabled=False), filled, Role.EDITOR)
    page.goto(f"{base}/beheer")
    page.get_by_role("navigation", name="Beheer").get_by_role("link", name="Inzicht").click()
    sentence = "Vragen zonder antwoord: 8 tot 11. Het vaakst:"
    expect(page.get_by_role("img", name=sentence)).to_be_visible()
    page.get_by_label("Jaar (niet verplicht)").select_option("2025")
    page.get_by_role("button", name="Toon").click()
    expect(page).to_have_url(f"{base}/beheer/inzicht?jaar=2025&provincie=")
    expect(page.get_by_text("Er is nog niemand gevraagd in een ronde.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Per onderwerp, het meeste eerst").click()
    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert rows == ["Onderwerp;vragen zonder antwoord", f"Onderwerp {LONG};7", "past bij geen onderwerp;1-4"]


def test_it_is_clean_and_whole_on_a_small_screen_in_the_dark_and_in_forced_colours(
    new_context: Callable[..., BrowserContext], filled: tuple[Engine, str], tmp_path: Path
) -> None:
    _, base = filled
    kept = tmp_path / "pages"
    kept.mkdir()
    for look in ({}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        page = signed_in(new_context(viewport={"width": 320, "height": 640}, **look), filled, Role.EDITOR)
        page.goto(f"{base}/beheer/inzicht")
        expect(page.get_by_role("img").first).to_be_visible()
        check(page, kept)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, look
        bars = page.locator(".bars__full").first
        colours = bars.evaluate("bar => [getComputedStyle(bar).fill, getComputedStyle(document.body).backgroundColor]")
        assert colours[0] != colours[1], look
        widest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.bars text')].map(text => text.getBoundingClientRect().right))"
        )
        assert widest <= 320, look
    assert errors(kept) == []
