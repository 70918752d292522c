"""Writes a table as CSV or XLSX: codes and numbers stay text, and nothing in a cell is worked out by a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file in UTF-8 with its mark, so that a spreadsheet reads é and ë right; semicolons, as Dutch ones expect."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[defused(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, every cell text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Gids")
    sheet.append(list(heads))
    for row in rows:
        sheet.append([defused(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def defused(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it, which reading takes off again."""
    return f"'{cell}" if cell.startswith(_STARTS) or (cell[:1] == "'" and cell[1:2] in {*_STARTS, "'"}) else cell
