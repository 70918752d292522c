"""Signing in by a real browser: by mail without script, by a passkey with one, and every page of it clean for three checkers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from bot.adapters.sql.accounts.keys import SqlKeys
from bot.adapters.sql.accounts.mailed_links import SqlMailedLinks
from bot.core.accounts.accounts import Role
from tests.accessibility.checkers import axe, ibm
from tests.accessibility.test_desk import Desk, come_in, desk, patient  # noqa: F401  # the running desk
from tests.accessibility.test_html import errors

pytestmark = pytest.mark.timeout(600)
PASSWORD = "paard batterij nietje"


@pytest.fixture
def by_name(desk: Desk) -> Desk:  # noqa: F811  # the fixture of that name
    """The desk under a name: passkeys belong to a name, and never to a number."""
    return desk._replace(base=desk.base.replace("127.0.0.1", "localhost"))


@pytest.fixture
def device(new_context: Callable[..., BrowserContext]) -> tuple[Page, CDPSession, str]:
    """A browser on a device that keeps passkeys and knows its owner."""
    page = patient(new_context())
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page, session, made["authenticatorId"]


def clean(page: Page) -> None:
    assert axe(page) + ibm(page) == [], page.url


def keep(page: Page, folder: Path) -> None:
    """Keep what the server sent, for the Nu checker."""
    name = re.sub(r"\W", "-", page.url.partition("//")[2])[-60:]
    (folder / f"{name}.html").write_text(page.request.get(page.url).text(), encoding="utf-8")


def test_a_representative_comes_in_by_mail_without_script(
    new_context: Callable[..., BrowserContext], by_name: Desk, tmp_path: Path
) -> None:
    page = patient(new_context(java_script_enabled=False))
    who = by_name.accounts.add("noor@v.example.nl", "Noor Voorbeeld", Role.REPRESENTATIVE, ["9001"])
    page.goto(f"{by_name.base}/beheer/gids/9001")
    expect(page.get_by_role("button", name="passkey")).to_be_hidden()
    keep(page, tmp_path)
    page.get_by_role("link", name="Vraag een link per mail").click()
    keep(page, tmp_path)
    page.get_by_label("E-mailadres").fill(who.email)
    page.get_by_role("button", name="Stuur de link").click()
    expect(page.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    keep(page, tmp_path)
    found = SqlMailedLinks(by_name.accounts._engine).new(who.email, "/beheer/gids/9001")
    page.goto(f"{by_name.base}/beheer/link/{found[1]}")
    keep(page, tmp_path)
    page.get_by_role("button", name="Meld mij aan").click()
    expect(page.get_by_role("heading", name="'s-Voorbeeld", level=1)).to_be_visible()
    page.get_by_role("link", name="Uw account").click()
    keep(page, tmp_path)
    page.get_by_label("Nieuw wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Bewaar het wachtwoord").click()
    expect(page.get_by_role("status")).to_contain_text("Uw nieuwe wachtwoord is bewaard.")
    page.get_by_role("button", name="Afmelden", exact=True).click()
    page.get_by_label("E-mailadres").fill(who.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    expect(page.get_by_role("heading", name="Vandaag")).to_be_visible()
    page.goto(f"{by_name.base}/beheer/link/{found[1]}")
    expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    assert errors(tmp_path) == []


def test_an_editor_makes_a_passkey_and_comes_in_by_it_alone(
    device: tuple[Page, CDPSession, str], by_name: Desk, tmp_path: Path
) -> None:
    page, session, authenticator = device
    come_in(page, by_name)
    keep(page, tmp_path)
    page.get_by_role("link", name="Maak herstelcodes").click()
    page.get_by_label("Naam van de passkey").fill("Mijn laptop")
    clean(page)
    keep(page, tmp_path)
    page.get_by_role("button", name="Maak een passkey").click()
    expect(page.get_by_text("Mijn laptop, gemaakt op")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Afmelden", exact=True).click()
    page.get_by_role("button", name="Aanmelden met een passkey").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vandaag")).to_be_visible()
    page.goto(f"{by_name.base}/beheer/account")
    expect(page.get_by_text(re.compile("Mijn laptop.*, gebruikt op"))).to_be_visible()
    page.get_by_role("button", name="Maak nieuwe herstelcodes").click()
    expect(page.get_by_role("listitem").locator("code")).to_have_count(10)
    clean(page)
    # A device that does not see its owner is no second factor: nothing happens, and that is said.
    page.get_by_role("button", name="Afmelden", exact=True).click()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    expect(page.locator("[data-said]")).to_contain_text("Het is niet gelukt")
    clean(page)
    assert page.url.endswith("/beheer/inloggen?gedaan=afgemeld")
    assert errors(tmp_path) == []


def test_a_passkey_stands_in_for_the_code_and_one_of_somebody_else_does_not(
    device: tuple[Page, CDPSession, str], by_name: Desk
) -> None:
    page, _, _ = device
    come_in(page, by_name)
    who = max(by_name.accounts.accounts(), key=lambda item: item.id)
    page.goto(f"{by_name.base}/beheer/account")
    page.get_by_role("button", name="Maak een passkey").click()
    expect(page.get_by_text("Passkey, gemaakt op")).to_be_visible()
    page.get_by_role("button", name="Afmelden", exact=True).click()
    page.get_by_label("E-mailadres").fill(who.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    clean(page)
    page.get_by_role("button", name="Ga verder met een passkey").click()
    expect(page.get_by_role("heading", name="Vandaag")).to_be_visible()
    # Taken from the account: the device still has it, and the service does not take it any more.
    keys = SqlKeys(by_name.accounts._engine)
    (mine,) = keys.passkeys(who.id)
    assert keys.remove_passkey(who.id, mine.id)
    page.get_by_role("button", name="Afmelden", exact=True).click()
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze passkey kennen wij niet")
    clean(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_at_the_door_are_clean(
    new_context: Callable[..., BrowserContext], by_name: Desk, scheme: str
) -> None:
    page = patient(new_context(color_scheme=scheme, viewport={"width": 320, "height": 640}))
    token = SqlMailedLinks(by_name.accounts._engine)
    who = by_name.accounts.add(f"sam-{scheme}@v.example.nl", "Sam Voorbeeld", Role.DEPUTY, ["9001"])
    link = token.new(who.email, "")
    for path in ("inloggen", "inloggen/link", "inloggen/verstuurd", f"link/{link[1]}", "link/niets"):
        page.goto(f"{by_name.base}/beheer/{path}")
        clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
