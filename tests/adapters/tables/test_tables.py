"""Files from anybody: read in whatever form, refused when they are dangerous, and written so that nothing runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from bot.adapters.tables.reading import MOST_BYTES, read_table
from bot.adapters.tables.writing import as_csv, as_xlsx, defused
from bot.core.importing.table import TableError

TEXT = "gemeente;telefoon\r\nSúdwest-Fryslân;0515 55 01 21\r\n"


def cells(data: bytes) -> list[tuple[object, ...]]:
    return [row.cells for sheet in read_table("proef", data).sheets for row in sheet.rows]


def book(*rows: tuple[object, ...]) -> bytes:
    made, file = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file.getvalue()


def with_parts(data: bytes, **parts: bytes) -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "mac_roman", "cp850"]
)
def test_a_text_is_read_in_the_encoding_it_has(encoding: str):
    assert cells(TEXT.encode(encoding))[1] == ("Súdwest-Fryslân", "0515 55 01 21")


def test_an_old_encoding_is_told():
    assert "cp1252" in read_table("proef.csv", TEXT.encode("cp1252")).notes[0]
    assert read_table("proef.csv", TEXT.encode()).notes == ()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_what_separates_the_columns_is_found(delimiter: str):
    text = delimiter.join(["gemeente", "functie"]) + "\n" + delimiter.join(["Assen", '"Team; Wmo, en | meer"']) + "\n"
    assert cells(text.encode()) == [("gemeente", "functie"), ("Assen", "Team; Wmo, en | meer")]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    text = 'sep=;\ngemeente;functie\n\nAssen;"twee\nregels"\nTexel;Wmo\n'
    rows = read_table("proef.csv", text.encode()).sheets[0].rows
    assert [(row.number, row.cells[:1]) for row in rows if not row.empty] == [
        (2, ("gemeente",)),
        (4, ("Assen",)),
        (5, ("Texel",)),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leeg"),
        (b"\x00\x00\n", "leeg"),
        (b"a" * (MOST_BYTES + 1), "te groot"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "wachtwoord"),
        (b"%PDF-1.7", "pdf"),
        (b"<html><table>", "webpagina"),
        (b"PK\x03\x04kapot", "beschadigd"),
        (b"a;b\x00\xff\n", "geen tekst"),
        (b"gemeente;x\n" + b"a;b\n" * 100_000, "20000 rijen"),
        (b'gemeente;x\n"' + b"a" * 30_000, "niet te lezen"),
    ],
    ids=["empty", "zeros", "large", "old", "pdf", "html", "broken", "binary", "100,000 rows", "a cell"],
)
def test_what_cannot_be_read_says_why(data: bytes, words: str):
    with pytest.raises(TableError, match=words):
        read_table("proef", data)


def test_a_workbook_keeps_what_a_cell_is():
    data = book(
        ("gemeente", "dag", "code", "ja"),
        ("Assen", date(2026, 2, 1), 106, True),
        (None,),
        ("Texel", None, "0448", False),
    )
    rows = read_table("proef.xlsx", data).sheets[0].rows
    assert [(row.number, row.cells) for row in rows] == [
        (1, ("gemeente", "dag", "code", "ja")),
        (2, ("Assen", date(2026, 2, 1), 106, "ja")),
        (4, ("Texel", None, "0448", "nee")),
    ]


def test_a_formula_and_an_error_are_named():
    made, file = Workbook(), io.BytesIO()
    made.active.append(("gemeente", "telefoon"))
    made.active.append(("=1+1", "#N/A"))
    made.save(file)
    row = read_table("proef.xlsx", file.getvalue()).sheets[0].rows[1]
    assert (row.formulas, row.faults, row.cells) == (frozenset({0}), frozenset({1}), (None, "#N/A"))


def test_a_hidden_sheet_macros_and_links_are_left_out_and_named():
    made, file = Workbook(), io.BytesIO()
    made.active.append(("gemeente", "telefoon"))
    made.create_sheet("Geheim").sheet_state = "hidden"
    made.save(file)
    data = with_parts(
        file.getvalue(), xl__vbaProject_dot_bin=b"macro", xl__externalLinks__externalLink1_dot_xml=b"<a/>"
    )
    notes = " ".join(read_table("proef.xlsm", data).notes)
    assert all(word in notes for word in ("macro's", "andere bestanden", "'Geheim' is verborgen"))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl__bom_dot_xml": b"0" * 50_000_000}, "veel te groot"),
        ({"xl__bom_dot_xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "niet veilig"),
        ({"xl__bom_dot_xml": '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16")}, "niet veilig"),
        ({f"xl__deel{number}_dot_xml": b"<a/>" for number in range(2001)}, "veel te groot"),
    ],
    ids=["zip bomb", "entities", "entities in utf-16", "too many parts"],
)
def test_a_dangerous_workbook_is_refused_before_it_is_opened(parts: dict[str, bytes], words: str):
    with pytest.raises(TableError, match=words):
        read_table("proef.xlsx", with_parts(book(("gemeente", "x")), **parts))


def test_another_zip_is_no_workbook():
    with pytest.raises(TableError, match="OpenDocument"):
        read_table("proef.ods", with_parts(b"PK\x05\x06" + b"\x00" * 18, mimetype=b"x"))


def test_a_workbook_of_100_000_rows_is_refused():
    made, file = Workbook(write_only=True), io.BytesIO()
    sheet = made.create_sheet()
    for _ in range(25_000):
        sheet.append(("0014", "a"))
    made.save(file)
    with pytest.raises(TableError, match="20000 rijen"):
        read_table("proef.xlsx", file.getvalue())


@pytest.mark.parametrize("text", ["=1+1", "+31 50", "-5", "@a", "\tx", "'s-Gravenhage", "'=1", "gewoon", "''"])
def test_what_is_written_runs_nowhere_and_comes_back(text: str):
    from bot.core.importing.cells import clean

    written = defused(text)
    assert not written.startswith(("=", "+", "-", "@", "\t"))
    assert clean(written)[0] == text.strip()


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_codes_stay_text(write: Callable[..., bytes]):
    assert cells(write(("code", "naam"), [["0014", "Groningen é"], ["0034", "=Almere"]])) == [
        ("code", "naam"),
        ("0014", "Groningen é"),
        ("0034", "'=Almere"),
    ]
