"""Reporting an agreement that was not kept, in a browser: clean for the checkers, and done without script by both sides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import Engine

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.mail.outbox import SqlOutbox
from bot.core.accounts.accounts import Role
from tests.accessibility.checkers import axe, ibm
from tests.accessibility.conftest import running
from tests.accessibility.test_desk import patient
from tests.accessibility.test_html import errors
from tests.contracts.directory_sample import write_sample

pytestmark = pytest.mark.timeout(900)
LOKET = "aanmelden@horizon.example.nl"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, str]]:
    """The database and the address of a running desk."""
    folder = tmp_path_factory.mktemp("afspraken")
    url = f"sqlite:///{folder / 'gids.db'}"
    prepare(url, write_sample(folder / "content" / "directory"))
    engine = engine_for(url)
    with running(DESK_DATABASE=url) as base:
        yield engine, base
    engine.dispose()


def signed_in(context: BrowserContext, closed: tuple[Engine, str], role: Role, *owners: str) -> Page:
    """A page of somebody who is signed in."""
    engine, base = closed
    accounts = SqlAccounts(engine)
    made = accounts.add(f"{role}{len(accounts.accounts())}@vng.example.nl", f"Iemand {role}", role, owners)
    token = accounts.sign_in(made.id, whole=True)
    place = {"domain": urlsplit(base).hostname or "", "path": "/beheer"}
    context.add_cookies([{"name": "beheer", "value": token, **place}])
    return patient(context)


def fill(page: Page, what: str) -> None:
    page.get_by_label("Over wie gaat het?").select_option("9001")
    page.get_by_label("Welke afspraak").select_option("betaaltermijn")
    page.get_by_label("Wat is er gebeurd?").fill(what)
    page.get_by_label("Sinds wanneer?").fill("maart 2026")
    page.get_by_label("Wat vraagt u van de VNG?").fill("Vraag de gemeente waarom.")
    page.get_by_label("Nee", exact=True).check()


def check(page: Page, kept: Path) -> None:
    """The page as it stands: axe and IBM now, Nu later with all of them."""
    assert axe(page) + ibm(page) == [], page.url
    (kept / f"pagina-{len(list(kept.iterdir()))}.html").write_text(page.content(), encoding="utf-8")


def test_reported_without_an_account_and_treated_at_the_desk_clean_in_every_step(
    new_context: Callable[..., BrowserContext], closed: tuple[Engine, str], tmp_path: Path
) -> None:
    engine, base = closed
    page = patient(new_context())
    page.goto(f"{base}/afspraak-melden")
    page.get_by_role("button", name="Mail mij een code").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies uw gemeente")
    check(page, tmp_path)
    page.get_by_label("Voor wie meldt u dit?").select_option("horizon")
    page.get_by_label("E-mailadres").fill(LOKET)
    page.get_by_role("button", name="Mail mij een code").click()
    expect(page.get_by_role("heading", name="Vul de code in")).to_be_visible()
    check(page, tmp_path)
    (letter,) = [item.letter for item in SqlOutbox(engine).waiting() if item.letter.to == LOKET]
    page.get_by_label("Code uit de mail").fill(re.search(r"\b\d{8}\b", letter.text)[0])
    page.get_by_role("button", name="Ga verder").click()
    fill(page, "Mevrouw Verzonnendijk (BSN 111222333) wacht al lang.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("mark").first).to_be_visible()
    check(page, tmp_path)
    page.get_by_label("Wat is er gebeurd?").fill("Facturen worden na 90 dagen betaald.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Uw melding is ontvangen")).to_be_visible()
    check(page, tmp_path)

    desk = signed_in(new_context(), closed, Role.EDITOR)
    desk.goto(f"{base}/beheer/afspraken")
    check(desk, tmp_path)
    desk.get_by_role("link", name=re.compile(r"^A\d{4}-\d{5}$")).first.click()
    check(desk, tmp_path)
    desk.get_by_role("button", name="Bewaar de stap").click()
    expect(desk.get_by_role("alert")).to_contain_text("Kies een status")
    check(desk, tmp_path)
    for path in ("/beheer/afspraken/nieuw", "/beheer/afspraken/aantallen", "/beheer"):
        desk.goto(base + path)
        check(desk, tmp_path)
    assert errors(tmp_path) == []


def test_both_sides_without_script(new_context: Callable[..., BrowserContext], closed: tuple[Engine, str]) -> None:
    _, base = closed
    mine = signed_in(new_context(java_script_enabled=False), closed, Role.REPRESENTATIVE, "horizon")
    other = signed_in(new_context(java_script_enabled=False), closed, Role.REPRESENTATIVE, "9001")
    desk = signed_in(new_context(java_script_enabled=False), closed, Role.EDITOR)
    mine.goto(f"{base}/beheer")
    mine.get_by_role("link", name="Afspraken", exact=True).click()
    mine.get_by_role("link", name="Meld een afspraak").click()
    fill(mine, "Facturen komen te laat.")
    mine.get_by_role("button", name="Verstuur").click()
    expect(mine.get_by_role("status")).to_contain_text("Uw melding is ontvangen")
    way = urlsplit(mine.url).path
    desk.goto(base + way)
    desk.get_by_label("Nieuwe status").select_option("gevraagd aan de ander")
    desk.get_by_label("Wanneer kijkt u er weer naar?").fill("2099-01-31")
    desk.get_by_label("Wat vraagt u aan de ander?").fill("Hoe zit het?")
    desk.get_by_role("button", name="Bewaar de stap").click()
    expect(desk.get_by_role("status")).to_have_text("Bewaard.")
    desk.get_by_label("Wat is het?").select_option("notitie")
    desk.get_by_label("Tekst").fill("Alleen voor ons.")
    desk.get_by_role("button", name="Bewaar", exact=True).click()
    expect(desk.get_by_text("Alleen voor ons.")).to_be_visible()
    other.goto(base + way)
    expect(other.get_by_text("Hoe zit het?")).to_be_visible()
    expect(other.get_by_text("Alleen voor ons.")).to_have_count(0)
    expect(other.get_by_text("Facturen komen te laat.")).to_have_count(0)
    other.get_by_label("Tekst").fill("Het ligt bij financiën.")
    other.get_by_role("button", name="Verstuur").click()
    expect(other.get_by_text("Het ligt bij financiën.")).to_be_visible()
    mine.reload()
    expect(mine.get_by_text("Status: gevraagd aan de ander")).to_be_visible()
    expect(mine.get_by_text("Het ligt bij financiën.")).to_have_count(0)
