"""Reporting an agreement that was not kept, and the case at the desk, as people do it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, MetaData, select

from bot.core.accounts.accounts import Role
from tests.contracts.round_world import RoundWorld
from tests.web.conftest import CheckingClient
from tests.web.editor.conftest import Person
from tests.web.page_checks import Page

NOOR = "noor@horizon.example.nl"
TYPED = {
    "about": "9001",
    "kind": "betaaltermijn",
    "what": "Facturen worden na 90 dagen betaald.",
    "since": "maart 2026",
    "wish": "Vraag de gemeente waarom.",
    "may_name": "nee",
}
type Someone = Callable[..., Person]


def everything(engine: Engine) -> str:
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        return "\n".join(str(row) for table in found.sorted_tables for row in connection.execute(select(table)))


def hidden(page: Page) -> dict[str, str]:
    """What the form of this page carries along."""
    return {item.get("name", ""): item.get("value", "") for item in page.all("input") if item.get("type") == "hidden"}


def test_with_a_mailed_code_to_the_number(client: CheckingClient, rounds: RoundWorld, engine: Engine):
    who = {"stap": "adres", "voor": "horizon", "email": "Aanmelden@horizon.example.nl"}
    asked = Page(client.post("/afspraak-melden", data=who))
    (letter,) = rounds.fake.to("aanmelden@horizon.example.nl")
    code = re.search(r"\b\d{8}\b", letter.text)[0]
    wrong = client.post("/afspraak-melden", data=hidden(asked) | {"code": "00000000"})
    assert wrong.status_code == 400
    form = Page(client.post("/afspraak-melden", data=hidden(asked) | {"code": f"{code[:4]} {code[4:]}"}))
    assert "U meldt voor Stichting Horizon" in form.text()
    lacking = client.post("/afspraak-melden", data=hidden(form) | TYPED | {"what": "", "may_name": ""})
    assert lacking.status_code == 400
    assert 'href="#veld-what"' in lacking.get_data(as_text=True)
    client_data = "Mevrouw Verzonnendijk (BSN 111222333) krijgt niets."
    marked = client.post("/afspraak-melden", data=hidden(form) | TYPED | {"what": client_data})
    body = marked.get_data(as_text=True)
    assert marked.status_code == 400
    assert re.search(r"<mark>[^<]*Verzonnendijk", body)
    assert "<mark>111222333" in body
    cleaned = re.search(r'<textarea[^>]*name="what"[^>]*>([^<]*)', body)[1]
    assert "Verzonnendijk" not in cleaned
    assert "[bsn]" in cleaned
    done = Page(client.post("/afspraak-melden", data=hidden(form) | TYPED | {"what": cleaned}))
    assert "A20" in done.text()
    assert "is ontvangen" in rounds.fake.to("aanmelden@horizon.example.nl")[-1].subject
    kept = everything(engine)
    assert "Verzonnendijk" not in kept
    assert "111222333" not in kept
    again = client.post("/afspraak-melden", data=hidden(form) | TYPED)
    assert again.status_code == 403  # a code is for one report
    assert 'value="Vraag de gemeente waarom."' in again.get_data(as_text=True)  # and nothing typed is lost


def test_an_address_that_is_not_known_gets_the_same_page_and_no_code(client: CheckingClient, rounds: RoundWorld):
    known = {"stap": "adres", "voor": "horizon", "email": "aanmelden@horizon.example.nl"}
    unknown = known | {"email": "iemand@elders.example.nl"}
    pages = [Page(client.post("/afspraak-melden", data=data)).text() for data in (known, unknown)]
    assert pages[0].replace(known["email"], "") == pages[1].replace(unknown["email"], "")
    assert [letter.to for letter in rounds.fake.sent] == [known["email"]]
    assert client.post("/afspraak-melden", data=unknown | {"stap": "code", "code": "12345678"}).status_code == 400


def test_a_code_cannot_be_guessed_and_is_mailed_once_in_a_while(client: CheckingClient, rounds: RoundWorld):
    who = {"stap": "adres", "voor": "horizon", "email": "aanmelden@horizon.example.nl"}
    client.post("/afspraak-melden", data=who)
    client.post("/afspraak-melden", data=who)
    (letter,) = rounds.fake.sent
    code = re.search(r"\b\d{8}\b", letter.text)[0]
    for _ in range(5):
        wrong = "11111111" if code != "11111111" else "22222222"
        client.post("/afspraak-melden", data=who | {"stap": "code", "code": wrong})
    assert client.post("/afspraak-melden", data=who | {"stap": "code", "code": code}).status_code in {400, 429}


@pytest.mark.parametrize("data", [{"stap": "adres"}, {"stap": "adres", "voor": "horizon", "email": "x"}, {"stap": "melding", "pas": "verzonnen", **TYPED}])  # fmt: skip
def test_what_is_not_right_asks_who_it_is(client: CheckingClient, data: dict[str, str]):
    response = client.post("/afspraak-melden", data=data)
    assert response.status_code in {400, 403}
    assert "Een afspraak is niet nagekomen" in Page(response).text()


def test_the_page_is_in_no_cache_and_no_search_engine(client: CheckingClient):
    response = client.get("/afspraak-melden")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert client.post("/afspraak-melden", data={"stap": "elders"}).status_code == 400


def test_a_representative_reports_and_each_side_sees_its_own(someone: Someone, editor: Person, rounds: RoundWorld):
    mine = someone(Role.REPRESENTATIVE, "horizon", email=NOOR)
    other = someone(Role.REPRESENTATIVE, "9001", email="wmo@voorbeeld.example.nl")
    page = mine.send("/beheer/afspraken/nieuw", **TYPED)
    assert "Uw melding is ontvangen" in page.text()
    number = re.search(r"A\d{4}-\d{5}", page.text())[0]
    way = f"/beheer/afspraken/{number}"
    assert rounds.fake.to(NOOR)[-1].subject == f"Uw melding {number} is ontvangen"
    assert other.get(way).status_code == 404
    assert number not in other.page("/beheer/afspraken").text()

    step = {"doe": "stap", "versie": "1", "status": "gevraagd aan de ander", "volgende": "2099-01-31", "vraag": "Hoe zit het?"}  # fmt: skip
    lacking = editor.post(way, data=step | {"_sleutel": editor.token(), "volgende": ""})
    assert lacking.status_code == 400
    assert "Hoe zit het?" in lacking.get_data(as_text=True)
    assert "gevraagd aan de ander" in editor.send(way, **step).text()
    stale = editor.post(way, data=step | {"_sleutel": editor.token(), "status": "opgelost"})
    assert stale.status_code == 409
    note = {"doe": "bericht", "versie": "2", "soort": "notitie", "tekst": "Lijkt op een eerdere zaak."}
    assert "Lijkt op een eerdere zaak." in editor.send(way, **note).text()

    seen = other.page(way).text()
    assert "Hoe zit het?" in seen
    for secret in ("Horizon", TYPED["what"], TYPED["wish"], "eerdere zaak", NOOR):
        assert secret not in seen, secret
    assert "Bericht van de ander" in other.send(way, doe="antwoord", tekst="Het ligt bij financiën.").text()
    assert other.post(way, data=note | {"_sleutel": other.token()}).status_code == 404
    own = mine.page(way).text()
    assert TYPED["what"] in own
    assert "eerdere zaak" not in own
    assert "Het ligt bij financiën." not in own
    marked = editor.post(way, data={"_sleutel": editor.token(), "doe": "bericht", "versie": "4", "soort": "notitie", "tekst": "Bel mevrouw Verzonnendijk."})  # fmt: skip
    assert marked.status_code == 400
    assert "<mark>" in marked.get_data(as_text=True)
    assert "Verzonnendijk" not in editor.page(way).text()


def test_nobody_reports_for_somebody_else_and_readers_for_nobody(someone: Someone):
    mine = someone(Role.REPRESENTATIVE, "horizon", "elders")
    assert (
        mine.post("/beheer/afspraken/nieuw", data={"_sleutel": mine.token(), "voor": "9002", **TYPED}).status_code
        == 404
    )
    reader = someone(Role.READER)
    for way in ("/beheer/afspraken", "/beheer/afspraken/nieuw", "/beheer/afspraken/A2026-00001"):
        assert reader.get(way).status_code == 404, way
    assert "Er is nog niets gemeld" in reader.page("/beheer/afspraken/aantallen").text()


def test_without_a_session_everything_goes_to_the_door(client: CheckingClient):
    for way in ("", "/nieuw", "/aantallen", "/A2026-00001"):
        response = client.get(f"/beheer/afspraken{way}")
        assert response.status_code == 303, way
        assert "/beheer/inloggen" in response.location


@pytest.mark.parametrize("page", ["/gids/gemeenten/9001", "/gids/aanbieders/horizon"])
def test_who_is_in_the_directory_leads_to_the_form(client: CheckingClient, page: str):
    shown = client.page(f"{page}?taal=nl")
    (link,) = [item for item in shown.all("a") if item.get("href", "").startswith("/afspraak-melden")]
    assert link.get("hreflang") == "nl"
    assert client.get(link.get("href")).status_code == 200
