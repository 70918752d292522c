"""What becomes of a row, and why: every way in which people fill in a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.core.importing.judge import Answers, judge_table
from bot.core.importing.owners import Known, Owner, Owners
from bot.core.importing.report import FileKind, Outcome, Report, RowReport
from bot.core.importing.table import Cell, Row, Sheet, Table, TableError

TODAY = date(2026, 6, 1)
HERE = {
    ("Wmo", "email"): [Known("1", "wmo@voorbeeld.example.nl", "2026-03-01", origin="vng")],
    ("Eigen", "phone"): [Known("2", "010 555 0123", "2026-03-01", strong=True, origin="owner")],
    ("Algemeen", "phone"): [Known("3", "14 010", origin="register")],
}
OWNERS = Owners(
    [
        Owner("0001", "Voorbeeld", ("Oud-Voorbeeld",), "Land", HERE, {"ritme": Known("9", "maand", origin="vng")}),
        Owner("0002", "Nergenshuizen", (), "Land"),
        Owner("0003", "Bergen (N)", (), "Land"),
        Owner("0004", "Bergen (Z)", (), "Land"),
        Owner("0005", "Weggeest", (), "Land", retired="0001"),
        Owner("horizon", "Koninklijke Horizon"),
    ],
    {"Horizon Groep": "horizon"},
)
WIDE = ("gemeentecode", "gemeente", "functie", "e-mail", "telefoon", "bevestigd op", "bevestigd door")
LONG = ("organisatie", "soort", "functie", "waarde", "opmerking")


def judge(heads: Sequence[Cell], *rows: Sequence[Cell], answers: dict[int, str] | None = None) -> Report:
    sheet = Sheet("", tuple(Row(number, tuple(cells)) for number, cells in enumerate([heads, *rows], 1)))
    given = Answers({("", row): answer for row, answer in (answers or {}).items()})
    return judge_table(Table("proef.csv", (sheet,)), OWNERS, TODAY, given)


def wide(**cells: Cell) -> RowReport:
    names = {"code": 0, "name": 1, "label": 2, "email": 3, "phone": 4, "on": 5, "by": 6}
    row: list[Cell] = [None] * len(WIDE)
    for name, cell in ({"code": "0002"} | cells).items():
        row[names[name]] = cell
    (report,) = judge(WIDE, row).rows
    return report


@pytest.mark.parametrize(
    "code", ["0002", "2", 2, 2.0, "GM0002", "gm2", "'0002", "2.0", " 0002 ", "https://x.example.nl/id/gemeente/gm0002"]
)
def test_a_code_is_read_in_any_form(code: Cell):
    assert wide(code=code, email="wmo@n.example.nl").owner_id == "0002"


@pytest.mark.parametrize(
    ("cells", "outcome", "words"),
    [
        ({"code": "0099"}, Outcome.REFUSE, "de code 0099 kent de gids niet"),
        ({"code": "0099", "name": "Nergenshuizen"}, Outcome.ASK, "Wie is 'Nergenshuizen'?"),
        ({"code": "0099", "name": "Oud-Voorbeeld"}, Outcome.ASK, "Wie is 'Oud-Voorbeeld'?"),
        ({"code": "0002", "name": "Voorbeeld"}, Outcome.REFUSE, "0002 is Nergenshuizen, maar in de rij staat 'Voorbeeld'"),
        ({"code": "0002", "name": "Iets heel anders"}, Outcome.TELL, "en dat blijft zo"),
        ({"code": None, "name": "gemeente nergenshuizen"}, Outcome.TAKE, ""),
        ({"code": None, "name": "Oud-Voorbeeld"}, Outcome.TELL, "heet in de gids Voorbeeld"),
        ({"code": None, "name": "Bergen"}, Outcome.ASK, "kan meer dan één zijn"),
        ({"code": None, "name": "Nergenshuisen"}, Outcome.ASK, "staat niet in de gids"),
        ({"code": None, "name": "Qwertyuiop"}, Outcome.REFUSE, "staat niet in de gids"),
        ({"code": None}, Outcome.REFUSE, "er staat niet bij van welke"),
        ({"code": "0005"}, Outcome.ASK, "Weggeest staat niet meer in de gids"),
        ({"code": "zes"}, Outcome.REFUSE, "geen code van een gemeente"),
        ({"code": None, "name": "Kon. Horizon"}, Outcome.TAKE, ""),
        ({"code": None, "name": "Horizon Groep"}, Outcome.TAKE, ""),
    ],
)  # fmt: skip
def test_whose_row_it_is(cells: dict[str, Cell], outcome: Outcome, words: str):
    row = wide(**{"email": "wmo@x.example.nl", "label": "Toegang"} | cells)
    assert row.outcome is outcome
    assert words in "; ".join(row.told)


@pytest.mark.parametrize(
    ("written", "numbers", "words"),
    [
        ("0599 55 01 14", ["+31599550114"], ""),
        ("+31 (0)599 550114", ["+31599550114"], ""),
        ("0031599550114", ["+31599550114"], ""),
        ("0592–550116", ["+31592550116"], "tekens weggehaald"),
        ("14 0592", ["+31140592"], ""),
        ("0599 550114 / 0599 550115", ["+31599550114", "+31599550115"], "2 nummers"),
        ("0599 550114 of 0599 550115", ["+31599550114", "+31599550115"], "2 nummers"),
        ("0599 550114\n0599 550115", ["+31599550114", "+31599550115"], "2 nummers"),
        ("088 555 01 57 tst. 12", ["+31885550157"], ""),
        ("088 555 01 57 (toestel 12)", ["+31885550157"], ""),
        (599550114, ["+31599550114"], "de eerste 0 weg"),
        (599550114.0, ["+31599550114"], "de eerste 0 weg"),
        ("“0599 550114”", ["+31599550114"], ""),
        ("+44 1234 234567", ["+441234234567"], ""),
    ],
)
def test_a_telephone_number_is_read_as_people_write_it(written: Cell, numbers: list[str], words: str):
    row = wide(phone=written)
    assert row.values["phone"] == numbers
    assert row.outcome in {Outcome.TAKE, Outcome.TELL}
    assert words in "; ".join(row.told)
    if "12" in str(written)[-4:] and "5550157" in numbers[0]:
        assert row.values["extension"] == "12"


@pytest.mark.parametrize("written", ["3,15465E+10", "3.15E10", "bel maar", "123", "0599 55 01", "ma-vr 9-17"])
def test_what_is_no_number_any_more_is_refused(written: str):
    row = wide(phone=written)
    assert (row.outcome, row.column) == (Outcome.REFUSE, "telefoon")
    assert row.edits == []


@pytest.mark.parametrize(
    ("written", "outcome", "address"),
    [
        ("wmo@n.example.nl", Outcome.TAKE, "wmo@n.example.nl"),
        ("WMO@N.Example.nl", Outcome.TAKE, "wmo@n.example.nl"),
        ("mailto:wmo@n.example.nl", Outcome.TAKE, "wmo@n.example.nl"),
        ("Wmo-loket <wmo@n.example.nl>", Outcome.TAKE, "wmo@n.example.nl"),
        ("wmo@\u200bn.example.nl", Outcome.TELL, "wmo@n.example.nl"),
        ("sociaal.team@n.example.nl", Outcome.TAKE, "sociaal.team@n.example.nl"),
        ("a.verzonnen@n.example.nl", Outcome.ASK, "a.verzonnen@n.example.nl"),
        ("jan.van.dam@n.example.nl", Outcome.ASK, "jan.van.dam@n.example.nl"),
        ("loket@hotmail.example.nl", Outcome.ASK, "loket@hotmail.example.nl"),
    ],
)
def test_an_address_is_that_of_a_function(written: str, outcome: Outcome, address: str):
    row = wide(email=written)
    assert (row.outcome, row.values["email"]) == (outcome, [address])


@pytest.mark.parametrize("written", ["wmo@", "wmo.example.nl", "wmo@n", "zie website"])
def test_what_is_no_address_is_refused(written: str):
    assert wide(email=written).outcome is Outcome.REFUSE


@pytest.mark.parametrize(
    ("label", "outcome"),
    [
        ("Team Toegang", Outcome.TAKE),
        ("Wmo-loket", Outcome.TAKE),
        ("Sociaal Wijkteam Noord", Outcome.TAKE),
        ("F. Fictief", Outcome.ASK),
        ("mevrouw Verzonnen", Outcome.ASK),
        ("Piet van den Verzonnen", Outcome.ASK),
        ("Team Wmo (tot 1-1-2027)", Outcome.ASK),
        ("wmo, a@b.example.nl", Outcome.ASK),
    ],
)
def test_a_person_is_no_desk(label: str, outcome: Outcome):
    assert wide(label=label, email="wmo@n.example.nl").outcome is outcome


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2026, 2, 1), "2026-02-01"),
        ("2026-02-01", "2026-02-01"),
        ("1-2-2026", "2026-02-01"),
        ("01/02/2026", "2026-02-01"),
        ("1.2.2026", "2026-02-01"),
        ("1 februari 2026", "2026-02-01"),
        ("1 feb. 2026", "2026-02-01"),
        ("zondag 1 februari 2026", "2026-02-01"),
        ("2026-02-01 10:00", "2026-02-01"),
        ("1-2-26", "2026-02-01"),
        (46054, "2026-02-01"),
        (46054.0, "2026-02-01"),
    ],
)
def test_a_day_is_read_in_any_form(written: Cell, day: str):
    row = wide(email="wmo@n.example.nl", on=written, by="Loket Voorbeeld")
    assert row.values["confirmed_on"] == day
    assert [edit.confirmed for edit in row.edits] == [(date.fromisoformat(day), "Loket Voorbeeld")]


@pytest.mark.parametrize(
    ("on", "by"),
    [("feb 2026", "X"), ("30-2-2026", "X"), ("2/13/2026", "X"), (1, "X"), ("1-1-1900", "X"), ("2027-01-01", "X"),
     (None, "X"), ("2026-02-01", None), ("gisteren", "X")],
)  # fmt: skip
def test_half_a_confirmation_is_none(on: Cell, by: Cell):
    assert wide(email="wmo@n.example.nl", on=on, by=by and "Loket").outcome is Outcome.REFUSE


def test_who_confirmed_is_no_person_in_public():
    row = wide(email="wmo@n.example.nl", on="2026-02-01", by="F. Fictief")
    assert row.edits[0].confirmed == (date(2026, 2, 1), "Nergenshuizen")


def test_without_day_and_name_nothing_is_confirmed():
    assert wide(email="wmo@n.example.nl").edits[0].confirmed is None


def test_what_is_there_already_is_no_difference_and_another_value_is_asked_about():
    report = judge(
        WIDE,
        ("0001", "", "wmo", "WMO@voorbeeld.example.nl", "", "", ""),
        ("0001", "", "Wmo", "nieuw@voorbeeld.example.nl", "", "", ""),
        ("0001", "", "Eigen", "", "010 555 0199", "", ""),
        ("0001", "", "Algemeen", "", "010 555 0100", "", ""),
    )
    same, other, owners, general = report.rows
    assert (same.outcome, same.edits) == (Outcome.TAKE, [])
    assert other.outcome is Outcome.ASK
    assert (owners.outcome, owners.edits[0].instead_of) == (Outcome.TELL, "2")
    assert "wordt een voorstel" in owners.told[0]
    assert (general.outcome, general.edits[0].instead_of) == (Outcome.TAKE, "")


@pytest.mark.parametrize(("answer", "instead"), [("vervangen", "1"), ("ernaast", "")])
def test_an_answer_decides(answer: str, instead: str):
    row = judge(WIDE, ("0001", "", "Wmo", "nieuw@voorbeeld.example.nl"), answers={2: answer}).rows[0]
    assert (row.outcome, [edit.instead_of for edit in row.edits]) == (Outcome.TELL, [instead])


def test_a_person_is_left_out_by_an_answer_and_a_row_can_be_passed_over():
    cells = ("0002", "", "F. Fictief", "wmo@n.example.nl")
    row = judge(WIDE, cells, answers={2: "zonder-naam"}).rows[0]
    assert [edit.values["label"] for edit in row.edits] == [""]
    passed = judge(WIDE, cells, answers={2: "overslaan"}).rows[0]
    assert (passed.outcome, passed.edits) == (Outcome.SKIP, [])
    assert judge(WIDE, cells, answers={2: "bestaat-niet"}).rows[0].edits == []


def test_who_is_meant_is_answered():
    row = judge(WIDE, (None, "Bergen", "", "wmo@b.example.nl"), answers={2: "is:0004"}).rows[0]
    assert (row.owner_id, len(row.edits)) == ("0004", 1)


def test_the_same_twice_is_told_and_another_for_the_same_function_is_asked_about():
    report = judge(
        LONG,
        ("Nergenshuizen", "e-mail", "Wmo", "wmo@n.example.nl", ""),
        ("0002", "Mail", "wmo", "WMO@n.example.nl", ""),
        ("0002", "e-mail", "Wmo", "loket@n.example.nl", ""),
        ("0002", "tel", "Wmo", "050 555 01 12", "vervangt het oude"),
        ("0002", "fax", "Wmo", "050 555 01 13", ""),
        ("0002", "teksttelefoon", "Wmo", "050 555 01 14", ""),
        ("0002", "e-mail", "Wmo", "", ""),
    )
    assert [row.outcome for row in report.rows] == [
        Outcome.TAKE, Outcome.TELL, Outcome.ASK, Outcome.TELL, Outcome.REFUSE, Outcome.TAKE, Outcome.SKIP,
    ]  # fmt: skip
    assert "staat al op rij 2" in report.rows[1].told[0]
    assert report.rows[5].edits[0].values["kind"] == "textphone"
    assert report.summary == "7 rijen: 2 overnemen, 2 melden, 1 vragen, 1 weigeren, 1 overslaan."


@pytest.mark.parametrize(
    "remark", ["cliënt belde", "BSN 123456782", "nummer 111222333 genoemd", "de patiënt", "geboren in mei"]
)
def test_data_of_a_client_go_nowhere(remark: str):
    row = judge(LONG, ("0002", "tel", "Wmo", "050 555 01 12", remark)).rows[0]
    assert (row.outcome, row.secret, row.edits, row.values) == (Outcome.REFUSE, True, [], {})
    assert not any(word in " ".join(row.told) for word in remark.split() if word[-1].isdigit())


def test_too_many_cells_a_formula_and_an_error():
    sheet = Sheet(
        "Blad1",
        (
            Row(1, WIDE),
            Row(2, ("0002", "", "", "wmo@n.example.nl", "", "", "", "te veel")),
            Row(3, ("0002", "", "", "wmo@n.example.nl"), formulas=frozenset({3})),
            Row(4, ("0002", "", "", None), formulas=frozenset({3})),
            Row(5, ("0002", "", "", "#N/B"), faults=frozenset({3})),
        ),
    )
    rows = judge_table(Table("proef.xlsx", (sheet,)), OWNERS, TODAY, Answers()).rows
    assert [row.outcome for row in rows] == [Outcome.REFUSE, Outcome.TELL, Outcome.REFUSE, Outcome.REFUSE]
    assert {row.sheet for row in rows} == {"Blad1"}


def test_the_list_of_municipalities():
    heads = ("Gemeentecode", "GemeentecodeGM", "Gemeentenaam", "Provincienaam")
    report = judge(
        heads,
        (1, "GM0001", "Voorbeeld", "Land"),
        (2, "GM0002", "Nergens aan Zee", "Land"),
        (98, "GM0098", "Nieuwstad", "Land"),
        (98, "GM0098", "Nieuwstad", "Land"),
        (3, "GM0004", "Bergen", "Land"),
        (97, "GM0097", "Voorbeeld", "Land"),
    )
    assert [row.outcome for row in report.rows] == [
        Outcome.TAKE, Outcome.ASK, Outcome.ASK, Outcome.REFUSE, Outcome.REFUSE, Outcome.ASK,
    ]  # fmt: skip
    assert report.kind is FileKind.MUNICIPALITIES
    assert "heeft in de gids de code 0001" in report.rows[5].told[0]
    assert report.notes == []
    assert "Wat ontbreekt, blijft in de gids staan" in judge(heads, (1, "GM0001", "Voorbeeld", "Land")).notes[0]
    renamed = judge(heads, (2, "GM0002", "Nergens aan Zee", "Land"), answers={2: "hernoemen"}).rows[0]
    assert renamed.edits[0].values == {"name": "Nergens aan Zee", "other_names": "Nergenshuizen"}


def test_choices_and_what_nobody_said():
    report = judge(
        ("cbs-code", "wijze", "ritme", "productcodes", "geldt vanaf"),
        ("0002", "declareren", "per maand", "niet opgegeven", "1-7-2026"),
        ("0001", "", "maand", "", ""),
        ("0002", "soms", "", "", ""),
        ("0002", "", "vier weken", "nee", ""),
    )
    first, same, wrong, other = report.rows
    assert [(edit.values["subject"], edit.values["value"], edit.values["valid_from"]) for edit in first.edits] == [
        ("wijze", "declaratie", "2026-07-01"),
        ("ritme", "maand", "2026-07-01"),
    ]
    assert (same.outcome, same.edits) == (Outcome.TAKE, [])
    assert (wrong.outcome, wrong.column) == (Outcome.REFUSE, "wijze")
    assert other.outcome is Outcome.ASK


def test_heads_may_have_a_title_above_them_and_an_unknown_table_says_what_is_expected():
    report = judge(
        ("Overzicht loketten 2026",), (), ("Code gemeente", "Telefoonnummer loket"), ("0002", "050 555 01 12")
    )
    assert (report.rows[0].row, report.rows[0].outcome) == (4, Outcome.TAKE)
    with pytest.raises(TableError, match="gemeentecode, gemeente, e-mail"):
        judge(("kleur", "maat"), ("rood", "xl"))


def test_too_many_rows_or_columns_are_refused():
    with pytest.raises(TableError, match="20000 rijen"):
        judge(WIDE, *[("0002",)] * 20_002)
    with pytest.raises(TableError, match="70 kolommen"):
        judge(("gemeente", "telefoon", *["x"] * 68), ("0002",))
