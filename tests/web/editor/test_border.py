"""Every address of the desk that carries an id, read from the application: across the border there is nothing, whatever is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.routing import Rule

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.accounts.keys import SqlKeys
from bot.adapters.sql.directory.desk import SqlDesk
from bot.core.accounts.accounts import Role
from bot.core.accounts.ways import Passkey
from bot.core.changes.changes import Author, RecordKind
from bot.core.directory.standing import Origin
from tests.contracts.round_world import RoundWorld
from tests.web.editor.conftest import Person

OPEN = {"editor.welcome", "editor.mailed", "editor.resume"}
"""What is in these addresses is the key itself: 256 random bits that were given to one person."""
THEIRS = "horizon"


@pytest.fixture
def ids(desk: SqlDesk, accounts: SqlAccounts, engine: Engine, rounds: RoundWorld) -> dict[str, object]:
    """By part of an address something that exists, and is not of municipality 9001 nor of whoever asks."""
    phone = next(item for item in desk.records(THEIRS) if item.ref.kind is RecordKind.CHANNEL)
    owner = Author("loket", Origin.OWNER)
    desk.confirm(phone.ref, phone.version, owner)
    desk.change(phone.ref, phone.version + 1, {"value": "010 555 0188"}, Author("redactie", Origin.VNG), confirm=True)
    (proposal,) = [item for item in desk.proposals() if item.owner_id == THEIRS]
    somebody = accounts.add("ander@v.example.nl", "Ander", Role.REPRESENTATIVE, [THEIRS])
    keys = SqlKeys(engine)
    keys.add_passkey(somebody.id, Passkey(0, "YW5kZXI", "", 0, "Van een ander", rounds.clock()))
    rounds.rounds.start([THEIRS])
    (ask,) = rounds.book.asks()
    return {
        "owner_id": THEIRS,
        "key": str(phone.ref),
        "number": desk.history(owner_id=THEIRS)[0].number,
        "proposal_id": proposal.id,
        "account_id": somebody.id,
        "passkey_id": keys.passkeys(somebody.id)[0].id,
        "ask_id": ask.id,
        "what": "contact",
    }


def with_ids(app: Flask, ids: dict[str, object]) -> Iterator[tuple[Rule, str, str]]:
    """Rule, method and address of everything at the desk that carries an id."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("editor.") or not rule.arguments or rule.endpoint in OPEN:
            continue
        numbers = {part for part in rule.arguments if type(rule._converters[part]).__name__ == "IntegerConverter"}
        parts = {part: ids.get(part, 1 if part in numbers else THEIRS) for part in rule.arguments}
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule, method, adapter.build(rule.endpoint, parts, method=method)


SAYS = {"versie": "1", "value": "010 555 0100", "doe": "link", "besluit": "aannemen", "rol": "beheerder", "open": "ja"}


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.DEPUTY, Role.READER])
def test_across_the_border_is_nothing(
    app: Flask, someone: Callable[..., Person], ids: dict[str, object], desk: SqlDesk, accounts: SqlAccounts, role: Role
):
    person = someone(role, "9001") if role.speaks_for_owners else someone(role)
    token, before = (
        person.token(),
        (desk.records(THEIRS), desk.proposals(), accounts.account(int(str(ids["account_id"])))),
    )
    wrong, looked = [], 0
    for rule, method, address in with_ids(app, ids):
        data = {"_sleutel": token, **SAYS} if method == "POST" else None
        response = person.open(address, method=method, data=data)
        looked += 1
        if response.status_code != 404 or "010 555" in response.get_data(as_text=True):
            wrong.append(f"{method} {rule.rule}: {response.status_code}")
    assert not wrong
    assert looked > 20
    assert (desk.records(THEIRS), desk.proposals(), accounts.account(int(str(ids["account_id"])))) == before


def test_nobody_without_a_session_learns_what_exists(app: Flask, client: Person, ids: dict[str, object]):
    for _rule, method, address in with_ids(app, ids):
        for asked in (address, address.replace(THEIRS, "nergens")):
            response = client.open(asked, method=method, data=SAYS if method == "POST" else None)
            assert response.status_code == 303
            assert response.location.startswith("/beheer/inloggen?naar=")


def test_what_exists_is_there_for_whose_it_is(app: Flask, someone: Callable[..., Person], ids: dict[str, object]):
    """The same ids do open something: else the first test would say nothing."""
    person = someone(Role.REPRESENTATIVE, THEIRS)
    found = {rule.endpoint for rule, method, address in with_ids(app, ids) if method == "GET" and person.get(address).status_code == 200}  # fmt: skip
    assert {"editor.owner", "editor.change", "editor.history", "editor.add"} <= found
    boss = someone(Role.ADMINISTRATOR)
    assert boss.get(f"/beheer/gebruikers/{ids['account_id']}").status_code == 200
