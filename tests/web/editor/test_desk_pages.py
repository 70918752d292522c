"""Keeping the directory current, page by page, without script."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.directory.desk import SqlDesk
from bot.contract import Language
from bot.core.accounts.accounts import Role
from bot.core.changes.changes import Author, RecordKind
from bot.core.changes.records import Record
from bot.core.directory.standing import Origin
from bot.core.reply.feedback import Report
from tests.web.editor.conftest import Person
from tests.web.fakes import World


def phone(desk: SqlDesk, owner: str = "9001") -> Record:
    return next(item for item in desk.records(owner) if item.ref.kind is RecordKind.CHANNEL)


def way(record: Record, what: str) -> str:
    return f"/beheer/gids/{record.owner_id}/{record.ref}/{what}"


def typed(record: Record, **other: str) -> dict[str, str]:
    seen = {f"gezien-{name}": value for name, value in record.values.items()}
    return {"versie": str(record.version), **record.values, **seen, **other}


@pytest.mark.parametrize("wanted", ["voorbeeld", "9001", "horizon", "Nergens"])
def test_one_field_finds_all(editor: Person, wanted: str):
    page = editor.page(f"/beheer/gids?q={wanted}")
    assert "Gevonden: 1" in page.text()


def test_a_page_says_of_each_fact_what_it_is_worth(editor: Person):
    text = editor.page("/beheer/gids/9001").text()
    assert "010 555 0123" in text
    assert "Onbevestigd. Bron: de bestanden van de gids (voorbeeld)" in text
    assert "Klopt nog" in text


def test_confirming_takes_one_button_and_is_seen_by_visitors_at_once(editor: Person, desk: SqlDesk):
    record = phone(desk)
    page = editor.send(way(record, "klopt"), versie="1")
    assert "Bevestigd. Dank u wel." in page.text()
    assert "Bevestigd door VNG op" in page.text()
    assert "bevestigd door VNG op" in editor.page("/gids/gemeenten/9001?taal=nl").text()


def test_a_number_is_changed_and_a_wrong_one_named(editor: Person, desk: SqlDesk):
    record = phone(desk)
    wrong = editor.post(way(record, "wijzig"), data={"_sleutel": editor.token(), **typed(record, value="bel maar")})
    assert wrong.status_code == 400
    assert "Dit moet nog anders" in wrong.get_data(as_text=True)
    assert 'value="bel maar"' in wrong.get_data(as_text=True)
    page = editor.send(way(record, "wijzig"), **typed(record, value="010 555 0199", bevestig="ja", waarom="gebeld"))
    assert "010 555 0199" in page.text()
    assert "010 555 0199" in editor.page("/gids/gemeenten/9001?taal=nl").text()


def test_two_editors_see_only_what_differs_and_choose(editor: Person, someone: Callable[..., Person], desk: SqlDesk):
    record, other = phone(desk), someone(Role.EDITOR)
    editor.send(way(record, "wijzig"), **typed(record, value="010 555 0101", bevestig="ja"))
    clash = other.post(
        way(record, "wijzig"), data={"_sleutel": other.token(), **typed(record, value="010 555 0102", waarom="brief")}
    )
    text = clash.get_data(as_text=True)
    assert clash.status_code == 409
    assert all(
        words in text
        for words in ("Eerst stond er: 010 555 0123", "Van u: 010 555 0102", "010 555 0101", 'value="brief"')
    )
    assert "Loket of functie" not in text
    now = phone(desk)
    assert now.values["value"] == "010 555 0101"
    other.send(way(record, "wijzig"), **typed(now, value="010 555 0102"))
    assert phone(desk).values["value"] == "010 555 0102"


def test_a_representative_confirms_for_their_municipality_and_an_editor_then_only_proposes(
    editor: Person, someone: Callable[..., Person], desk: SqlDesk
):
    owner = someone(Role.REPRESENTATIVE, "9001")
    owner.send(way(phone(desk), "klopt"), versie="1")
    assert phone(desk).confirmation.confirmed_by == "gemeente 's-Voorbeeld"
    record = phone(desk)
    page = editor.send(way(record, "wijzig"), **typed(record, value="010 555 0199", bevestig="ja"))
    assert "Uw wijziging is een voorstel geworden" in page.text()
    assert "Aannemen" not in editor.page("/beheer").text()
    waiting = owner.page("/beheer")
    assert "Er wacht 1 voorstel op een besluit." in waiting.text()
    (proposal,) = desk.proposals()
    assert (
        editor.post(
            f"/beheer/voorstellen/{proposal.id}", data={"_sleutel": editor.token(), "besluit": "aannemen"}
        ).status_code
        == 404
    )
    assert "Het voorstel is aangenomen" in owner.send(f"/beheer/voorstellen/{proposal.id}", besluit="aannemen").text()
    assert phone(desk).values["value"] == "010 555 0199"


def test_what_an_editor_heard_from_the_owner_counts_as_the_owners(editor: Person, desk: SqlDesk):
    record = phone(desk)
    editor.send(way(record, "wijzig"), **typed(record, value="010 555 0199", bevestig="ja", namens="eigenaar"))
    assert phone(desk).origin is Origin.OWNER


def test_the_history_is_shown_and_taken_back(editor: Person, desk: SqlDesk):
    record = phone(desk)
    editor.send(way(record, "wijzig"), **typed(record, value="010 555 0199", waarom="gebeld met het loket"))
    page = editor.page("/beheer/gids/9001/geschiedenis")
    assert all(
        words in page.text() for words in ("010 555 0123", "010 555 0199", "gebeld met het loket", "namens de VNG")
    )
    number = desk.history(owner_id="9001")[0].number
    assert "De wijziging is teruggedraaid" in editor.send(f"/beheer/gids/9001/geschiedenis/{number}").text()
    assert phone(desk).values["value"] == "010 555 0123"
    assert "Dit kan niet meer" in editor.send(f"/beheer/gids/9001/geschiedenis/{number}").text()
    assert editor.post(f"/beheer/gids/9002/geschiedenis/{number}", data={"_sleutel": editor.token()}).status_code == 404


def test_a_report_warns_visitors_and_waits_for_the_editors(editor: Person, desk: SqlDesk):
    record = phone(desk)
    assert editor.page(way(record, "betwist")).text()
    editor.send(way(record, "betwist"), waarom="buiten gebruik")
    assert "is gemeld dat dit niet klopt" in editor.page("/gids/gemeenten/9001?taal=nl").text()
    assert "'s-Voorbeeld: 010 555 0123" in editor.page("/beheer").text()


def test_an_organisation_goes_with_a_successor_and_comes_back(editor: Person, desk: SqlDesk):
    record = desk.records("elders")[0]
    assert editor.page(way(record, "vervallen")).text()
    wrong = editor.post(
        way(record, "vervallen"),
        data={"_sleutel": editor.token(), "versie": "1", "op": "morgen", "opvolger": "nergens"},
    )
    assert wrong.status_code == 400
    assert "staat niet in de gids" in wrong.get_data(as_text=True)
    editor.send(way(record, "vervallen"), versie="1", op="2026-02-01", opvolger="horizon", waarom="gefuseerd")
    gone = editor.get("/gids/aanbieders/elders?taal=nl")
    assert gone.status_code == 410
    assert "Stichting Horizon" in gone.get_data(as_text=True)
    editor.send(f"/beheer/gids/elders/geschiedenis/{desk.history(owner_id='elders')[0].number}")
    assert editor.get("/gids/aanbieders/elders").status_code == 200


@pytest.mark.parametrize(
    ("owner", "what", "fields", "seen"),
    [
        ("9002", "contact", {"label": "Wmo", "kind": "email", "value": "wmo@n.example.nl"}, "wmo@n.example.nl"),
        ("9002", "contact", {"label": "Wmo", "kind": "textphone", "value": "010 555 0144"}, "010 555 0144"),
        (
            "9002",
            "keuze",
            {"subject": "wijze", "value": "factuur", "valid_from": "2026-02-01"},
            "factuur, vanaf 2026-02-01",
        ),
        ("horizon", "dienst", {"need_id": "visueel", "law_id": "zvw", "note": "Nieuw."}, "Nieuw."),
        ("horizon", "werkgebied", {"cbs_code": "9002"}, "Nergenshuizen"),
    ],
)
def test_facts_are_added(editor: Person, owner: str, what: str, fields: dict[str, str], seen: str):
    assert editor.page(f"/beheer/gids/{owner}/nieuw/{what}").text()
    page = editor.send(f"/beheer/gids/{owner}/nieuw/{what}", bevestig="ja", **fields)
    assert "Het gegeven is toegevoegd." in page.text()
    assert seen in page.text()
    again = editor.post(f"/beheer/gids/{owner}/nieuw/{what}", data={"_sleutel": editor.token(), **fields})
    assert again.status_code == 400
    assert "Dit staat er al." in again.get_data(as_text=True)


def test_an_organisation_is_added(editor: Person):
    page = editor.send("/beheer/gids/nieuw", name="Nieuwe Hulp!", kind_id="aanbieder", bevestig="ja")
    assert "Nieuwe Hulp!" in page.text()
    assert editor.get("/gids/aanbieders/nieuwe-hulp").status_code == 200


@pytest.mark.parametrize("url", ["/beheer/gids/9001/channel-999999/wijzig", "/beheer/gids/9001/onzin/klopt", "/beheer/gids/9002/channel-1/wijzig", "/beheer/gids/9001/nieuw/onzin", "/beheer/voorstellen/99", "/beheer/import/niets/werk.csv", "/beheer/export/alles.csv"])  # fmt: skip
def test_what_is_not_there_is_no_error_of_ours(editor: Person, url: str):
    assert editor.post(url, data={"_sleutel": editor.token()}).status_code in {404, 405}
    assert editor.get(url).status_code in {400, 404, 405}


def test_a_table_is_judged_answered_and_taken(editor: Person, desk: SqlDesk):
    text = "gemeentecode;functie;telefoon\n9001;Wmo;010 555 0199\n9002;Wmo;010 555 0177\n"
    sent = {"_sleutel": editor.token(), "tabel": (io.BytesIO(text.encode()), "loketten.csv")}
    response = editor.post("/beheer/import", data=sent, content_type="multipart/form-data")
    page = response.get_data(as_text=True)
    assert response.status_code == 200, page
    assert "2 rijen: 1 overnemen, 0 melden, 1 vragen, 0 weigeren, 0 overslaan." in page
    assert phone(desk).values["value"] == "010 555 0123"
    key = page.partition('name="bestand" value="')[2].partition('"')[0]
    mend = editor.get(f"/beheer/import/{key}/werk.csv").get_data(as_text=True)
    assert "9001;Wmo;010 555 0199" in mend
    done = editor.send("/beheer/import", bestand=key, doe="overnemen", **{"antwoord--2": "vervangen"})
    assert "Overgenomen: 2 gegevens gewijzigd, 0 voorstellen." in done.text()
    assert phone(desk).values["value"] == "010 555 0199"


def test_a_large_table_is_received_and_a_refused_one_writes_nothing(editor: Person, desk: SqlDesk):
    text = "gemeentecode;functie;telefoon\n" + "9009;Wmo;010 555 0199\n" * 5000
    assert len(text) > 64 * 1024
    sent = {"_sleutel": editor.token(), "tabel": (io.BytesIO(text.encode()), "loketten.csv")}
    page = editor.post("/beheer/import", data=sent, content_type="multipart/form-data").get_data(as_text=True)
    assert "5000 weigeren" in page
    assert "Neem over</button>" not in page


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "leeg"), (b"%PDF", "pdf"), (b"a;b\n1;2\n", "kolommen die de gids kent")]
)
def test_a_table_that_cannot_be_read_says_why(editor: Person, data: bytes, words: str):
    sent = {"_sleutel": editor.token(), "tabel": (io.BytesIO(data), "x.csv")}
    response = editor.post("/beheer/import", data=sent, content_type="multipart/form-data")
    assert response.status_code == 400
    assert words in response.get_data(as_text=True)


def test_lists_go_out_as_filtered_and_only_what_is_theirs(editor: Person, someone: Callable[..., Person]):
    assert "088 555 0101" in editor.get("/beheer/export/contacten.csv").get_data(as_text=True)
    filtered = editor.get("/beheer/export/contacten.csv?q=voorbeeld").get_data(as_text=True)
    assert "010 555 0123" in filtered
    assert "088 555 0101" not in filtered
    own = someone(Role.REPRESENTATIVE, "9001").get("/beheer/export/contacten.csv").get_data(as_text=True)
    assert "088 555 0101" not in own
    assert editor.get("/beheer/export/keuzes.xlsx").data.startswith(b"PK")


def test_an_administrator_adds_people_and_locks_nobody_out(someone: Callable[..., Person], accounts: SqlAccounts):
    boss = someone(Role.ADMINISTRATOR)
    page = boss.send(
        "/beheer/gebruikers", email="loket@v.example.nl", naam="Loket", rol="vertegenwoordiger", voor="9001"
    )
    assert "/beheer/welkom/" in page.text()
    wrong = boss.post(
        "/beheer/gebruikers", data={"_sleutel": boss.token(), "email": "x", "naam": "", "rol": "lezer", "voor": ""}
    )
    assert wrong.status_code == 400
    mine, other = accounts.accounts()
    own = boss.post(f"/beheer/gebruikers/{mine.id}", data={"_sleutel": boss.token(), "rol": "redacteur", "open": "ja"})
    assert "U kunt uw eigen rol niet wijzigen" in own.get_data(as_text=True)
    last = boss.post(f"/beheer/gebruikers/{other.id}", data={"_sleutel": boss.token(), "rol": "lezer", "open": "ja"})
    assert "laatste vertegenwoordiger van 9001" in last.get_data(as_text=True)
    assert "/beheer/welkom/" in boss.send(f"/beheer/gebruikers/{other.id}", doe="link").text()
    assert boss.get("/beheer/gebruikers/999").status_code == 404


def test_nothing_of_a_token_is_logged(editor: Person, accounts: SqlAccounts, caplog: pytest.LogCaptureFixture):
    caplog.set_level("INFO")
    token = accounts.new_link(accounts.accounts()[0].id)
    editor.get(f"/beheer/welkom/{token}")
    assert token not in caplog.text


def test_a_proposal_that_only_an_editor_carries_out_is_put_aside(editor: Person, desk: SqlDesk, world: World):
    author = Author("loket", Origin.OWNER)
    desk.confirm(phone(desk).ref, 1, author)
    desk.change(phone(desk).ref, 2, {"value": "010 555 0100"}, Author("register", Origin.REGISTER), confirm=False)
    (proposal,) = desk.proposals()
    assert "Het voorstel is afgewezen" in editor.send(f"/beheer/voorstellen/{proposal.id}", besluit="afwijzen").text()
    assert desk.proposals() == ()


def test_what_visitors_say_is_not_right_waits_at_the_desk(editor: Person, world: World):
    given = datetime.now(UTC)
    world.reports.put(Report("20261130-7KQ3X", given, "gids/gemeenten/9001", "Het adres is oud.", Language.DUTCH))
    page = editor.page("/beheer")
    assert "20261130-7KQ3X" in page.text()
    assert "Het adres is oud." in page.text()
    assert page.link("gids/gemeenten/9001") == "/gids/gemeenten/9001"
