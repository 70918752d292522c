"""Coming in by a provider: only in the browser that went there, once, to the page that was wanted; and out again."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

import pytest
from flask import Flask

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.core.accounts.accounts import Role
from bot.core.accounts.ways import Begun, Ended, Identity, ProviderError
from tests.web.editor.conftest import Person
from tests.web.fakes import World
from tests.web.page_checks import Page

ISSUER = "https://aanmelden.vng.example.nl"
BACK = "/beheer/inloggen/organisatie/terug"


class FakeProvider:
    """Takes everybody's word for it."""

    name = "VNG"
    issuer = ISSUER

    def __init__(self) -> None:
        self.who = Identity(ISSUER, "abc", "sam@vng.example.nl", True, "Sam Voorbeeld", Role.EDITOR, "zitting")
        self.problem = ""
        self.went = 0
        self.backs: list[str] = []

    def begin(self, back: str, onward: str) -> tuple[str, Begun]:
        if self.problem:
            raise ProviderError(self.problem)
        self.went += 1
        self.backs.append(back)
        state = f"staat-{self.went}"
        return f"{ISSUER}/auth?state={state}", Begun(state, "nonce", "verifier", onward)

    def finish(self, back: str, begun: Begun, answer: Mapping[str, str]) -> Identity:
        self.backs.append(back)
        if self.problem or answer.get("code") != "goed":
            raise ProviderError(self.problem or "Fout.")
        return self.who

    def farewell(self, back: str) -> str:
        return f"{ISSUER}/end?back={back}"

    def ended(self, token: str) -> Ended:
        if token != "goed":
            raise ProviderError("Fout.")
        return Ended("abc", "zitting")


@pytest.fixture
def provider(world: World) -> FakeProvider:
    made = FakeProvider()
    world.editing = replace(world.editing, ways=replace(world.editing.ways, provider=made))
    return made


@pytest.fixture
def app(world: World, provider: FakeProvider) -> Flask:
    made = world.app()
    made.test_client_class = Person
    return made


def person(app: Flask) -> Person:
    made = app.test_client()
    assert isinstance(made, Person)
    return made


def go(browser: Person, naar: str = "/beheer/gids") -> str:
    response = browser.get(f"/beheer/inloggen/organisatie?naar={naar}")
    assert response.location.startswith(f"{ISSUER}/auth?state=")
    return response.location.partition("state=")[2]


def test_there_and_back_to_what_was_wanted(app: Flask, provider: FakeProvider, accounts: SqlAccounts):
    browser = person(app)
    assert "Aanmelden met VNG" in browser.page("/beheer/inloggen").text()
    response = browser.get(f"{BACK}?state={go(browser)}&code=goed")
    assert response.location == "/beheer/gids"
    assert provider.backs == [f"http://localhost{BACK}"] * 2
    (account,) = accounts.accounts()
    assert (account.role, account.outside) == (Role.EDITOR, True)
    assert browser.page("/beheer/gids").response.status_code == 200


@pytest.mark.parametrize("onward", ["https://kwaad.example.nl", "//kwaad.example.nl"])
def test_the_way_back_leads_only_inside(app: Flask, onward: str):
    browser = person(app)
    assert browser.get(f"{BACK}?state={go(browser, onward)}&code=goed").location == "/beheer"


def test_an_answer_counts_once_and_in_the_browser_that_asked(app: Flask):
    mine, other = person(app), person(app)
    state = go(mine)
    assert other.get(f"{BACK}?state={state}&code=goed").status_code == 400, "somebody was lured to it"
    assert mine.get(f"{BACK}?state={state}&code=goed").status_code == 303
    assert mine.get(f"{BACK}?state={state}&code=goed").status_code == 400
    for query in ("", "?state=", "?state=verzonnen&code=goed", f"?state={go(other)}&error=access_denied"):
        assert other.get(f"{BACK}{query}").status_code == 400
    assert other.get("/beheer").status_code == 303


def test_what_goes_wrong_is_said_at_the_door(app: Flask, provider: FakeProvider):
    browser = person(app)
    state = go(browser)
    assert "Fout." in Page(browser.get(f"{BACK}?state={state}&code=fout")).text()
    provider.problem = "VNG antwoordt nu niet."
    assert "VNG antwoordt nu niet." in Page(browser.get("/beheer/inloggen/organisatie")).text()


def test_signing_out_ends_it_here_and_offers_to_there(app: Flask, provider: FakeProvider):
    browser = person(app)
    browser.get(f"{BACK}?state={go(browser)}&code=goed")
    response = browser.post("/beheer/afmelden", data={"_sleutel": browser.token()})
    page = Page(response)
    assert "Bij VNG bent u nog aangemeld" in page.text()
    assert f"{ISSUER}/end?back=http://localhost/beheer/inloggen" in [item.get("href") for item in page.all("a")]
    assert browser.get("/beheer").status_code == 303


def test_the_provider_signs_somebody_out(app: Flask, provider: FakeProvider):
    browser, machine = person(app), app.test_client()
    browser.get(f"{BACK}?state={go(browser)}&code=goed")
    end = "/beheer/inloggen/organisatie/afgemeld"
    for wrong in ({}, {"logout_token": "verzonnen"}):
        assert machine.post(end, data=wrong).status_code == 400
    assert browser.get("/beheer").status_code == 200
    assert machine.post(end, data={"logout_token": "goed"}).status_code == 200
    assert browser.get("/beheer").status_code == 303


def test_a_role_that_is_less_today_is_less_at_once(app: Flask, provider: FakeProvider):
    first, second = person(app), person(app)
    first.get(f"{BACK}?state={go(first)}&code=goed")
    provider.who = replace(provider.who, role=Role.READER)
    second.get(f"{BACK}?state={go(second)}&code=goed")
    assert first.get("/beheer").status_code == 303
    assert second.get("/beheer/gids/9001").status_code == 404


def test_the_last_administrator_stays_one_and_the_log_says_so(
    app: Flask, provider: FakeProvider, accounts: SqlAccounts, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    provider.who = replace(provider.who, role=Role.ADMINISTRATOR)
    first, second = person(app), person(app)
    first.get(f"{BACK}?state={go(first)}&code=goed")
    provider.who = replace(provider.who, role=Role.READER)
    second.get(f"{BACK}?state={go(second)}&code=goed")
    assert second.get("/beheer/gebruikers").status_code == 200
    (account,) = accounts.accounts()
    assert account.role is Role.ADMINISTRATOR
    said = [record.getMessage() for record in caplog.records if "kept as the last administrator" in record.getMessage()]
    assert len(said) == 1
    assert account.email not in said[0]


@pytest.mark.parametrize("way", ["", "/terug", "/afgemeld"])
def test_without_a_provider_there_is_none(world: World, way: str):
    world.editing = replace(world.editing, ways=replace(world.editing.ways, provider=None))
    client = world.app().test_client()
    url = f"/beheer/inloggen/organisatie{way}"
    assert (client.post(url) if way == "/afgemeld" else client.get(url)).status_code == 404
    assert "Aanmelden met VNG" not in Page(client.get("/beheer/inloggen")).text()
