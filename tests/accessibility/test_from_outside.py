"""Signing in by a real provider of OpenID Connect, in a real browser: there, back, to the page that was wanted, and out on both sides."""

from __future__ import annotations

import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.setup import prepare
from bot.core.accounts.accounts import Role
from tests.accessibility.checkers import axe, ibm
from tests.accessibility.conftest import ROOT, free_port, running
from tests.accessibility.test_desk import Desk, patient
from tests.contracts.directory_sample import write_sample

pytestmark = pytest.mark.timeout(600)
PROVIDER = ROOT / "tests" / "contracts" / "oidc_provider.mjs"


@contextmanager
def providing(port: int, service: str) -> Iterator[None]:
    """The provider as a process of its own."""
    process = subprocess.Popen(["node", str(PROVIDER), str(port), service], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/.well-known/openid-configuration", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None
                time.sleep(0.1)
        else:
            pytest.fail("the provider did not start")
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk under a name of its own: for the browser the provider is another site."""
    folder = tmp_path_factory.mktemp("beheer")
    url, port = f"sqlite:///{folder / 'gids.db'}", free_port()
    prepare(url, write_sample(folder / "content" / "directory"))
    engine = engine_for(url)
    settings = {
        "DESK_DATABASE": url,
        "KENNISPUNT_OIDC_ISSUER": f"http://127.0.0.1:{port}",
        "KENNISPUNT_OIDC_CLIENT_ID": "kennispunt",
        "KENNISPUNT_OIDC_CLIENT_SECRET": "een-geheim-van-de-toets",
        "KENNISPUNT_OIDC_ROLES": "zg-beheer=beheerder, zg-redactie=redacteur",
    }
    with running(**settings) as base:
        service = base.replace("127.0.0.1", "localhost")
        with providing(port, service):
            yield Desk(service, SqlAccounts(engine), SqlDesk(engine))
    engine.dispose()


def there_and_back(page: Page, who: str) -> None:
    """On the provider's own pages: say who one is, and that it may be told."""
    page.get_by_placeholder("Enter any login").fill(who)
    page.get_by_placeholder("and password").fill("wat dan ook")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


@pytest.mark.parametrize("script", [True, False])
def test_an_editor_of_vng_comes_in_and_goes_out(
    new_context: Callable[..., BrowserContext], desk: Desk, *, script: bool
) -> None:
    page = patient(new_context(java_script_enabled=script))
    page.goto(f"{desk.base}/beheer/gids/nieuw")
    if script:
        assert axe(page) + ibm(page) == []
    page.get_by_role("link", name="Aanmelden met VNG").click()
    there_and_back(page, "sam")
    expect(page).to_have_url(f"{desk.base}/beheer/gids/nieuw")
    expect(page.get_by_text("U bent aangemeld als Sam Voorbeeld (redacteur).")).to_be_visible()
    (account,) = [item for item in desk.accounts.accounts() if item.email == "sam@vng.example.nl"]
    assert (account.email, account.role, account.outside, account.has_password) == (
        "sam@vng.example.nl",
        Role.EDITOR,
        True,
        False,
    )
    page.get_by_role("button", name="Afmelden", exact=True).click()
    expect(page.get_by_role("heading", name="U bent hier afgemeld")).to_be_visible()
    if script:
        assert axe(page) + ibm(page) == []
    page.get_by_role("link", name="Ook afmelden bij VNG").click()
    page.get_by_role("button", name="Yes, sign me out").click()
    expect(page.get_by_role("heading", name="Aanmelden", exact=True)).to_be_visible()
    page.get_by_role("link", name="Aanmelden met VNG").click()
    expect(page.get_by_placeholder("Enter any login")).to_be_visible()


def test_who_signs_out_at_vng_is_signed_out_here(new_context: Callable[..., BrowserContext], desk: Desk) -> None:
    page = patient(new_context())
    page.goto(f"{desk.base}/beheer")
    page.get_by_role("link", name="Aanmelden met VNG").click()
    there_and_back(page, "baas")
    expect(page.get_by_role("link", name="Gebruikers")).to_be_visible()
    (account,) = [item for item in desk.accounts.accounts() if item.email == "baas@vng.example.nl"]
    assert desk.accounts.sessions(account.id) == 1
    other = page.context.new_page()
    other.goto(f"{page.evaluate('location.origin')}/beheer/account")
    expect(other.get_by_text("Uw rol krijgt u van uw organisatie.")).to_be_visible()
    assert axe(other) + ibm(other) == []
    issuer = f"http://127.0.0.1:{_port(page, desk)}"
    other.goto(f"{issuer}/session/end")
    other.get_by_role("button", name="Yes, sign me out").click()
    expect(other.get_by_text("Sign-out Success")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Aanmelden", exact=True)).to_be_visible()
    assert desk.accounts.sessions(account.id) == 0


def test_who_has_no_role_there_does_not_come_in(new_context: Callable[..., BrowserContext], desk: Desk) -> None:
    page = patient(new_context())
    page.goto(f"{desk.base}/beheer")
    page.get_by_role("link", name="Aanmelden met VNG").click()
    there_and_back(page, "gast")
    expect(page.get_by_role("alert")).to_contain_text("geen rol voor dit beheer")
    assert axe(page) + ibm(page) == []
    assert not [item for item in desk.accounts.accounts() if item.email == "gast@vng.example.nl"]
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Probeer het nog eens")


def _port(page: Page, desk: Desk) -> int:
    """Where the provider is: the door leads there."""
    answer = page.request.get(f"{desk.base}/beheer/inloggen/organisatie", max_redirects=0)
    return int(answer.headers["location"].split(":")[2].split("/")[0])
