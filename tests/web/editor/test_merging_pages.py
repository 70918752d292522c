"""Making two records one at the desk, page by page, without script; seen by visitors at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.directory.desk import SqlDesk
from bot.core.accounts.accounts import Role
from bot.core.changes.changes import Author, RecordKind
from bot.core.directory.standing import Origin
from tests.contracts.round_world import RoundWorld
from tests.web.editor.conftest import Person
from tests.web.page_checks import Page

EDITOR = Author("redactie@vng.example.nl", Origin.VNG)
PAIR = "blijft=organisation-horizon&weg=organisation-horizon-twee"


@pytest.fixture(autouse=True)
def twice(desk: SqlDesk) -> None:
    """Horizon a second time, with a number in common and one of its own."""
    whole = {"name": "Horizon", "kind_id": "aanbieder", "summary_nl": "Helpt.", "website": "www.horizon.example.nl/"}
    desk.add("horizon-twee", RecordKind.ORGANISATION, whole, EDITOR, confirm=False)
    for label, value in (("Aanmelden", "088 555 0101"), ("Verwijzers", "088 555 0166")):
        number = {"label": label, "kind": "phone", "value": value}
        desk.add("horizon-twee", RecordKind.CHANNEL, number, EDITOR, confirm=False)


def form(page: Page, **chosen: str) -> dict[str, str]:
    """What the form to merge would send: its hidden fields, and what is checked, but for what was chosen otherwise."""
    (whole,) = (item for item in page.all("form") if item.get("aria-label", "").startswith("Samenvoegen"))
    fields = (field for field in whole.iter("input") if field.get("name"))
    sent = {
        field.get("name", ""): field.get("value", "")
        for field in fields
        if field.get("type") in {"hidden", "text"} or field.get("checked") is not None
    }
    assert sent
    sent.pop("_sleutel")
    return {**sent, **chosen}


def test_the_desk_says_what_may_be_double_and_why(editor: Person):
    assert "Misschien dubbel: 1" in editor.page("/beheer").text()
    text = editor.page("/beheer/dubbel").text()
    assert "Eén paar is misschien hetzelfde." in text
    assert "Stichting Horizon en Horizon" in text
    assert "ezelfde website: horizon.example.nl" in text
    assert "etzelfde nummer: +31885550101" in text
    assert "ezelfde naam, op schrijfwijze na (horizon)" in text


def test_two_become_one_with_what_was_chosen_and_two_again(editor: Person, desk: SqlDesk):
    page = editor.page(f"/beheer/samenvoegen?{PAIR}")
    assert "Van Stichting Horizon: Verzonnen aanbieder voor blinde mensen." in page.text()
    assert "Van Horizon: Helpt." in page.text()
    assert "Aanmelden" not in page.text(), "what is the same is not asked"
    done = editor.send(
        "/beheer/samenvoegen", **form(page, **{"keuze-veld-summary_nl": "andere", "waarom": "zelfde AGB"})
    )
    assert "Samengevoegd. Het oude adres wijst nu hierheen." in done.text()
    assert "088 555 0166" in done.text()

    public = editor.page("/gids/aanbieders/horizon?taal=nl").text()
    assert "Helpt." in public
    assert "088 555 0166" in public
    moved = editor.get("/gids/aanbieders/horizon-twee")
    assert (moved.status_code, moved.location) == (301, "/gids/aanbieders/horizon")
    for_programs = editor.get("/gids/aanbieders/horizon-twee", headers={"Accept": "application/json"})
    assert for_programs.location == "/gids/aanbieders/horizon"
    assert "Horizon (vervallen)" in editor.page("/beheer/gids?q=horizon-twee").text()
    gone = editor.page("/beheer/gids/horizon-twee")
    assert gone.link("Naar de opvolger") == "/beheer/gids/horizon"

    listed = editor.page("/beheer/dubbel").text()
    assert "Geen enkel paar lijkt hetzelfde." in listed
    assert "(zelfde AGB)" in listed
    history = editor.page("/beheer/gids/horizon-twee/geschiedenis")
    assert "Die draait u als geheel terug" in history.text()
    batch = re.search(r"/beheer/samenvoegen/(samenvoeging-\w+)/terug", history.response.get_data(as_text=True))
    assert batch
    assert "Beide zijn weer wat ze waren." in editor.send(batch[0]).text()
    assert "Verzonnen aanbieder voor blinde mensen." in editor.page("/gids/aanbieders/horizon?taal=nl").text()
    assert editor.get("/gids/aanbieders/horizon-twee").status_code == 200
    assert [
        item.values["value"] for item in desk.records("horizon") if item.values.get("value") == "088 555 0166"
    ] == []
    again = editor.post(batch[0], data={"_sleutel": editor.token()})
    assert again.status_code == 409
    assert "al teruggedraaid" in again.get_data(as_text=True)


def test_a_change_in_between_is_shown_and_nothing_chosen_is_lost(editor: Person, desk: SqlDesk):
    sent = form(editor.page(f"/beheer/samenvoegen?{PAIR}"), **{"keuze-veld-summary_nl": "andere", "waarom": "dubbel"})
    number = next(item for item in desk.records("horizon-twee") if item.values.get("value") == "088 555 0166")
    desk.change(number.ref, number.version, {"value": "088 555 0177"}, EDITOR, confirm=True)
    response = editor.post("/beheer/samenvoegen", data={"_sleutel": editor.token(), **sent})
    page = Page(response)
    assert response.status_code == 409
    assert "Er is nog niets samengevoegd" in page.text()
    assert "(intussen gewijzigd)" in page.text()
    assert "088 555 0177" in page.text()
    kept = form(page)
    assert (kept["keuze-veld-summary_nl"], kept["waarom"]) == ("andere", "dubbel")
    assert editor.get("/gids/aanbieders/horizon-twee").status_code == 200
    assert "Samengevoegd." in editor.send("/beheer/samenvoegen", **kept).text()
    assert "088 555 0177" in editor.page("/gids/aanbieders/horizon?taal=nl").text()


def test_not_the_same_is_remembered_until_somebody_says_otherwise(editor: Person):
    way = {"blijft": "organisation-horizon-twee", "weg": "organisation-horizon"}
    page = editor.send("/beheer/dubbel/niet-hetzelfde", **way, waarom="gebeld")
    assert "Onthouden" in page.text()
    assert "Geen enkel paar lijkt hetzelfde." in page.text()
    assert "(gebeld)" in page.text()
    assert "Misschien dubbel" not in editor.page("/beheer").text()
    assert "Eén paar is misschien hetzelfde." in editor.send("/beheer/dubbel/1/toch").text()


def test_any_two_can_be_put_beside_each_other_either_way_round(editor: Person):
    choosing = editor.page("/beheer/samenvoegen?blijft=organisation-horizon")
    options = {item.get("value") for item in choosing.all("option")}
    assert options == {"", "organisation-horizon-twee", "organisation-elders"}
    page = editor.page(f"/beheer/samenvoegen?{PAIR}")
    turned = editor.page(page.link("Draai het om: Stichting Horizon gaat op in Horizon"))
    assert "Stichting Horizon gaat op in Horizon" in turned.text()


def test_two_numbers_of_one_desk_become_one(editor: Person, desk: SqlDesk):
    first, second = (
        next(item for item in desk.records("horizon-twee") if item.values.get("value") == value)
        for value in ("088 555 0101", "088 555 0166")
    )
    choosing = editor.page(f"/beheer/samenvoegen?blijft={first.ref}")
    assert str(second.ref) in {item.get("value") for item in choosing.all("option")}
    page = editor.page(f"/beheer/samenvoegen?blijft={first.ref}&weg={second.ref}")
    done = editor.send("/beheer/samenvoegen", **form(page, **{"keuze-veld-value": "andere"}))
    assert "Samengevoegd." in done.text()
    numbers = [
        text
        for text in ("088 555 0101", "088 555 0166")
        if text in editor.page("/gids/aanbieders/horizon-twee?taal=nl").text()
    ]
    assert numbers == ["088 555 0166"]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/beheer/samenvoegen?blijft=organisation-nergens&weg=organisation-horizon", 404),
        ("/beheer/samenvoegen?blijft=municipality-9001&weg=municipality-9002", 404),
        ("/beheer/samenvoegen?blijft=onzin", 404),
        ("/beheer/samenvoegen?blijft=channel-99999999999999999999", 404),
        ("/beheer/samenvoegen?blijft=organisation-horizon&weg=organisation-horizon", 400),
    ],
)
def test_what_cannot_be_is_no_error_of_ours(editor: Person, url: str, status: int):
    assert editor.get(url).status_code == status


def test_for_a_representative_there_is_no_such_page(someone: Callable[..., Person]):
    owner = someone(Role.REPRESENTATIVE, "horizon", "horizon-twee")
    assert owner.get("/beheer/dubbel").status_code == 404
    assert owner.get(f"/beheer/samenvoegen?{PAIR}").status_code == 404
    for way in ("/beheer/samenvoegen", "/beheer/dubbel/niet-hetzelfde", "/beheer/samenvoegen/samenvoeging-x/terug"):
        assert owner.post(way, data={"_sleutel": owner.token()}).status_code == 404
    assert "Voeg samen" not in owner.page("/beheer/gids/horizon").text()


def test_who_spoke_for_the_one_speaks_for_both_until_they_come_apart(
    editor: Person, someone: Callable[..., Person], accounts: SqlAccounts, rounds: RoundWorld
):
    owner = someone(Role.REPRESENTATIVE, "horizon-twee", email="hulp@horizon.example.nl")
    assert owner.get("/beheer/gids/horizon").status_code == 404
    editor.send("/beheer/samenvoegen", **form(editor.page(f"/beheer/samenvoegen?{PAIR}")))
    assert owner.page("/beheer/gids/horizon").text()
    assert owner.get("/beheer/gids/elders").status_code == 404
    assert next(item.address for item in rounds.rounds.chain("horizon")) == "hulp@horizon.example.nl"
    batch = re.search(r"samenvoeging-\w+", editor.page("/beheer/dubbel").response.get_data(as_text=True))
    assert batch
    editor.send(f"/beheer/samenvoegen/{batch[0]}/terug")
    assert owner.get("/beheer/gids/horizon").status_code == 404


def test_two_editors_and_a_representative_on_one_record(editor: Person, someone: Callable[..., Person], desk: SqlDesk):
    """The owner's word stands, the editors' become a choice and a proposal, and nobody loses what they typed."""
    other, owner = someone(Role.EDITOR), someone(Role.REPRESENTATIVE, "9001")
    record = next(item for item in desk.records("9001") if item.ref.kind is RecordKind.CHANNEL)
    way = f"/beheer/gids/9001/{record.ref}/wijzig"
    seen = {f"gezien-{name}": value for name, value in record.values.items()}
    typed = {"versie": str(record.version), **record.values, **seen, "bevestig": "ja"}
    assert "De wijziging is bewaard" in editor.send(way, **{**typed, "value": "010 555 0101"}).text()
    clash = owner.post(way, data={"_sleutel": owner.token(), **typed, "value": "010 555 0102"})
    assert clash.status_code == 409
    assert "Van u: 010 555 0102" in clash.get_data(as_text=True)
    now = next(item for item in desk.records("9001") if item.ref == record.ref)
    assert "bewaard" in owner.send(way, **{**typed, "versie": str(now.version), "value": "010 555 0102"}).text()
    clash = other.post(way, data={"_sleutel": other.token(), **typed, "value": "010 555 0103"})
    assert clash.status_code == 409
    assert "Van u: 010 555 0103" in clash.get_data(as_text=True)
    now = next(item for item in desk.records("9001") if item.ref == record.ref)
    page = other.send(way, **{**typed, "versie": str(now.version), "value": "010 555 0103"})
    assert "een voorstel geworden" in page.text()
    assert (now.values["value"], now.origin) == ("010 555 0102", Origin.OWNER)
    assert "010 555 0102" in editor.page("/gids/gemeenten/9001?taal=nl").text()
    assert [item.proposed for item in desk.proposals()] == [{"value": "010 555 0103"}]


def test_a_representative_who_guesses_finds_nothing(someone: Callable[..., Person], desk: SqlDesk):
    owner = someone(Role.REPRESENTATIVE, "9001")
    number = desk.history(owner_id="horizon")[0].number
    theirs = next(item for item in desk.records("horizon") if item.ref.kind is RecordKind.CHANNEL)
    ways = [
        f"/beheer/gids/{borders}"
        for borders in (
            "horizon", "9002", "nergens", "horizon/geschiedenis", "horizon/nieuw/contact", f"horizon/{theirs.ref}/wijzig",
            f"horizon/{theirs.ref}/betwist", f"horizon/{theirs.ref}/vervallen", f"9001/{theirs.ref}/wijzig",
        )
    ]  # fmt: skip
    assert [owner.get(way).status_code for way in ways] == [404] * len(ways)
    presses = [f"/beheer/gids/horizon/geschiedenis/{number}", f"/beheer/gids/9001/geschiedenis/{number}", f"/beheer/gids/9001/{theirs.ref}/klopt"]  # fmt: skip
    sent = {"_sleutel": owner.token(), "versie": "1", "value": "088 555 0111"}
    statuses = [owner.post(way, data=sent).status_code for way in [*ways[4:], *presses]]
    assert statuses == [404] * (len(ways) - 4 + len(presses))
    assert {owner.post(way, data=sent).status_code for way in ways[:4]} == {405}, "pages to read alone"
    assert next(item for item in desk.records("horizon") if item.ref == theirs.ref) == theirs
