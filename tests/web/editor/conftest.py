"""The desk on a database of its own, and people who sign in as they do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pyotp
import pytest
from flask import Flask
from sqlalchemy import Engine

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.directory.desk import SqlDesk
from bot.core.accounts.accounts import Role
from tests.contracts.round_world import Clock, RoundWorld
from tests.web.conftest import CheckingClient
from tests.web.editor.desk_world import give_a_desk
from tests.web.fakes import World
from tests.web.page_checks import Page

PASSWORD = "paard batterij nietje"


@pytest.fixture
def rounds(engine: Engine) -> RoundWorld:
    """The round, on a clock that begins now."""
    return RoundWorld(engine, clock=Clock(datetime.now(UTC)))


@pytest.fixture
def world(engine: Engine, accounts: SqlAccounts, desk: SqlDesk, rounds: RoundWorld) -> World:
    made = World()
    give_a_desk(made, engine, rounds)
    return made


class Person(CheckingClient):
    """Somebody with a browser of their own."""

    def send(self, url: str, *, token: str | None = None, **fields: object) -> Page:
        """Send a form of the desk and follow to the next page."""
        response = self.post(url, data={"_sleutel": self.token() if token is None else token, **fields})
        if response.status_code == 303:
            return self.page(response.location)
        return Page(response)

    def token(self) -> str:
        """What the forms of this session carry."""
        found = re.search(r'name="_sleutel" value="([^"]*)"', self.get("/beheer/gids").get_data(as_text=True))
        return found[1] if found else ""


@pytest.fixture
def someone(app: Flask, accounts: SqlAccounts) -> Callable[..., Person]:
    """Somebody new of this role, signed in."""
    app.test_client_class = Person

    def make(role: Role = Role.EDITOR, *owners: str, email: str = "") -> Person:
        made = accounts.add(email or f"{role}{len(accounts.accounts())}@vng.example.nl", f"Iemand {role}", role, owners)
        person = app.test_client()
        assert isinstance(person, Person)
        token = accounts.new_link(made.id)
        assert person.post(f"/beheer/welkom/{token}", data={"wachtwoord": PASSWORD}).status_code == 303
        if role.needs_second_factor:
            page = person.get("/beheer/code").get_data(as_text=True)
            key = re.sub(r"\s", "", re.search(r'<code class="key">([^<]+)', page)[1])
            code = pyotp.TOTP(key).now()
            half = re.search(r'name="_sleutel" value="([^"]*)"', page)[1]
            assert person.post("/beheer/code", data={"code": code, "_sleutel": half}).status_code == 303
        return person

    return make


@pytest.fixture
def editor(someone: Callable[..., Person]) -> Person:
    return someone(Role.EDITOR)
