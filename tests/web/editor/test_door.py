"""Coming in: by link, password and code; and nobody comes in who should not, nor loses what they typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, url_for

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.core.accounts.accounts import Role
from tests.web.conftest import CheckingClient
from tests.web.editor.conftest import PASSWORD, Person
from tests.web.page_checks import Page
from web.editor.gate import UPLOADING
from web.http.incoming import UPLOADS

PAGES = [
    "/beheer", "/beheer/gids", "/beheer/gids/9001", "/beheer/gids/nieuw", "/beheer/import", "/beheer/gebruikers",
    "/beheer/export/contacten.csv", "/beheer/gids/9001/geschiedenis",
]  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
def test_without_a_session_there_is_only_the_door(client: CheckingClient, url: str):
    response = client.get(url)
    assert response.status_code == 303
    assert response.location.startswith("/beheer/inloggen?naar=")
    assert "Aanmelden" in client.page(response.location).text()


def test_an_application_without_a_desk_has_none():
    from tests.web.fakes import World

    assert World().app().test_client().get("/beheer").status_code == 404


def test_the_link_is_used_up_by_the_button_and_not_by_opening_it(client: CheckingClient, accounts: SqlAccounts):
    made = accounts.add("nieuw@vng.example.nl", "Nieuw", Role.EDITOR, ())
    url = f"/beheer/welkom/{accounts.new_link(made.id)}"
    for _ in range(3):
        page = client.page(url)
        assert "Kies een wachtwoord" in page.text()
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
        assert page.response.headers["Cache-Control"] == "no-store"
    assert client.post(url, data={"wachtwoord": "kort"}).status_code == 400
    assert client.post(url, data={"wachtwoord": PASSWORD}).location == "/beheer/code"
    assert client.get(url).status_code == 410
    assert client.post(url, data={"wachtwoord": PASSWORD}).status_code == 410


def test_a_new_link_ends_the_earlier_one_and_a_made_up_one_is_none(client: CheckingClient, accounts: SqlAccounts):
    made = accounts.add("nieuw@vng.example.nl", "Nieuw", Role.EDITOR, ())
    first, second = accounts.new_link(made.id), accounts.new_link(made.id)
    assert client.get(f"/beheer/welkom/{first}").status_code == 410
    assert client.get(f"/beheer/welkom/{second}").status_code == 200
    assert client.get("/beheer/welkom/verzonnen").status_code == 410


def test_an_editor_with_only_a_password_comes_no_further(app: Flask, someone: Callable[..., Person]):
    someone(Role.EDITOR, email="redacteur@vng.example.nl")
    client = app.test_client()
    response = client.post("/beheer/inloggen", data={"email": "Redacteur@vng.example.nl", "wachtwoord": PASSWORD})
    assert response.location.startswith("/beheer/code")
    for url in PAGES:
        assert client.get(url).location == "/beheer/code"
    page = Page(client.get("/beheer/code"))
    assert "sleutel" not in page.text()  # the key was shown once


def test_a_representative_needs_a_password_alone_and_sees_their_own(app: Flask, someone: Callable[..., Person]):
    someone(Role.REPRESENTATIVE, "9001", email="loket@v.example.nl")
    person = app.test_client()
    assert isinstance(person, Person)
    response = person.post(
        "/beheer/inloggen", data={"email": "loket@v.example.nl", "wachtwoord": PASSWORD, "naar": "/beheer/gids/9001"}
    )
    assert response.location == "/beheer/gids/9001"
    assert "'s-Voorbeeld" in person.page(response.location).text()


@pytest.mark.parametrize("url", ["/beheer/gids/9002", "/beheer/gids/horizon", "/beheer/gids/nergens", "/beheer/import", "/beheer/gebruikers", "/beheer/gids/nieuw", "/beheer/gids/9002/nieuw/contact"])  # fmt: skip
def test_across_the_border_is_nothing(someone: Callable[..., Person], url: str):
    assert someone(Role.REPRESENTATIVE, "9001").get(url).status_code == 404


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
def test_only_an_administrator_has_accounts(someone: Callable[..., Person], role: Role):
    assert someone(role).get("/beheer/gebruikers").status_code == 404


def test_a_reader_changes_nothing(someone: Callable[..., Person]):
    person = someone(Role.READER)
    assert person.get("/beheer/gids/9001").status_code == 404
    assert person.get("/beheer/import").status_code == 404


@pytest.mark.parametrize(
    ("email", "password"),
    [("redacteur@vng.example.nl", "fout fout fout"), ("niemand@x.example.nl", PASSWORD), ("", "")],
)
def test_what_does_not_match_is_refused_alike(app: Flask, someone: Callable[..., Person], email: str, password: str):
    someone(Role.EDITOR, email="redacteur@vng.example.nl")
    response = app.test_client().post("/beheer/inloggen", data={"email": email, "wachtwoord": password})
    assert response.status_code == 400
    assert "horen niet bij elkaar" in Page(response).text()


def test_who_guesses_on_is_stopped(client: CheckingClient):
    codes = [
        client.post("/beheer/inloggen", data={"email": "a@b.example.nl", "wachtwoord": "x"}).status_code
        for _ in range(12)
    ]
    assert codes == [400] * 10 + [429] * 2


def test_a_code_counts_once(app: Flask, accounts: SqlAccounts, someone: Callable[..., Person]):
    import pyotp

    someone(Role.EDITOR, email="redacteur@vng.example.nl")
    (account,) = accounts.accounts()
    code = pyotp.TOTP(accounts.second_factor_key(account.id)).now()
    assert not accounts.gives_code(account.id, code)


@pytest.mark.parametrize(
    "onward", ["https://kwaad.example.nl", "//kwaad.example.nl", "/gids", "/beheer\\@x", "/beheerders"]
)
def test_the_door_leads_only_inside(app: Flask, someone: Callable[..., Person], onward: str):
    someone(Role.DEPUTY, "9001", email="loket@v.example.nl")
    data = {"email": "loket@v.example.nl", "wachtwoord": PASSWORD, "naar": onward}
    assert app.test_client().post("/beheer/inloggen", data=data).location == "/beheer"


def test_what_was_typed_when_the_session_ended_is_put_back(
    app: Flask, editor: Person, accounts: SqlAccounts, someone: Callable[..., Person]
):
    key = next(
        str(item.ref)
        for item in app.extensions["kennispunt"].services.editing.desk.records("9001")
        if item.values.get("value") == "010 555 0123"
    )
    url = f"/beheer/gids/9001/{key}/wijzig"
    token = editor.token()
    editor.delete_cookie("beheer", path="/beheer")
    response = editor.post(
        url, data={"_sleutel": token, "versie": "1", "label": "Wmo", "kind": "phone", "value": "010 555 0199"}
    )
    assert response.location.startswith("/beheer/inloggen?naar=")
    onward = response.location.partition("naar=")[2].replace("%2F", "/")
    someone(Role.REPRESENTATIVE, "9001", email="loket@v.example.nl")
    back = editor.post("/beheer/inloggen", data={"email": "loket@v.example.nl", "wachtwoord": PASSWORD, "naar": onward})
    page = editor.page(back.location)
    assert "010 555 0199" in page.text()
    form = next(item for item in page.all("form") if item.get("action") == url)
    fields = {item.get("name"): item.get("value") for item in form.iter("input")}
    assert "De wijziging is bewaard." in editor.send(url, token=fields.pop("_sleutel"), **fields).text()


def test_a_form_of_another_session_is_looked_at_again(editor: Person):
    page = editor.send("/beheer/gids/nieuw", token="verzonnen", name="Nieuw", kind_id="loket")
    assert "Er is nog niets mee gedaan" in page.text()


def test_signing_out_ends_the_session(editor: Person):
    assert "U bent afgemeld" in editor.send("/beheer/afmelden").text()
    assert editor.get("/beheer").status_code == 303


def test_the_cookie_is_for_this_server_alone(app: Flask, accounts: SqlAccounts):
    made = accounts.add("nieuw@vng.example.nl", "Nieuw", Role.EDITOR, ())
    response = app.test_client().post(f"/beheer/welkom/{accounts.new_link(made.id)}", data={"wachtwoord": PASSWORD}, base_url="https://localhost")  # fmt: skip
    cookie = response.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/beheer"))


def test_the_server_gives_room_where_the_desk_takes_files(app: Flask):
    with app.test_request_context():
        assert {url_for(endpoint) for endpoint in UPLOADING} == UPLOADS
