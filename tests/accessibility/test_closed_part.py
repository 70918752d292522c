"""The closed part in a browser: clean for the checkers, and done without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, expect
from sqlalchemy import Engine

from bot.core.accounts.accounts import Role
from bot.core.closed.shelf import Development, Official
from bot.core.use.figures import Cell, Figure
from tests.accessibility.test_agreements import check, closed, pytestmark, signed_in
from tests.accessibility.test_html import errors
from tests.contracts.closed_world import EDITOR, ClosedWorld

__all__ = ["closed", "pytestmark"]


def filled(engine: Engine) -> None:
    made = ClosedWorld(engine)
    made.part.write(Development(0, "Nieuw besluit", "Eerste alinea.\n\nTweede alinea.", made.part.today), EDITOR)
    made.part.add_document("Handreiking", "handreiking.pdf", b"%PDF-1.7", EDITOR)
    made.part.keep_official(
        Official(0, "9001", "Mees Voorbeeld", "overdracht", "mees@voorbeeld.example.nl", ""), EDITOR
    )
    made.use.put([Cell(2025, "horizon", place, Figure.of(count)) for place, count in (("9001", 12), ("9002", 3))])


def test_every_page_is_clean(
    new_context: Callable[..., BrowserContext], closed: tuple[Engine, str], tmp_path: Path
) -> None:
    engine, base = closed
    filled(engine)
    kept = tmp_path / "pages"
    kept.mkdir()
    page = signed_in(new_context(), closed, Role.ADMINISTRATOR)
    for path in (
        "besloten", "besloten/ontwikkelingen", "besloten/ontwikkelingen/1", "besloten/ontwikkelingen/1/wijzig",
        "besloten/documenten", "besloten/medewerkers", "besloten/medewerkers/1", "besloten/gebruik",
        "besloten/gebruik/import", "logboek", "privacy",
    ):  # fmt: skip
        page.goto(f"{base}/beheer/{path}")
        check(page, kept)
    page.get_by_label("E-mailadres").fill("mees@voorbeeld.example.nl")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("button", name="Wis alles van mees@voorbeeld.example.nl")).to_be_visible()
    check(page, kept)
    table = tmp_path / "cijfers.csv"
    table.write_text("aanbieder;gemeente;jaar;aantal\nhorizon;9001;2024;7\nniemand;9001;2024;7\n", encoding="utf-8")
    page.goto(f"{base}/beheer/besloten/gebruik/import")
    page.get_by_label("Bestand").set_input_files(table)
    page.get_by_role("button", name="Toon het verslag").click()
    expect(page.get_by_text("Weigeren: 1.")).to_be_visible()
    check(page, kept)
    page.goto(f"{base}/beheer/besloten/documenten")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een bestand.")
    check(page, kept)
    assert errors(kept) == []


def test_it_is_kept_and_read_without_script(
    new_context: Callable[..., BrowserContext], closed: tuple[Engine, str], tmp_path: Path
) -> None:
    _, base = closed
    desk = signed_in(new_context(java_script_enabled=False), closed, Role.EDITOR)
    desk.goto(f"{base}/beheer")
    desk.get_by_role("link", name="Besloten deel").click()
    desk.get_by_role("link", name="Cijfers van gebruik").click()
    desk.get_by_role("link", name="Neem cijfers over").click()
    table = tmp_path / "cijfers.csv"
    table.write_text("aanbieder;gemeente;jaar;aantal\nhorizon;9001;2023;12\nhorizon;9002;2023;3\n", encoding="utf-8")
    desk.get_by_label("Bestand").set_input_files(table)
    desk.get_by_role("button", name="Toon het verslag").click()
    desk.get_by_role("button", name="Neem over").click()
    expect(desk.get_by_role("status")).to_have_text("Bewaard.")
    paper = tmp_path / "handreiking.pdf"
    paper.write_bytes(b"%PDF-1.7 verzonnen")
    desk.goto(f"{base}/beheer/besloten/documenten")
    desk.get_by_label("Titel").fill("Verzonnen handreiking")
    desk.get_by_label("Bestand").set_input_files(paper)
    desk.get_by_role("button", name="Voeg toe").click()
    expect(desk.get_by_role("status")).to_have_text("Bewaard.")

    mine = signed_in(new_context(java_script_enabled=False), closed, Role.REPRESENTATIVE, "9002")
    mine.goto(f"{base}/beheer/besloten/gebruik?jaar=2023")
    expect(mine.get_by_role("cell", name="1-4")).to_be_visible()
    expect(mine.get_by_text("gemeente 's-Voorbeeld")).to_have_count(0)
    mine.goto(f"{base}/beheer/besloten/documenten")
    with mine.expect_download() as download:
        mine.get_by_role("link", name="Verzonnen handreiking").click()
    assert download.value.path().read_bytes() == b"%PDF-1.7 verzonnen"
    mine.goto(f"{base}/beheer/besloten/medewerkers")
    mine.get_by_label("Naam").fill("Sam Voorbeeld")
    mine.get_by_label("Waarvoor").fill("overdracht bij verhuizing")
    mine.get_by_label("E-mailadres").fill("sam@voorbeeld.example.nl")
    mine.get_by_role("button", name="Voeg toe").click()
    expect(mine.get_by_role("rowheader", name="Sam Voorbeeld")).to_be_visible()
