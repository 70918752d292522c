"""Six tables as people really send them, read from their bytes and judged row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from bot.adapters.tables.reading import read_table
from bot.core.importing.judge import Answers, judge_table
from bot.core.importing.owners import Owner, Owners
from bot.core.importing.report import Outcome, Report

TODAY = date(2026, 6, 1)
OWNERS = Owners(
    [
        Owner("0001", "Súdwest-Voorbeeld", (), "Land"),
        Owner("0002", "Nergenshuizen", ("Nergens",), "Land"),
        Owner("0037", "Voorbeeldkanaal", (), "Land"),
        Owner("0003", "Bergen (NH.)", (), "Land"),
        Owner("0004", "Bergen (L.)", (), "Land"),
        Owner("0005", "Weggeest", (), "Land", retired="0001"),
    ],
    {},
)


def judged(data: bytes) -> Report:
    return judge_table(read_table("proef", data), OWNERS, TODAY, Answers({}))


def book(*rows: Sequence[object], merged: Sequence[str] = ()) -> bytes:
    made, file = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    made.save(file)
    return file.getvalue()


def outcomes(report: Report) -> dict[int, str]:
    return {row.row: f"{row.outcome} {row.owner_id}".strip() for row in report.rows}


def values(report: Report, row: int) -> dict[str, object]:
    return next(item.values for item in report.rows if item.row == row)


def told(report: Report, row: int) -> str:
    return "; ".join(next(item.told for item in report.rows if item.row == row))


def test_merged_cells_count_for_every_row_that_they_cover():
    report = judged(
        book(
            ["Toegang per gemeente", None, None, None],
            ["Gemeente", "Functie", "Kanaal", "Waarde"],
            ["Nergenshuizen", "Wmo", "telefoon", "010 555 0134"],
            [None, "Wmo", "e-mail", "wmo@n.example.nl"],
            [None, "Balie", "telefoon", "14 010"],
            [None, None, None, None],
            ["Súdwest-Voorbeeld", "Wmo", "e-mail", "wmo@v.example.nl"],
            [None, "Wmo", "telefoon", "010 555 0135"],
            merged=("A1:D1", "A3:A6"),
        )
    )
    assert outcomes(report) == {
        3: "overnemen 0002",
        4: "overnemen 0002",
        5: "overnemen 0002",
        7: "overnemen 0001",
        8: "weigeren",
    }
    assert "samengevoegde cellen" in report.notes[0]
    assert "van welke gemeente" in told(report, 8), "what is not merged is not filled in"


def test_tabs_an_old_encoding_a_title_and_heads_of_their_own():
    text = (
        "Overzicht toegang\t\t\t\t\t\t\r\nversie 3\t\t\t\t\t\t\r\n"
        "Gem.nr\tNaam gem.\tMailadres toegang\tTelnr.\tNaam loket\tGecheckt d.d.\tGecheckt door\r\n"
        "1\tSúdwest-Voorbeeld\twmo@v.example.nl\t010-555 121\tTeam toegang\t3 mrt. 2026\tTeam gegevens\r\n"
        "1\tSúdwest-Voorbeeld\twmo@v.example.nl\t010-555 0121\tTeam toegang\t3 mrt. 2026\tTeam gegevens\r\n"
        "2\tNergenshuizen\twmo@n.example.nl\t(010) 555 01 54\tLoket\t03/03/2026\tTeam gegevens\r\n"
        "2\tNergenshuizen\tbalie@n.example.nl\t\tBalie\t2026-3-3\t\r\n"
    )
    report = judged(text.encode("cp1252"))
    assert outcomes(report) == {4: "weigeren 0001", 5: "melden 0001", 6: "overnemen 0002", 7: "weigeren 0002"}
    assert values(report, 5)["confirmed_on"] == "2026-03-03"
    assert values(report, 6)["confirmed_on"] == "2026-03-03"
    assert "niet door wie" in told(report, 7), "a day without a name confirms nothing"
    assert "cp1252" in report.notes[0]


def test_names_alone_in_utf_16():
    text = "gemeente,e-mail adres,telefoon nr\nNergens,wmo@n.example.nl,14010\nBergen,wmo@b.example.nl,\nBergen (NH.),wmo@b.example.nl,072 555 0123\n"
    report = judged(text.encode("utf-16"))
    assert outcomes(report) == {2: "melden 0002", 3: "vragen", 4: "overnemen 0003"}
    assert values(report, 2)["phone"] == ["+3114010"]
    assert [choice.id for choice in report.rows[1].choices] == ["is:0003", "is:0004", "overslaan"]


def test_noughts_and_pluses_that_a_spreadsheet_ate_and_days_in_every_form():
    report = judged(
        book(
            ["CBS-code", "Functie", "Telefoon", "Bevestigd op", "Bevestigd door"],
            [1.0, "Wmo", 105550134, datetime(2026, 3, 3), "Loket"],  # noqa: DTZ001  # a spreadsheet knows no zone
            [2, "Wmo", 105550112.0, "3-3-'26", "Loket"],
            ["'0037", "Wmo", 31105550114, 46084, "Loket"],
            ["gm 0002", "Balie", "010 - 555 01 16", "31-06-2026", "Loket"],
            [1, "Balie", "5,5E+08", None, None],
            [1, "Balie", "+31 (0)10 555 01 17", "2027-01-01", "Loket"],
        )
    )
    assert outcomes(report) == {
        2: "melden 0001",
        3: "weigeren 0002",
        4: "melden 0037",
        5: "weigeren 0002",
        6: "weigeren 0001",
        7: "weigeren 0001",
    }
    assert values(report, 2)["phone"] == ["+31105550134"]
    assert values(report, 4)["phone"] == ["+31105550114"]
    assert "was de + weg" in told(report, 4)
    assert "in de toekomst" in told(report, 7)


def test_two_numbers_in_a_cell_words_for_nothing_and_what_stands_around_an_address():
    report = judged(
        (
            '"Code";"Organisatie";"Telefoon";"E-mail"\n'
            '1;Súdwest-Voorbeeld;"010 555 01 34 / 06-55501234";"wmo@v.example.nl, info@v.example.nl"\n'
            '2;Nergenshuizen;"010-5550112\nof 14 010";"wmo@n.example.nl;"\n'
            '37;Voorbeeldkanaal;"010-5550116 tst. 12";"mailto:wmo@k.example.nl"\n'
            '3;"Bergen (NH.)";"tel: +31 (0)10 555 01 14";"<wmo@b.example.nl>"\n'
            '4;"Bergen (L.)";"geen";"n.v.t."\n'
            '4;"Bergen (L.)";"-";"wmo@l.example.nl"\n'
            '4;"Bergen (L.)";"010 555 01 17 (ma-vr)";""\n'
        ).encode()
    )
    assert outcomes(report) == {
        2: "melden 0001",
        3: "melden 0002",
        4: "overnemen 0037",
        5: "overnemen 0003",
        6: "overslaan 0004",
        7: "overnemen 0004",
        8: "weigeren 0004",
    }
    assert values(report, 2)["phone"] == ["+31105550134", "+31655501234"]
    assert values(report, 4)["extension"] == "12"
    assert values(report, 7)["email"] == ["wmo@l.example.nl"]
    assert "phone" not in values(report, 7)


def test_codes_that_are_double_contradict_each_other_or_went():
    text = (
        "sep=|\ngemeentecode|gemeentenaam|telefoon|gemeentecode\n"
        "0001|Súdwest-Voorbeeld|010 555 0112|GM0001\n0002|Nergenshuizen|010 555 0134|GM0037\n"
        "0005|Weggeest|010 555 0135|\n0001|Nergenshuizen|010 555 0199|\n9999|Onbekend|010 555 0123|\n"
        '0002|=HYPERLINK("http://kwaad.example.nl")|010 555 0124|\n'
    )
    report = judged(text.encode("utf-8-sig"))
    assert outcomes(report) == {
        3: "overnemen 0001",
        4: "weigeren",
        5: "vragen 0005",
        6: "weigeren",
        7: "weigeren",
        8: "melden 0002",
    }
    assert "spreken elkaar tegen" in told(report, 4)
    assert report.rows[2].outcome is Outcome.ASK
    assert "0001 is Súdwest-Voorbeeld, maar in de rij staat 'Nergenshuizen'" in told(report, 6)


@pytest.mark.parametrize("reference", ["A3:A1048576", "A3:XFD4", "XFD3:XFD9"])
def test_merged_cells_that_go_on_for_ever_do_no_harm(reference: str):
    data = book(
        ["Gemeente", "Telefoon"], ["Nergenshuizen", "010 555 0134"], ["Nergens", "010 555 0135"], merged=("A3:A4",)
    )
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A3:A4"', f'ref="{reference}"'.encode()))
    assert [row.owner_id for row in judged(file.getvalue()).rows] == ["0002", "0002"]
