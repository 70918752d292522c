"""The answers at the desk in a browser: written by one and taken by another without script, and clean for the checkers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import Engine

from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import prepare
from bot.core.accounts.accounts import Role
from tests.accessibility.conftest import running
from tests.accessibility.test_agreements import check, pytestmark, signed_in
from tests.accessibility.test_html import errors
from tests.contracts.directory_sample import write_sample
from tests.contracts.texts_sample import write_texts

__all__ = ["pytestmark"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Engine, str]]:
    url = f"sqlite:///{tmp_path / 'gids.db'}"
    prepare(url, write_sample(tmp_path / "content" / "directory"))
    write_texts(tmp_path / "content")
    engine = engine_for(url)
    with running(DESK_DATABASE=url) as base:
        yield engine, base
    engine.dispose()


def test_written_looked_at_read_and_taken_without_script(
    new_context: Callable[..., BrowserContext], desk: tuple[Engine, str]
) -> None:
    writer = signed_in(new_context(java_script_enabled=False), desk, Role.EDITOR)
    reader = signed_in(new_context(java_script_enabled=False), desk, Role.ADMINISTRATOR)
    writer.goto(f"{desk[1]}/beheer")
    writer.get_by_role("link", name="Teksten", exact=True).click()
    writer.get_by_label("Zoek een woord").fill("koffie")
    writer.get_by_role("button", name="Zoek").click()
    writer.get_by_role("link", name="Koffie bij het loket").click()
    writer.get_by_role("link", name="Wijzig deze tekst").click()
    writer.get_by_label("Korte vorm").fill("De koffie is gratis tot 10 uur.")
    writer.get_by_role("button", name="Nakijken").click()
    summary = writer.get_by_role("alert")
    expect(summary).to_contain_text("Korte vorm: '10': staat in geen bron")
    summary.get_by_role("link").click()
    expect(writer.get_by_label("Korte vorm")).to_be_focused()
    writer.get_by_label("Korte vorm").fill("Koffie is gratis.")
    writer.get_by_role("button", name="Nakijken").click()
    expect(writer.get_by_role("status")).to_contain_text("er zijn geen fouten gevonden")
    writer.get_by_role("button", name="Bewaar als concept").click()
    expect(writer.get_by_role("status")).to_contain_text("Het concept is bewaard.")
    expect(writer.get_by_role("button", name="Aannemen")).to_have_count(0)
    reader.goto(f"{desk[1]}/beheer")
    reader.get_by_role("link", name="proef/koffie").click()
    expect(reader.get_by_role("row", name="Nieuw Koffie is gratis.")).to_be_visible()
    reader.get_by_role("button", name="Aannemen").click()
    expect(reader.get_by_role("status")).to_contain_text("binnen vijf seconden")
    reader.get_by_role("link", name="Geschiedenis").click()
    expect(reader.get_by_role("button", name="Draai terug")).to_be_visible()


def test_what_is_wrong_and_what_two_changed_is_clean(
    new_context: Callable[..., BrowserContext], desk: tuple[Engine, str], tmp_path: Path
) -> None:
    kept = tmp_path / "pages"
    kept.mkdir()
    one, other = (signed_in(new_context(), desk, Role.EDITOR) for _ in range(2))
    form = f"{desk[1]}/beheer/teksten/wijzig/nl/proef/koffie"
    one.goto(form)
    other.goto(form)
    one.get_by_label("Korte vorm").fill("De koffie is gratis tot 10 uur.")
    one.get_by_label("Antwoord", exact=True).fill("De koffie is gratis.\n\nVraag erom bij het loket.")
    one.get_by_label("Kort antwoord 2, bekend of niet").select_option("nee")
    one.get_by_role("button", name="Nakijken").click()
    expect(one.get_by_role("heading", name="Dit moet nog anders")).to_be_visible()
    expect(one.get_by_role("heading", name="Ook dit vraagt aandacht")).to_be_visible()
    check(one, kept)
    one.get_by_role("button", name="Bewaar als concept").click()
    expect(one.get_by_role("heading", name="Oud en nieuw")).to_be_visible()
    expect(one.get_by_role("insertion")).to_have_text("Vraag erom bij het loket.")
    check(one, kept)
    other.get_by_label("Korte vorm").fill("Koffie is gratis.")
    other.get_by_role("button", name="Bewaar als concept").click()
    expect(other.get_by_role("heading", name="Iemand anders wijzigde dit ook")).to_be_visible()
    check(other, kept)
    other.goto(f"{desk[1]}/beheer")
    expect(other.get_by_role("heading", name="Teksten om te lezen")).to_be_visible()
    check(other, kept)
    assert errors(kept) == []
