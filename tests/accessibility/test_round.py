"""The round in a browser: clean for the checkers, and done without script by an owner and by an editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import prepare
from bot.core.accounts.accounts import Role
from bot.core.mail.port import Returned
from tests.accessibility.checkers import axe, ibm
from tests.accessibility.conftest import running
from tests.accessibility.test_desk import Desk, come_in, patient
from tests.contracts.directory_sample import write_sample
from tests.contracts.round_world import Clock, RoundWorld
from tests.fakes.post import FakeReturns

pytestmark = pytest.mark.timeout(600)
NOOR = "noor@voorbeeld.example.nl"


@pytest.fixture
def round_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RoundWorld, str]]:
    """The round, of which the letters were sent some minutes ago, and the address of the running desk."""
    folder = tmp_path_factory.mktemp("ronde")
    url = f"sqlite:///{folder / 'gids.db'}"
    prepare(url, write_sample(folder / "content" / "directory"))
    engine = engine_for(url)
    world = RoundWorld(engine, clock=Clock(datetime.now(UTC) - timedelta(minutes=10)))
    world.representative(NOOR, "9001", "horizon")
    with running(DESK_DATABASE=url) as base:
        yield world, base
    engine.dispose()


def ask(world: RoundWorld, *owners: str) -> str:
    """The address of the page in the letter."""
    world.rounds.start(owners)
    world.rounds.send()
    return f"/bevestig/{world.fake.token(NOOR)}"


def check(page: Page, url: str) -> None:
    page.goto(url)
    assert axe(page) + ibm(page) == [], url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_clean(
    new_context: Callable[..., BrowserContext], round_world: tuple[RoundWorld, str], scheme: str
) -> None:
    world, base = round_world
    page = patient(new_context(color_scheme=scheme))
    way = ask(world, "9001", "horizon")
    for path in (way, f"{way}/9001/{world.phone().ref}", f"{way}/9001/nieuw", f"{way}/doorgeven", "/bevestig/niets"):
        check(page, f"{base}{path}")
    page.goto(f"{base}{way}/doorgeven")
    page.get_by_role("button", name="Geef het door").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) + ibm(page) == []
    page.goto(f"{base}{way}")
    page.get_by_role("button", name="Alles klopt").first.click()
    expect(page.get_by_role("status")).to_contain_text("Dank u wel")
    assert axe(page) + ibm(page) == []
    world.rounds.send()
    check(page, f"{base}/bevestig/bezwaar/{world.fake.token(NOOR)}")
    editor = patient(new_context(color_scheme=scheme))
    come_in(editor, Desk(base, world.accounts, world.desk))
    world.rounds.start(["9002"])
    world.rounds.read(FakeReturns(Returned(world.fake.sent[0].key, hard=True, reason="550 no such user")))
    for path in ("/ronde", "/ronde/bellen", ""):
        check(editor, f"{base}/beheer{path}")


def test_an_owner_confirms_in_two_clicks_and_changes_in_four_without_script(
    new_context: Callable[..., BrowserContext], round_world: tuple[RoundWorld, str]
) -> None:
    world, base = round_world
    page = patient(new_context(java_script_enabled=False))
    page.goto(f"{base}{ask(world, '9001')}")  # one click: the link in the letter
    page.get_by_label("Wijze", exact=True).select_option("factuur")
    page.get_by_label("Vanaf welke dag (niet verplicht): wijze").fill("1 januari 2027")
    page.get_by_role("button", name="Alles klopt").first.click()
    expect(page.get_by_role("status")).to_contain_text("Dank u wel")
    public = patient(new_context(java_script_enabled=False))
    public.goto(f"{base}/gids/gemeenten/9001?taal=nl")
    expect(public.get_by_role("main")).to_contain_text("bevestigd door gemeente 's-Voorbeeld")
    expect(public.get_by_role("main")).to_contain_text("factuur (vanaf 1 januari 2027")
    page.get_by_role("link", name="Wijzig Wmo, telefoon").click()
    page.get_by_label("Waarde").fill("bel maar")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_contain_text("Waarde:")
    page.get_by_label("Waarde").fill("010 555 0199")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("status")).to_contain_text("Bewaard")
    public.reload()
    expect(public.get_by_role("link", name="010 555 0199")).to_be_visible()


def test_an_editor_begins_a_round_and_telephones_without_script(
    new_context: Callable[..., BrowserContext], round_world: tuple[RoundWorld, str]
) -> None:
    world, base = round_world
    page = patient(new_context(java_script_enabled=False))
    come_in(page, Desk(base, world.accounts, world.desk))
    page.get_by_role("link", name="Ronde", exact=True).click()
    page.get_by_role("link", name="Bekijk een mail").click()
    expect(page.get_by_role("main")).to_contain_text("Kloppen deze gegevens van")
    page.get_by_role("link", name="Terug naar de ronde").click()
    page.get_by_label("Alleen deze").fill("9001 9002")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("De ronde is begonnen.")
    assert world.rounds.send().sent == 1
    page.get_by_role("link", name="Te bellen: 1").click()
    page.get_by_role("button", name="Alles klopt van gemeente Nergenshuizen").click()
    expect(page.get_by_role("status")).to_contain_text("Bevestigd namens de eigenaar.")
    assert {item.role for item in world.accounts.accounts()} == {Role.REPRESENTATIVE, Role.ADMINISTRATOR}
