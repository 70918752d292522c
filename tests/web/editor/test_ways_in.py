"""The other ways in: a link by mail, recovery codes; one's own account; and nothing tells who has one."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable

import pyotp
import pytest
from flask import Flask

from bot.adapters.sign_in.later import Later
from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.core.accounts.accounts import Role
from bot.core.mail.port import NotNowError
from tests.contracts.round_world import RoundWorld
from tests.web.conftest import CheckingClient
from tests.web.editor.conftest import PASSWORD, Person
from tests.web.page_checks import Page
from web.editor.gate import TypedCodec

NOOR = "noor@v.example.nl"


@pytest.fixture
def noor(accounts: SqlAccounts) -> None:
    """A representative who never chose a password."""
    accounts.add(NOOR, "Noor Voorbeeld", Role.REPRESENTATIVE, ["9001"])


@pytest.fixture
def person(app: Flask) -> Person:
    app.test_client_class = Person
    made = app.test_client()
    assert isinstance(made, Person)
    return made


def mailed(rounds: RoundWorld, address: str = NOOR) -> str:
    """The address of the link in the last mail."""
    return re.search(r"http://localhost(/beheer/link/\S+)", rounds.fake.to(address)[-1].text)[1]


def ask(person: Person, address: str = NOOR, naar: str = "") -> Page:
    response = person.post("/beheer/inloggen/link", data={"email": address, "naar": naar})
    assert response.status_code == 303
    return person.page(response.location)


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    found = [json.loads(record.getMessage()) for record in caplog.records if record.name == "kennispunt.events"]
    return [item for item in found if item["event"] == "account"]


@pytest.mark.usefixtures("noor")
def test_a_representative_comes_in_by_a_mailed_link_and_goes_on(person: Person, rounds: RoundWorld):
    ask(person, " Noor@V.example.nl ", naar="/beheer/gids/9001")
    url = mailed(rounds)
    for _ in range(3):
        page = person.page(url)
        assert "Noor Voorbeeld" in page.text()
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
        assert person.head(url).status_code == 200
    response = person.post(url)
    assert response.location == "/beheer/gids/9001"
    assert "'s-Voorbeeld" in person.page(response.location).text()
    assert person.get(url).status_code == 410
    assert person.post(url).status_code == 410


@pytest.mark.usefixtures("noor")
def test_what_was_typed_is_put_back_after_a_mailed_link(person: Person, rounds: RoundWorld, desk: object):
    lost = person.post(
        "/beheer/gids/9001/nieuw/contact", data={"label": "Wmo", "value": "010 555 0144", "kind": "phone"}
    )
    ask(person, naar=lost.location.partition("naar=")[2].replace("%2F", "/"))
    page = person.page(person.post(mailed(rounds)).location)
    assert "010 555 0144" in page.text()
    form = next(item for item in page.all("form") if item.get("action") == "/beheer/gids/9001/nieuw/contact")
    fields = {item.get("name"): item.get("value") for item in form.iter("input")}
    assert (
        "Het gegeven is toegevoegd." in person.send(form.get("action"), token=fields.pop("_sleutel"), **fields).text()
    )


@pytest.mark.usefixtures("noor")
def test_nothing_tells_whether_an_address_is_known(person: Person, rounds: RoundWorld):
    known, unknown = ask(person), ask(person, "niemand@v.example.nl")
    assert known.text() == unknown.text()
    assert [letter.to for letter in rounds.fake.sent] == [NOOR]
    rounds.fake.refuses[NOOR] = NotNowError("weg")
    assert ask(person).text() == known.text(), "nor whether mail goes"


def test_the_answer_does_not_wait_for_the_mail():
    """In the service the letter is written afterwards: how long that takes shows nothing."""
    later, done = Later(), []
    later(lambda: done.append(1 / 0))
    later(lambda: done.append("next"))
    later.wait()
    assert done == ["next"]


@pytest.mark.usefixtures("noor")
def test_mail_to_an_address_has_a_limit(person: Person, rounds: RoundWorld):
    for address in (NOOR, "niemand@v.example.nl"):
        codes = [person.post("/beheer/inloggen/link", data={"email": address}).status_code for _ in range(5)]
        assert codes == [303] * 3 + [429] * 2
    assert len(rounds.fake.sent) == 3
    assert person.post("/beheer/inloggen/link", data={"email": "noor"}).status_code == 400


def test_a_mailbox_alone_is_not_enough_for_an_editor(
    app: Flask, person: Person, accounts: SqlAccounts, rounds: RoundWorld, someone: Callable[..., Person]
):
    accounts.add("nieuw@vng.example.nl", "Nieuw", Role.EDITOR, ())
    ask(person, "nieuw@vng.example.nl")
    assert "/beheer/link" not in rounds.fake.to("nieuw@vng.example.nl")[-1].text
    someone(Role.EDITOR, email="redacteur@vng.example.nl")
    ask(person, "redacteur@vng.example.nl")
    assert person.post(mailed(rounds, "redacteur@vng.example.nl")).location.startswith("/beheer/code")
    assert person.get("/beheer/gids").location == "/beheer/code"
    assert "sleutel" not in person.page("/beheer/code").text()


def codes_of(person: Person) -> list[str]:
    page = person.post("/beheer/account/herstelcodes", data={"_sleutel": person.token()}).get_data(as_text=True)
    return re.findall(r'<code class="key">([^<]+)</code>', page)


def test_a_recovery_code_stands_in_for_the_telephone_once(app: Flask, someone: Callable[..., Person], person: Person):
    editor = someone(Role.EDITOR, email="redacteur@vng.example.nl")
    assert "Maak herstelcodes" in editor.page("/beheer").text()
    codes = codes_of(editor)
    assert len(codes) == 10
    assert "Maak herstelcodes" not in editor.page("/beheer").text()
    data = {"email": "redacteur@vng.example.nl", "wachtwoord": PASSWORD}
    for expected in ("/beheer", None):
        assert person.post("/beheer/inloggen", data=data).location.startswith("/beheer/code")
        page = person.page("/beheer/code")
        assert "herstelcode" in page.text()
        half = next(item.get("value") for item in page.all("input") if item.get("name") == "_sleutel")
        response = person.post("/beheer/code", data={"code": codes[3].upper(), "_sleutel": half})
        assert response.location == expected
    assert "nog 9 herstelcodes" in editor.page("/beheer/account").text()


def test_a_code_alone_opens_nothing_before_a_second_factor_was_chosen(person: Person, accounts: SqlAccounts):
    made = accounts.add("nieuw@vng.example.nl", "Nieuw", Role.EDITOR, ())
    person.post(f"/beheer/welkom/{accounts.new_link(made.id)}", data={"wachtwoord": PASSWORD})
    page = person.page("/beheer/code")
    half = next(item.get("value") for item in page.all("input") if item.get("name") == "_sleutel")
    for code in ("", "000000", "2345-6789-abcd-efgh"):
        assert person.post("/beheer/code", data={"code": code, "_sleutel": half}).status_code == 400


def test_the_password_is_changed_by_who_knows_it(app: Flask, someone: Callable[..., Person], person: Person):
    mine = someone(Role.REPRESENTATIVE, "9001", email=NOOR)
    assert person.post("/beheer/inloggen", data={"email": NOOR, "wachtwoord": PASSWORD}).status_code == 303
    wrong = mine.post("/beheer/account/wachtwoord", data={"_sleutel": mine.token(), "nu": "fout", "wachtwoord": "een ander lang woord"})  # fmt: skip
    assert "Uw wachtwoord van nu klopt niet." in Page(wrong).text()
    short = mine.post(
        "/beheer/account/wachtwoord", data={"_sleutel": mine.token(), "nu": PASSWORD, "wachtwoord": "kort"}
    )
    assert short.status_code == 400
    done = mine.send("/beheer/account/wachtwoord", nu=PASSWORD, wachtwoord="een ander lang woord")
    assert "Uw nieuwe wachtwoord is bewaard." in done.text()
    assert person.get("/beheer").status_code == 303, "elsewhere one is signed out"


@pytest.mark.usefixtures("noor")
def test_who_came_by_mail_can_choose_a_password(person: Person, rounds: RoundWorld, accounts: SqlAccounts):
    ask(person)
    person.post(mailed(rounds))
    person.send("/beheer/account/wachtwoord", wachtwoord="een ander lang woord")
    assert accounts.with_password(NOOR, "een ander lang woord") is not None


def test_signing_out_everywhere(app: Flask, someone: Callable[..., Person], person: Person):
    mine = someone(Role.REPRESENTATIVE, "9001", email=NOOR)
    person.post("/beheer/inloggen", data={"email": NOOR, "wachtwoord": PASSWORD})
    assert "U bent nu op 2 plekken aangemeld." in mine.page("/beheer/account").text()
    assert "U bent overal afgemeld." in person.send("/beheer/account/afmelden").text()
    assert mine.get("/beheer").status_code == 303


def test_who_signed_in_long_ago_does_so_again_before_changing_the_door(
    app: Flask, someone: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
):
    from datetime import timedelta

    mine = someone(Role.REPRESENTATIVE, "9001", email=NOOR)
    monkeypatch.setattr("bot.adapters.sql.accounts.accounts.FRESH", timedelta(0))
    page = mine.page("/beheer/account")
    assert "Meld u opnieuw aan" in page.text()
    for way in ("wachtwoord", "herstelcodes", "passkeys", "passkeys/1/weg"):
        response = mine.post(f"/beheer/account/{way}", data={"_sleutel": mine.token(), "wachtwoord": "een ander lang woord"})  # fmt: skip
        assert response.location == "/beheer/inloggen?naar=/beheer/account"
    assert mine.page("/beheer").response.status_code == 200


def test_signing_in_again_ends_the_session_before(app: Flask, someone: Callable[..., Person], accounts: SqlAccounts):
    mine = someone(Role.REPRESENTATIVE, "9001", email=NOOR)
    mine.post("/beheer/inloggen", data={"email": NOOR, "wachtwoord": PASSWORD})
    assert "U bent nu op 1 plek aangemeld." in mine.page("/beheer/account").text()


def test_no_secret_is_kept_when_a_session_has_ended(person: Person):
    lost = person.post(
        "/beheer/account/wachtwoord", data={"nu": "geheim een", "wachtwoord": "geheim twee", "code": "123456"}
    )
    stores = person.application.extensions["kennispunt"].services.stores
    kept = stores.store("typed", TypedCodec(), most=1).get(lost.location.rpartition("/")[2])
    assert kept.value == {"": ["/beheer/account/wachtwoord"]}


def test_who_guesses_keeps_nobody_out_elsewhere(app: Flask, someone: Callable[..., Person]):
    someone(Role.REPRESENTATIVE, "9001", email=NOOR)
    guesser, owner = app.test_client(), app.test_client()
    wrong = {"email": NOOR, "wachtwoord": "fout fout fout"}
    assert [guesser.post("/beheer/inloggen", data=wrong).status_code for _ in range(11)][-1] == 429
    right = {"email": NOOR, "wachtwoord": PASSWORD}
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert owner.post("/beheer/inloggen", data=right, environ_base=elsewhere).status_code == 303


def test_lines_in_the_log_name_nobody(
    app: Flask, someone: Callable[..., Person], person: Person, rounds: RoundWorld, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    editor = someone(Role.EDITOR, email="redacteur@vng.example.nl")
    codes_of(editor)
    editor.send("/beheer/afmelden")
    person.post("/beheer/inloggen", data={"email": "redacteur@vng.example.nl", "wachtwoord": "fout fout fout"})
    ask(person, "redacteur@vng.example.nl")
    ask(person, "niemand@v.example.nl")
    said = [(item["what"], item["account"]) for item in lines(caplog)]
    (number,) = {account for _, account in said if account}
    assert said == [
        ("chose a password", number), ("signed in", number), ("made recovery codes", number), ("signed out", number),
        ("refused", None), ("link mailed", number), ("asked for a link", None),
    ]  # fmt: skip
    assert not [
        record for record in caplog.records if "example.nl" in record.getMessage() or "Iemand" in record.getMessage()
    ]


def test_fields_say_what_they_are_for_and_take_what_is_pasted(client: CheckingClient, someone: Callable[..., Person]):
    def fields(page: Page) -> dict[str, str]:
        inputs = [item for item in page.all("input") if item.get("type") != "hidden"]
        assert not [item for item in inputs if item.get("onpaste") or item.get("maxlength") == "6"]
        return {item.get("name"): item.get("autocomplete") for item in inputs}

    assert fields(client.page("/beheer/inloggen"))["email"] == "username"
    assert fields(client.page("/beheer/inloggen"))["wachtwoord"] == "current-password"
    assert fields(client.page("/beheer/inloggen/link")) == {"email": "email"}
    own = fields(someone(Role.EDITOR).page("/beheer/account"))
    assert (own["nu"], own["wachtwoord"]) == ("current-password", "new-password")


def test_a_totp_code_still_opens(app: Flask, someone: Callable[..., Person], person: Person, accounts: SqlAccounts):
    someone(Role.EDITOR, email="redacteur@vng.example.nl")
    (account,) = accounts.accounts()
    person.post("/beheer/inloggen", data={"email": account.email, "wachtwoord": PASSWORD, "naar": "/beheer/gids"})
    page = person.page("/beheer/code?naar=/beheer/gids")
    half = next(item.get("value") for item in page.all("input") if item.get("name") == "_sleutel")
    code = pyotp.TOTP(accounts.second_factor_key(account.id)).now()
    spent = person.post("/beheer/code", data={"code": code, "_sleutel": half, "naar": "/beheer/gids"})
    assert spent.status_code == 400, "it counted already, when the app was set up"
