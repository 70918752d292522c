"""Asking for the weekly letter on one's own account, and stopping it with the link in it: looking changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from bot.core.accounts.accounts import Role
from bot.core.closed.shelf import Development
from tests.contracts.closed_world import EDITOR, ClosedWorld
from tests.contracts.round_world import BASE, RoundWorld
from tests.web.conftest import CheckingClient
from tests.web.editor.conftest import Person

LEES = "lees@voorbeeld.example.nl"
type Someone = Callable[..., Person]


@pytest.fixture
def closed(engine: Engine, rounds: RoundWorld) -> ClosedWorld:
    return ClosedWorld(engine, rounds)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_with_an_account_may_ask_for_it_and_it_is_off_at_first(someone: Someone, role: Role):
    owners = ("9001",) if role.speaks_for_owners else ()
    person = someone(role, *owners)
    assert "Nu krijgt u het weekbericht niet." in person.page("/beheer/account").text()
    page = person.send("/beheer/account/weekbericht", wil="ja")
    assert "hooguit één keer per week" in page.text()
    assert "Nu krijgt u het weekbericht." in page.text()
    page = person.send("/beheer/account/weekbericht", wil="nee")
    assert "U krijgt geen weekbericht meer." in page.text()
    assert "Nu krijgt u het weekbericht niet." in page.text()
    key = {"_sleutel": person.token()}
    assert person.post("/beheer/account/weekbericht", data=key | {"wil": "misschien"}).status_code == 404
    assert person.get("/beheer/account/weekbericht").status_code == 405


def test_a_form_of_another_session_asks_for_nothing(someone: Someone, closed: ClosedWorld):
    person = someone(Role.READER, email=LEES)
    assert person.post("/beheer/account/weekbericht", data={"_sleutel": "anders", "wil": "ja"}).status_code == 303
    assert closed.weekly.book.readers() == ()


@pytest.fixture
def stop(someone: Someone, closed: ClosedWorld) -> str:
    """The address in a letter that was sent."""
    someone(Role.READER, email=LEES).send("/beheer/account/weekbericht", wil="ja")
    closed.part.write(Development(0, "Nieuw besluit", "Tekst.", closed.part.today), EDITOR)
    closed.world.clock.passes(days=8)
    closed.weekly.send()
    return closed.world.fake.to(LEES)[0].stop.removeprefix(BASE)


def test_looking_changes_nothing_and_a_button_stops_it(client: CheckingClient, closed: ClosedWorld, stop: str):
    for _ in range(2):
        page = client.page(stop)
        assert client.head(stop).status_code == 200
        assert "Wilt u het weekbericht niet meer?" in page.text()
    assert len(closed.weekly.book.readers()) == 1
    response = client.get(stop)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"
    (form,) = page.all("form")
    assert (form.get("method"), form.get("action")) == ("post", stop)
    assert "U krijgt het weekbericht niet meer" in client.post(stop).get_data(as_text=True)
    assert closed.weekly.book.readers() == ()
    assert "U krijgt het weekbericht niet meer" in client.page(stop).text()


def test_a_mail_program_stops_it_with_one_post_without_cookies(client: CheckingClient, closed: ClosedWorld, stop: str):
    """RFC 8058: this body, no page before it, and no browser that says where it comes from."""
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        response = client.post(stop, data={"List-Unsubscribe": "One-Click"}, content_type=kind)
        assert response.status_code == 200, kind
        assert closed.weekly.book.readers() == ()


def test_a_link_that_never_was_is_not_there(client: CheckingClient, closed: ClosedWorld, stop: str):
    for way in (f"{stop}x", "/bevestig/weekbericht/niets"):
        assert client.get(way).status_code == 404
        assert client.post(way).status_code == 404
    assert len(closed.weekly.book.readers()) == 1
