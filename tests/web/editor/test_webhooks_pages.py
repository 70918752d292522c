"""Couplings at the desk: registered by an administrator, the secret shown once, and what stopped is in sight."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.exchange.webhooks import SqlWebhookBook
from bot.core.accounts.accounts import Role
from tests.web.editor.conftest import Person
from tests.web.page_checks import Page

URL = "https://www.leverancier.example.nl/melding"


@pytest.fixture
def administrator(someone: Callable[..., Person]) -> Person:
    return someone(Role.ADMINISTRATOR)


@pytest.fixture
def book(engine: Engine) -> SqlWebhookBook:
    return SqlWebhookBook(engine)


def added(person: Person, **fields: str) -> Page:
    response = person.post("/beheer/koppelingen", data={"_sleutel": person.token(), **fields})
    assert response.status_code == 200, response.get_data(as_text=True)
    return Page(response)


def test_a_coupling_is_added_and_its_secret_shown_once(administrator: Person, book: SqlWebhookBook):
    page = added(administrator, naam="Leverancier", adres=URL)
    (made, secret), *more = book.claim(datetime.now(UTC))
    assert not more
    assert (made.name, made.url, made.made_by) == ("Leverancier", URL, "beheerder0@vng.example.nl")
    assert secret in page.text()
    again = administrator.page("/beheer/koppelingen").text()
    assert "Leverancier" in again
    assert "Er was nog niets te melden." in again
    assert secret not in again


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"naam": "", "adres": URL}, "Vul in van wie het adres is."),
        (
            {"naam": "Leverancier", "adres": "http://www.leverancier.example.nl/"},
            "Het adres moet met https:// beginnen.",
        ),
        ({"naam": "Leverancier", "adres": "https://a:b@www.example.nl/"}, "Zet geen naam of wachtwoord in het adres."),
        ({"naam": "x" * 101, "adres": URL}, "Dit is te lang."),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    administrator: Person, book: SqlWebhookBook, fields: dict[str, str], told: str
):
    response = administrator.post("/beheer/koppelingen", data={"_sleutel": administrator.token(), **fields})
    assert response.status_code == 400
    text = response.get_data(as_text=True)
    assert told in text
    assert f'value="{fields["adres"]}"' in text
    assert book.webhooks() == ()


def test_one_that_stopped_is_shown_and_goes_on(administrator: Person, book: SqlWebhookBook):
    now = datetime.now(UTC)
    made, _ = book.add("Leverancier", URL, "", 1, now)
    book.failed(made.id, "Het adres antwoordde met code 500.", now, now + timedelta(hours=6), stop=True)
    page = administrator.page("/beheer/koppelingen").text()
    assert "Gestopt" in page
    assert "code 500" in page
    assert "Leverancier" in administrator.page("/beheer").text()
    done = administrator.send(f"/beheer/koppelingen/{made.id}", doe="verder")
    assert "De koppeling gaat binnen een minuut verder." in done.text()
    assert len(book.claim(datetime.now(UTC))) == 1


def test_another_secret_and_taking_away(administrator: Person, book: SqlWebhookBook):
    made, secret = book.add("Leverancier", URL, "", 1, datetime.now(UTC))
    response = administrator.post(
        f"/beheer/koppelingen/{made.id}", data={"_sleutel": administrator.token(), "doe": "geheim"}
    )
    new = re.search(r'<code class="key">([^<]+)', response.get_data(as_text=True))[1]
    assert new != secret
    assert book.claim(datetime.now(UTC))[0][1] == new
    assert "De koppeling is weg." in administrator.send(f"/beheer/koppelingen/{made.id}", doe="weg").text()
    assert book.webhooks() == ()
    for doe in ("weg", "iets"):
        answer = administrator.post(
            f"/beheer/koppelingen/{made.id}", data={"_sleutel": administrator.token(), "doe": doe}
        )
        assert answer.status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REPRESENTATIVE])
def test_couplings_are_for_administrators(someone: Callable[..., Person], book: SqlWebhookBook, role: Role):
    person = someone(role, "9001") if role is Role.REPRESENTATIVE else someone(role)
    made, _ = book.add("Leverancier", URL, "", 1, datetime.now(UTC))
    assert person.get("/beheer/koppelingen").status_code == 404
    for path in ("", f"/{made.id}"):
        answer = person.post(
            f"/beheer/koppelingen{path}", data={"_sleutel": person.token(), "naam": "x", "adres": URL, "doe": "weg"}
        )
        assert answer.status_code == 404
    assert len(book.webhooks()) == 1


def test_a_form_of_somebody_else_does_nothing(administrator: Person, book: SqlWebhookBook):
    made, _ = book.add("Leverancier", URL, "", 1, datetime.now(UTC))
    administrator.post(f"/beheer/koppelingen/{made.id}", data={"doe": "weg", "_sleutel": "verzonnen"})
    assert len(book.webhooks()) == 1
