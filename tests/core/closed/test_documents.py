"""What may come in as a document: by its content and not by its name."""

from __future__ import annotations

import io
import zipfile

import pytest

from bot.core.closed.shelf import KINDS, MOST_BYTES, ClosedError, kind_of


def packed(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return data.getvalue()


GOOD = {
    "pdf": b"%PDF-1.7\n",
    "docx": packed(word__document_xml="<w/>"),
    "xlsx": packed(xl__workbook_xml="<w/>"),
    "odt": packed(mimetype=KINDS["odt"]),
    "ods": packed(mimetype=KINDS["ods"]),
    "csv": "naam;één\r\n".encode(),
    "txt": b"tekst",
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_is_taken_by_its_name_in_any_case(kind: str):
    assert kind_of(f"Stuk.{kind.upper()}", GOOD[kind]) == kind


@pytest.mark.parametrize(("name", "data", "why"), [
    ("stuk.html", b"<script>alert(1)</script>", "soort bestand"),
    ("stuk.svg", b"<svg/>", "soort bestand"),
    ("pdf", GOOD["pdf"], "soort bestand"),
    ("stuk.pdf", b"", "leeg"),
    ("stuk.pdf", b"<html>", "geen pdf"),
    ("stuk.docx", GOOD["xlsx"], "geen docx"),
    ("stuk.docx", b"PK\x03\x04kapot", "geen docx"),
    ("stuk.odt", GOOD["ods"], "geen odt"),
    ("stuk.odt", GOOD["docx"], "geen odt"),
    ("stuk.txt", b"\xff\xfe\x00", "geen txt"),
    ("stuk.txt", b"a\0b", "geen txt"),
    ("stuk.docx", packed(word__document_xml="<w/>", word__vbaProject_bin="x"), "macro"),
    ("stuk.pdf", b"%PDF-" + b"x" * MOST_BYTES, "te groot"),
])  # fmt: skip
def test_what_is_not_taken_is_told(name: str, data: bytes, why: str):
    with pytest.raises(ClosedError, match=why):
        kind_of(name, data)


def test_a_bomb_is_not_unpacked():
    squeezed = io.BytesIO()
    with zipfile.ZipFile(squeezed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("word/document.xml", b"0" * (101 * 1024 * 1024))
    assert len(squeezed.getvalue()) < MOST_BYTES
    with pytest.raises(ClosedError, match="pakt te groot uit"):
        kind_of("stuk.docx", squeezed.getvalue())
