"""Reads a file that somebody sends as a table; what it is, its content says and not its name."""

from __future__ import annotations

import csv
import io

from bot.adapters.tables.workbook import read_workbook
from bot.core.importing.judge import MOST_ROWS
from bot.core.importing.table import Row, Sheet, Table, TableError

MOST_BYTES = 10 * 1024 * 1024
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_DELIMITERS = ";,\t|"
_LOOK = 30
_DUTCH = "éèëêïíîöóôüúûáàâäçñÉÈËÖÜÁÄÏ€’‘“”–—·°"
"""Letters and signs that Dutch names and texts have: a wrong encoding gives others."""
_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_CELL = 20_000


def read_table(name: str, data: bytes) -> Table:
    """The file as a table; raises TableError with what is wrong and what to do."""
    if len(data) > MOST_BYTES:
        raise TableError(f"Dit bestand is te groot: {len(data) // 1024 // 1024} MB. Er mag 10 MB.")
    if not data.strip(b"\x00 \r\n\t"):
        raise TableError("Dit bestand is leeg.")
    if data.startswith(_ZIP):
        return read_workbook(name, data)
    if data.startswith(_OLE):
        raise TableError(
            "Dit is een oud rekenblad (.xls) of een bestand met een wachtwoord. Sla het op als .xlsx zonder wachtwoord."
        )
    if data.startswith(_PDF):
        raise TableError("Dit is een pdf. Stuur het rekenblad zelf: .xlsx of .csv.")
    text, encoding = _decoded(data)
    if text.lstrip()[:1] == "<":
        raise TableError("Dit is geen tabel maar een webpagina of XML. Sla het op als .xlsx of .csv.")
    notes = (
        ()
        if encoding in {"utf-8", "utf-16"}
        else (f"De tekens zijn gelezen als {encoding}. Kloppen de namen met é en ë?",)
    )
    return Table(name, (Sheet("", tuple(_rows(text))),), notes)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding in which it was."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16")
    if data[:200].count(0) > len(data[:200]) // 4:
        return _strictly(data, "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    if 0 in data:
        raise TableError("Dit is geen tekst. Sla het bestand op als .xlsx, of als .csv (UTF-8).")
    texts = []
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = [letter for letter in text if not letter.isascii()]
        texts.append(
            (sum(letter in _DUTCH for letter in odd) - sum(letter not in _DUTCH for letter in odd), text, encoding)
        )
    best = max(texts, key=lambda item: item[0])
    return best[1], best[2]


def _strictly(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), "utf-16"
    except UnicodeDecodeError as error:
        raise TableError(
            "De tekens van dit bestand zijn niet te lezen. Sla het op als .csv (UTF-8) of .xlsx."
        ) from error


def _rows(text: str) -> list[Row]:
    """The rows of a CSV text, empty ones too since a spreadsheet counts them."""
    first = text.split("\n", 1)[0].strip()
    told = first.casefold().startswith("sep=") and len(first) == len("sep=;")
    delimiter = first[-1] if told else _delimiter(text)
    csv.field_size_limit(_CELL)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS + _LOOK:
                raise TableError(f"Dit bestand heeft meer dan {MOST_ROWS} rijen. Verdeel het over meer bestanden.")
            if not (told and number == 1):
                rows.append(Row(number, tuple(cells)))
    except csv.Error as error:
        raise TableError(
            f"Rij {len(rows) + 1} is niet te lezen. Staat er een aanhalingsteken te veel, of een cel van meer dan 20.000 tekens?"
        ) from error
    return rows


def _delimiter(text: str) -> str:
    """What separates the columns: with it most rows have as many columns as the first one, and more than one."""
    sample = "\n".join(text.splitlines()[:_LOOK])

    def fits(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=widths.count, default=0)
        return (widths.count(usual) if usual > 1 else 0), usual

    return max(_DELIMITERS, key=fits)
