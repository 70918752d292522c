"""The closed part as people see it, and that nobody else sees anything of it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from bot.core.accounts.accounts import Role
from bot.core.closed.shelf import Development, Official
from bot.core.use.figures import Cell, Figure
from tests.contracts.closed_world import EDITOR, ClosedWorld
from tests.contracts.round_world import RoundWorld
from tests.web.conftest import CheckingClient
from tests.web.editor.conftest import Person

PLANTED = "Zonnebloemkwartel"
MEES = Official(0, "9001", f"Mees {PLANTED}", "overdracht", "mees@voorbeeld.example.nl", "010 555 0133")
CELLS = [Cell(2025, provider, place, Figure.of(10 + int(place[-1]))) for provider in ("horizon", "elders", "derde") for place in ("9001", "9002", "9003")]  # fmt: skip
type Someone = Callable[..., Person]


@pytest.fixture
def closed(engine: Engine, rounds: RoundWorld) -> ClosedWorld:
    """The closed part with something in each of its rooms."""
    made = ClosedWorld(engine, rounds)
    made.part.write(
        Development(0, f"Over {PLANTED}", f"Tekst over {PLANTED}.\n\nTweede alinea.", made.part.today), EDITOR
    )
    made.part.add_document(f"Stuk {PLANTED}", f"{PLANTED}.pdf", b"%PDF-1.7 " + PLANTED.encode(), EDITOR)
    made.part.keep_official(MEES, EDITOR)
    made.use.put(CELLS)
    return made


WAYS = (
    "/beheer/besloten", "/beheer/besloten/ontwikkelingen", "/beheer/besloten/ontwikkelingen/1",
    "/beheer/besloten/documenten", f"/beheer/besloten/documenten/1/{PLANTED}.pdf", "/beheer/besloten/medewerkers",
    "/beheer/besloten/gebruik", "/beheer/besloten/gebruik.csv",
)  # fmt: skip


def test_every_room_is_for_who_is_signed_in_and_in_no_cache(
    client: CheckingClient, someone: Someone, closed: ClosedWorld
):
    reader = someone(Role.READER)
    for way in WAYS:
        out = client.get(way)
        assert out.status_code == 303, way
        assert "/beheer/inloggen" in out.location
        assert PLANTED not in out.get_data(as_text=True).replace(f"{PLANTED}.pdf", "")
        response = reader.get(way)
        assert response.status_code == 200, way
        assert response.headers["Cache-Control"] == "no-store", way
        assert response.headers["X-Robots-Tag"] == "noindex", way
        assert response.headers["Referrer-Policy"] == "no-referrer", way
    assert PLANTED in reader.get(WAYS[0]).get_data(as_text=True)


PUBLIC = (
    "/", f"/zoeken?q={PLANTED}", f"/zoeken?q={PLANTED}&taal=en", "/sitemap.xml", "/robots.txt", "/gids/gemeenten/9001",
    "/gids/aanbieders/horizon", "/gids/aanbieders", "/api/v1/organisations", "/api/v1/organisations/horizon",
    "/api/v1/municipalities", "/api/v1/topics", "/api/v1/openapi.json", "/bronnen", "/afspraak-melden",
)  # fmt: skip


@pytest.mark.parametrize("headers", [{}, {"Accept": "application/json"}])
def test_nothing_of_it_is_found_outside(client: CheckingClient, closed: ClosedWorld, headers: dict[str, str]):
    seen = 0
    for way in PUBLIC:
        response = client.get(way, headers=headers)
        seen += response.status_code == 200
        text = response.get_data(as_text=True).replace(f"q={PLANTED}", "").replace(f'value="{PLANTED}"', "")
        for secret in (f"Over {PLANTED}", f"Mees {PLANTED}", MEES.email, "010 555 0133", "besloten/"):
            assert secret not in text, (way, secret)
    assert seen > len(PUBLIC) / 2
    said = client.say(f"Wie is Mees {PLANTED} van gemeente 's-Voorbeeld?")
    assert MEES.email not in said.text()
    assert "010 555 0133" not in said.text()


def test_a_document_is_sent_to_keep_and_never_to_show(someone: Someone, closed: ClosedWorld):
    response = someone(Role.READER).get(WAYS[4])
    assert response.headers["Content-Disposition"] == f'attachment; filename="{PLANTED}.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.data == b"%PDF-1.7 " + PLANTED.encode()
    assert someone(Role.READER).get("/beheer/besloten/documenten/1/anders.pdf").status_code == 404


def test_only_editors_write_and_only_administrators_read_the_log(someone: Someone, editor: Person, closed: ClosedWorld):
    for role, owners in ((Role.READER, ()), (Role.REPRESENTATIVE, ("9001",))):
        person = someone(role, *owners)
        key = {"_sleutel": person.token()}
        for way in ("/beheer/besloten/ontwikkelingen/nieuw", "/beheer/besloten/ontwikkelingen/1/wijzig", "/beheer/besloten/gebruik/import", "/beheer/logboek"):  # fmt: skip
            assert person.get(way).status_code == 404, way
        for way in ("/beheer/besloten/documenten", "/beheer/besloten/documenten/1/weg", "/beheer/besloten/ontwikkelingen/1/wijzig"):  # fmt: skip
            assert person.post(way, data=key | {"doe": "weg"}).status_code == 404, way
    assert editor.get("/beheer/logboek").status_code == 404
    assert len(closed.shelf.documents()) == 1
    boss = someone(Role.ADMINISTRATOR)
    assert "document 1 toegevoegd" in boss.page("/beheer/logboek").text()


def test_an_editor_writes_and_who_is_second_loses_nothing(editor: Person, closed: ClosedWorld):
    typed = {"titel": "Nieuw besluit", "tekst": "Eerste.\n\nTweede.", "dag": "1-6-2026"}
    page = editor.send("/beheer/besloten/ontwikkelingen/nieuw", **typed)
    assert "Nieuw besluit 1 juni 2026" in page.text()
    way = "/beheer/besloten/ontwikkelingen/2/wijzig"
    editor.send(way, **typed | {"versie": "1", "tekst": "Van de een."})
    second = editor.post(way, data=typed | {"_sleutel": editor.token(), "versie": "1", "tekst": "Van de ander."})
    assert second.status_code == 409
    body = second.get_data(as_text=True)
    assert "Van de ander.</textarea>" in body
    assert "Van de een." in body
    assert "Van de ander." in editor.send(way, **typed | {"versie": "2", "tekst": "Van de ander."}).text()
    assert editor.post(way, data=typed | {"_sleutel": editor.token(), "dag": "morgen"}).status_code == 400
    editor.send(way, doe="weg")
    assert editor.get("/beheer/besloten/ontwikkelingen/2").status_code == 404


def test_a_document_of_another_kind_is_refused_with_the_field(editor: Person, closed: ClosedWorld):
    def upload(name: str, data: bytes, title: str = "Stuk") -> str:
        sent = {"_sleutel": editor.token(), "titel": title, "bestand": (io.BytesIO(data), name)}
        return editor.post("/beheer/besloten/documenten", data=sent, follow_redirects=True).get_data(as_text=True)

    assert "Dit soort bestand nemen wij niet" in upload("stuk.html", b"<script>")
    assert "Dit is geen pdf" in upload("stuk.pdf", b"<script>")
    assert "Vul in: titel" in upload("stuk.pdf", b"%PDF-", title="")
    assert "Kies een bestand" in upload("", b"")
    assert "Bewaard." in upload("stuk.pdf", b"%PDF-" + b"x" * 1024 * 1024)
    assert len(closed.shelf.documents()) == 2


def test_each_keeps_its_own_officials_and_everybody_signed_in_reads_them(
    someone: Someone, closed: ClosedWorld, rounds: RoundWorld
):
    mine, other = someone(Role.REPRESENTATIVE, "9001"), someone(Role.DEPUTY, "horizon")
    assert MEES.name in other.page("/beheer/besloten/medewerkers").text()
    assert other.get("/beheer/besloten/medewerkers/1").status_code == 404
    assert (
        other.post("/beheer/besloten/medewerkers/1", data={"_sleutel": other.token(), "doe": "weg"}).status_code == 404
    )
    typed = {"naam": "Sam Voorbeeld", "waarvoor": "overdracht", "email": "Sam@voorbeeld.example.nl", "telefoon": ""}
    assert "Sam Voorbeeld" in mine.send("/beheer/besloten/medewerkers", **typed).text()
    assert "besloten deel" in rounds.fake.to("sam@voorbeeld.example.nl")[-1].subject
    stolen = mine.post("/beheer/besloten/medewerkers", data=typed | {"_sleutel": mine.token(), "van": "horizon"})
    assert stolen.status_code == 404
    wrong = mine.post("/beheer/besloten/medewerkers", data=typed | {"_sleutel": mine.token(), "naam": ""})
    assert wrong.status_code == 400
    assert 'href="#veld-naam"' in wrong.get_data(as_text=True)
    late = mine.post("/beheer/besloten/medewerkers/1", data=typed | {"_sleutel": mine.token(), "versie": "7"})
    assert late.status_code == 409
    assert MEES.email in late.get_data(as_text=True)
    mine.send("/beheer/besloten/medewerkers/1", doe="weg")
    assert MEES.name not in mine.page("/beheer/besloten/medewerkers").text()


def test_each_sees_its_own_figures_and_the_total(someone: Someone, editor: Person, closed: ClosedWorld):
    mine = someone(Role.REPRESENTATIVE, "9001").page("/beheer/besloten/gebruik").text()
    assert "Gemeente 's-Voorbeeld: 33" in mine
    assert "In 2025 samen: 108" in mine
    assert "Nergenshuizen" not in mine
    reader = someone(Role.READER).page("/beheer/besloten/gebruik?jaar=2025").text()
    assert "108" in reader
    assert "Horizon" not in reader
    assert "Stichting Horizon: 36" in editor.page("/beheer/besloten/gebruik").text()
    closed.use.put([Cell(2025, "horizon", "9001", Figure.of(2))])
    rows = someone(Role.DEPUTY, "horizon").get("/beheer/besloten/gebruik.csv?jaar=2025").get_data(as_text=True)
    assert "2025;Stichting Horizon;gemeente 's-Voorbeeld;1-4" in rows
    assert "2025;iedereen;Nederland;98 tot 101" in rows


def test_figures_are_taken_after_the_report(editor: Person, closed: ClosedWorld):
    table = b"aanbieder;gemeente;jaar;aantal\nhorizon;9001;2024;3\nhorizon;9002;2024;44\n"

    def upload(data: bytes) -> str:
        sent = {"_sleutel": editor.token(), "tabel": (io.BytesIO(data), "cijfers.csv")}
        return editor.post("/beheer/besloten/gebruik/import", data=sent).get_data(as_text=True)

    assert "Weigeren: 1" in upload(table + b"niemand;9001;2024;9\n")
    assert "Deze kolommen ontbreken" in upload(b"a;b\n1;2\n")
    report = upload(table)
    assert "Overnemen: 2." in report
    assert len(closed.use.cells()) == len(CELLS)
    key = report.partition('name="kenmerk" value="')[2].partition('"')[0]
    editor.send("/beheer/besloten/gebruik/import", kenmerk=key, doe="overnemen")
    assert len(closed.use.cells()) == len(CELLS) + 2
    assert "1-4" in editor.page("/beheer/besloten/gebruik?jaar=2024").text()
    again = editor.post("/beheer/besloten/gebruik/import", data={"_sleutel": editor.token(), "kenmerk": key})
    assert again.status_code == 400


def test_an_administrator_looks_and_erases(someone: Someone, editor: Person, closed: ClosedWorld):
    assert editor.get("/beheer/privacy").status_code == 404
    boss = someone(Role.ADMINISTRATOR)
    assert "Vul een e-mailadres in." in boss.send("/beheer/privacy", email="mees").text()
    page = boss.send("/beheer/privacy", email=MEES.email.upper(), doe="zoek")
    assert "medewerkers voor een overdracht: 1" in page.text()
    assert len(closed.shelf.officials()) == 1
    assert "Gewist" in boss.send("/beheer/privacy", email=MEES.email, doe="wis").text()
    assert closed.shelf.officials() == ()
    assert "Niets." in boss.send("/beheer/privacy", email=MEES.email, doe="zoek").text()
    assert "gegevens van een persoon gewist" in boss.page("/beheer/logboek").text()
