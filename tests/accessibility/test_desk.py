"""The desk in a browser: clean for the checkers, and everything done without script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.setup import prepare
from bot.contract import ORGANISATION_CONTACT
from bot.core.accounts.accounts import Role
from bot.core.changes.changes import Author, RecordKind
from bot.core.conversation.conversation import Conversation
from bot.core.directory.standing import Origin
from tests.accessibility.checkers import axe, ibm
from tests.accessibility.conftest import running
from tests.contracts.directory_sample import write_sample
from tests.fakes.phrases import FakePhrases
from tests.fakes.world import LANGUAGE_NAMES, Talk, heard, library, shown

pytestmark = pytest.mark.timeout(600)


class Desk(NamedTuple):
    """The running desk, and its parts on the same database."""

    base: str
    accounts: SqlAccounts
    desk: SqlDesk
    directory: SqlDirectory | None = None
    """As the pages read it, for the tests that look whether a change reached it."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("beheer")
    url = f"sqlite:///{folder / 'gids.db'}"
    prepare(url, write_sample(folder / "content" / "directory"))
    engine = engine_for(url)
    with running(DESK_DATABASE=url) as base:
        directory = SqlDirectory(engine)
        assert directory.organisations()
        yield Desk(base, SqlAccounts(engine), SqlDesk(engine), directory)
    engine.dispose()


def patient(context: BrowserContext) -> Page:
    """A page that waits as long as a busy machine needs: a password takes a while by design."""
    context.set_default_timeout(60_000)
    return context.new_page()


def come_in(page: Page, desk: Desk) -> None:
    """As somebody with a new account does."""
    number = len(desk.accounts.accounts())
    made = desk.accounts.add(f"beheerder{number}@vng.example.nl", "Beheerder Voorbeeld", Role.ADMINISTRATOR, ())
    page.goto(f"{desk.base}/beheer/welkom/{desk.accounts.new_link(made.id)}")
    page.get_by_label("Nieuw wachtwoord").fill("paard batterij nietje")
    page.get_by_role("button", name="Bewaar het wachtwoord").click()
    key = re.sub(r"\s", "", page.locator(".key").inner_text())
    page.get_by_label("Code van zes cijfers").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_role("heading", name="Vandaag")).to_be_visible()


def make_horizon_twice(desk: Desk) -> None:
    """Two that may be double; once for all tests."""
    if desk.desk.records("horizon-twee"):
        return
    whole = {"name": "Horizon", "kind_id": "aanbieder", "summary_nl": "Helpt.", "website": "horizon.example.nl"}
    editor = Author("redactie", Origin.VNG)
    desk.desk.add("horizon-twee", RecordKind.ORGANISATION, whole, editor, confirm=False)
    number = {"label": "Aanmelden", "kind": "phone", "value": "088 555 0199"}
    desk.desk.add("horizon-twee", RecordKind.CHANNEL, number, editor, confirm=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_clean(
    new_context: Callable[..., BrowserContext], desk: Desk, scheme: str, tmp_path: Path
) -> None:
    page = patient(new_context(color_scheme=scheme))
    for path in ("inloggen", "welkom/niets"):
        page.goto(f"{desk.base}/beheer/{path}")
        assert axe(page) + ibm(page) == [], path
    come_in(page, desk)
    owner = Author("loket", Origin.OWNER)
    phone = next(item for item in desk.desk.records("9001") if item.ref.kind is RecordKind.CHANNEL)
    desk.desk.confirm(phone.ref, phone.version, owner)
    desk.desk.dispute(phone.ref, Author("iemand", Origin.FILES, "buiten gebruik"))
    desk.desk.change(
        phone.ref, phone.version + 2, {"value": "010 555 0188"}, Author("redactie", Origin.VNG), confirm=True
    )
    make_horizon_twice(desk)
    pair = "blijft=organisation-horizon&weg=organisation-horizon-twee"
    paths = [
        "", "/dubbel", f"/samenvoegen?{pair}", "/samenvoegen?blijft=organisation-horizon", "/gids?q=voorbeeld", "/gids/9001", "/gids/horizon", f"/gids/9001/{phone.ref}/wijzig",
        f"/gids/9001/{phone.ref}/betwist", "/gids/elders/organisation-elders/vervallen", "/gids/9001/geschiedenis",
        "/gids/9001/nieuw/contact", "/gids/horizon/nieuw/dienst", "/gids/nieuw", "/import", "/gebruikers", "/gebruikers/1",
        "/koppelingen",
    ]  # fmt: skip
    for path in paths:
        page.goto(f"{desk.base}/beheer{path}")
        assert axe(page) + ibm(page) == [], path
    file = tmp_path / "loketten.csv"
    file.write_text("gemeentecode;functie;telefoon\n9001;Wmo;010 555 0199\n9002;Wmo;nee\n", encoding="utf-8")
    page.goto(f"{desk.base}/beheer/import")
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Toon het verslag").click()
    expect(page.get_by_role("heading", name="Verslag van loketten.csv")).to_be_visible()
    assert axe(page) + ibm(page) == []


def test_a_number_is_changed_confirmed_and_taken_back_without_script(
    new_context: Callable[..., BrowserContext], desk: Desk
) -> None:
    page = patient(new_context(java_script_enabled=False))
    come_in(page, desk)
    page.get_by_role("link", name="Gids", exact=True).click()
    page.get_by_label("Naam, plaats of code").fill("horizon")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="Stichting Horizon").click()
    page.get_by_role("link", name="Wijzig Aanmelden, telefoon").click()
    page.get_by_label("Waarde").fill("bel maar")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_contain_text("Waarde:")
    page.get_by_label("Waarde").fill("088 555 0177")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("status")).to_have_text("De wijziging is bewaard.")
    page.get_by_role("button", name="Klopt nog (Aanmelden, e-mail").click()
    expect(page.get_by_role("status")).to_have_text("Bevestigd. Dank u wel.")
    public = patient(new_context(java_script_enabled=False))
    public.goto(f"{desk.base}/gids/aanbieders/horizon?taal=nl")
    expect(public.get_by_role("link", name="088 555 0177")).to_be_visible()
    page.get_by_role("link", name="Geschiedenis van Aanmelden, telefoon").click()
    page.get_by_role("button", name="Draai terug").first.click()
    expect(page.get_by_role("status")).to_have_text("De wijziging is teruggedraaid.")
    public.reload()
    expect(public.get_by_role("link", name="088 555 0101")).to_be_visible()


