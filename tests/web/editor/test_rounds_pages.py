"""The round at the desk: begin, follow, decide and telephone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.accounts.accounts import Role
from bot.core.directory.standing import Origin
from bot.core.mail.port import Returned, UnsureError
from tests.contracts.round_world import RoundWorld
from tests.fakes.post import FakeReturns
from tests.web.editor.conftest import Person

NOOR = "noor@voorbeeld.example.nl"


@pytest.fixture
def asked(rounds: RoundWorld) -> RoundWorld:
    rounds.representative(NOOR, "9001")
    rounds.rounds.start(["9001"])
    rounds.rounds.send()
    return rounds


def test_a_round_is_looked_at_and_begun_in_three_clicks(editor: Person, rounds: RoundWorld):
    rounds.representative(NOOR, "9001")
    page = editor.page("/beheer/ronde")
    assert "'s-Voorbeeld: noor@voorbeeld.example.nl (vertegenwoordiger)" in page.text()
    example = editor.page("/beheer/ronde/voorbeeld").text()
    assert "Kloppen deze gegevens van gemeente 's-Voorbeeld nog? (2 minuten)" in example
    assert "/bevestig/…" in example
    done = editor.send("/beheer/ronde/begin")
    assert "De ronde is begonnen." in done.text()
    assert "wacht op verzending" in done.text()
    assert "Er is nu niemand aan de beurt." in editor.send("/beheer/ronde/begin").text()
    assert rounds.rounds.send().sent == 1


def test_an_editor_chooses_whom(editor: Person, rounds: RoundWorld):
    wrong = editor.post("/beheer/ronde/begin", data={"_sleutel": editor.token(), "voor": "9001 nergens"})
    assert wrong.status_code == 400
    assert "Niet in de gids: nergens" in wrong.get_data(as_text=True)
    editor.send("/beheer/ronde/begin", voor="9002, horizon")
    assert sorted(owner for ask in rounds.book.asks() for owner in ask.owners) == ["9002", "horizon"]


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.READER])
def test_the_round_is_for_editors(someone: Callable[..., Person], role: Role):
    person = someone(role, "9001") if role is Role.REPRESENTATIVE else someone(role)
    for way in ("", "/voorbeeld", "/bellen"):
        assert person.get(f"/beheer/ronde{way}").status_code == 404
    assert person.post("/beheer/ronde/begin", data={"_sleutel": person.token()}).status_code == 404


def test_ten_confirmations_by_telephone_are_one_click_each(editor: Person, asked: RoundWorld):
    asked.clock.passes(days=31)
    page = editor.page("/beheer/ronde/bellen")
    assert "1 organisatie gaf geen antwoord" in page.text()
    assert any(link.get("href") == "tel:+31105550123" for link in page.all("a"))
    versions = {
        item.get("name"): item.get("value") for item in page.all("input") if item.get("name", "").startswith("versie-")
    }
    done = editor.send("/beheer/ronde/bellen/9001", **versions)
    assert "Bevestigd namens de eigenaar." in done.text()
    assert "0 organisaties" in done.text()
    assert asked.phone().origin is Origin.OWNER
    assert editor.post("/beheer/ronde/bellen/9001", data={"_sleutel": editor.token()}).status_code == 404


def test_an_address_from_which_mail_came_back_is_shown_and_can_be_said_to_work(editor: Person, asked: RoundWorld):
    asked.rounds.read(FakeReturns(Returned(asked.fake.sent[0].key, hard=True, reason="550 no such user")))
    page = editor.page("/beheer/ronde")
    assert "Adressen die niet werken" in page.text()
    assert "550 no such user" in page.text()
    assert "Adressen die niet werken" not in editor.send("/beheer/ronde/adres", adres=NOOR).text()


def test_links_are_taken_back_and_an_unsure_letter_goes_again(editor: Person, rounds: RoundWorld):
    rounds.representative(NOOR, "9001")
    rounds.rounds.start(["9001"])
    rounds.fake.refuses[NOOR] = UnsureError("de verbinding brak af")
    rounds.rounds.send()
    rounds.fake.refuses.clear()
    (ask,) = rounds.book.asks()
    assert "onzeker of de mail weg is" in editor.page("/beheer/ronde").text()
    editor.send(f"/beheer/ronde/{ask.id}", doe="opnieuw")
    assert rounds.rounds.send().sent == 1
    assert "werken niet meer" in editor.send(f"/beheer/ronde/{ask.id}", doe="intrekken").text()
    assert rounds.answering.visit(rounds.fake.token(NOOR)) is None
    assert editor.post("/beheer/ronde/999", data={"_sleutel": editor.token()}).status_code == 404


def test_a_successor_of_another_domain_waits_for_an_editor(editor: Person, asked: RoundWorld):
    asked.answering.hand_over(asked.answering.visit(asked.fake.token(NOOR)), ["9001"], "kim@elders.example.nl", "")
    (waiting,) = asked.book.handovers()
    assert "kim@elders.example.nl in plaats van noor@voorbeeld.example.nl" in editor.page("/beheer/ronde").text()
    assert "Iemand geeft het door" in editor.page("/beheer").text()
    editor.send(f"/beheer/ronde/overdracht/{waiting.id}", besluit="aannemen")
    asked.rounds.send()
    assert len(asked.fake.to("kim@elders.example.nl")) == 1
    assert "Dit kan niet meer." in editor.send(f"/beheer/ronde/overdracht/{waiting.id}", besluit="aannemen").text()