def test_two_are_made_one_without_script_and_two_again(new_context: Callable[..., BrowserContext], desk: Desk) -> None:
    """And visitors and programs see each step in the first answer after it: sooner than the two seconds that are asked."""
    editor = Author("redactie", Origin.VNG)
    whole = {
        "name": "Uitzicht",
        "kind_id": "aanbieder",
        "summary_nl": "Helpt overal.",
        "website": "uitzicht.example.nl",
    }
    desk.desk.add("uitzicht", RecordKind.ORGANISATION, whole, editor, confirm=False)
    desk.desk.add(
        "stichting-uitzicht",
        RecordKind.ORGANISATION,
        whole | {"name": "Stichting Uitzicht", "summary_nl": "Helpt thuis."},
        editor,
        confirm=False,
    )
    number = {"label": "Aanmelden", "kind": "phone", "value": "088 555 0144"}
    desk.desk.add("stichting-uitzicht", RecordKind.CHANNEL, number, editor, confirm=False)
    page = patient(new_context(java_script_enabled=False))
    public = patient(new_context(java_script_enabled=False))
    come_in(page, desk)
    page.get_by_role("link", name="Dubbel", exact=True).click()
    page.get_by_role("link", name="Vergelijk en voeg samen (Stichting Uitzicht en Uitzicht)").click()
    page.get_by_role("link", name="Draai het om").click()
    page.get_by_label("Van Stichting Uitzicht: Helpt thuis.").check()
    page.get_by_role("button", name="Voeg samen").click()
    expect(page.get_by_role("status")).to_contain_text("Samengevoegd.")
    seen_at_once(public, f"{desk.base}/gids/aanbieders/stichting-uitzicht?taal=nl", "088 555 0144")
    assert public.url.partition("?")[0] == f"{desk.base}/gids/aanbieders/uitzicht"
    expect(public.get_by_role("main")).to_contain_text("Helpt thuis.")
    told = public.request.get(f"{desk.base}/api/v1/organisations/uitzicht").json()
    assert told["summary"]["nl"] == "Helpt thuis."
    desk_in_chat = talking(desk).say(
        heard("vraag", "Nummer", ORGANISATION_CONTACT, names=[("aanbieder", "Stichting Uitzicht")])
    )
    assert "Stichting Uitzicht is now part of Uitzicht." in desk_in_chat.text
    assert "088 555 0144" in shown(desk_in_chat)
    page.get_by_role("link", name="Dubbel", exact=True).click()
    page.get_by_role("button", name="Draai terug (samenvoeging van Stichting Uitzicht)").click()
    expect(page.get_by_role("status")).to_contain_text("Beide zijn weer wat ze waren.")
    seen_at_once(public, f"{desk.base}/gids/aanbieders/uitzicht?taal=nl", "Helpt overal.")
    page.get_by_role("button", name="Niet hetzelfde (Stichting Uitzicht en Uitzicht)").click()
    expect(page.get_by_role("status")).to_contain_text("Onthouden")
    expect(page.get_by_role("link", name="Vergelijk en voeg samen (Stichting Uitzicht en Uitzicht)")).to_have_count(0)


def talking(desk: Desk) -> Talk:
    """A conversation in another process than the web application's, as the real one is, with a directory that was read before."""
    talk = Talk()
    talk.conversation = Conversation(library(), desk.directory, FakePhrases(), LANGUAGE_NAMES)
    return talk


def seen_at_once(page: Page, address: str, words: str) -> None:
    """What was changed is in the very first answer that is asked for after it."""
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text(words)
