"""Reads an XLSX file: never a macro, a link or a formula's own work, and no more of it than may be in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from bot.core.importing.judge import MOST_COLUMNS, MOST_ROWS
from bot.core.importing.table import Cell, Row, Sheet, Table, TableError

_MOST_UNPACKED = 100 * 1024 * 1024
_MOST_RATIO = 200
_SMALL = 1024 * 1024
"""Parts up to this size may be packed as well as they like: a sheet of empty rows is."""
_MOST_PARTS = 2000
_PROLOG = 4096
_TITLE_ROWS = 30
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_workbook(name: str, data: bytes) -> Table:
    """Every sheet with something in it; raises TableError for what is no workbook, or would be too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            notes = _guard(archive)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            merged = {name: _merged(archive.read(name)) for name in archive.namelist() if _SHEET.fullmatch(name)}
        shown = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        worked = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = []
        for values, formulas in zip(shown.worksheets, worked.worksheets, strict=True):
            if values.sheet_state != "visible":
                notes.append(f"Blad '{values.title}' is verborgen en is niet gelezen.")
                continue
            down = merged.get(values._worksheet_path.lstrip("/"), {})  # noqa: SLF001  # a sheet that is only read says it nowhere else
            if down:
                notes.append(f"Blad '{values.title}' heeft samengevoegde cellen: hun waarde geldt voor elke rij ervan.")
            sheets.append(Sheet(values.title, tuple(_rows(values, formulas, down))))
    except TableError:
        raise
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        EOFError,
    ) as error:
        raise TableError(
            "Dit rekenblad is beschadigd, of het is geen .xlsx. Sla het opnieuw op als .xlsx of .csv."
        ) from error
    except SyntaxError as error:  # what an XML parser raises
        raise TableError("Dit rekenblad is beschadigd. Sla het opnieuw op als .xlsx of .csv.") from error
    return Table(name, tuple(sheets), tuple(notes))


def _guard(archive: zipfile.ZipFile) -> list[str]:
    """Refuse what is too large or dangerous before it is unpacked; returns what is left out."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        what = "een OpenDocument-bestand" if "mimetype" in names else "geen rekenblad"
        raise TableError(f"Dit is {what}. Sla het op als .xlsx of .csv.")
    if any(part.flag_bits & 1 for part in parts):
        raise TableError("Dit bestand heeft een wachtwoord. Sla het op zonder wachtwoord.")
    large = [
        part for part in parts if part.file_size > _SMALL and part.file_size > _MOST_RATIO * max(1, part.compress_size)
    ]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED or large:
        raise TableError("Dit bestand wordt uitgepakt veel te groot. Sla alleen de tabel op, als .xlsx of .csv.")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                # A declaration stands at the beginning; in UTF-16 each letter has a zero beside it.
                if _DOCTYPE.search(file.read(_PROLOG).replace(b"\x00", b"")):
                    raise TableError("Dit bestand is niet veilig: er staan verwijzingen in die er niet horen.")
    notes = []
    if any(name.endswith("vbaProject.bin") for name in names):
        notes.append("In het bestand staan macro's. Die zijn niet gelezen en niet uitgevoerd.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        notes.append("Het bestand verwijst naar andere bestanden. Die zijn niet opgehaald.")
    return notes


def _merged(sheet: bytes) -> dict[int, list[tuple[int, int]]]:
    """Cells that go over more rows: by the row in which they begin, their column (from 0) and last row.

    In the text of the sheet `<` is only ever a tag, so a tag is found without reading the sheet a third time.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for match in islice(_MERGED.finditer(sheet), MOST_ROWS):
        left, first, last = match[1].decode(), int(match[2]), int(match[3])
        if last > first:
            found.setdefault(first, []).append((column_index_from_string(left) - 1, last))
    return found


def _rows(values: Any, formulas: Any, merged: Mapping[int, list[tuple[int, int]]]) -> Iterator[Row]:  # noqa: ANN401  # openpyxl has no types
    most = {"max_row": MOST_ROWS + _TITLE_ROWS + 1, "max_col": MOST_COLUMNS + 1}
    worked = formulas.iter_rows(**most)
    going: dict[int, tuple[int, Cell]] = {}
    for number, cells in enumerate(values.iter_rows(**most), 1):
        if number > MOST_ROWS + _TITLE_ROWS:
            raise TableError(f"Dit bestand heeft meer dan {MOST_ROWS} rijen. Verdeel het over meer bestanden.")
        behind = next(worked, ())
        held = [_cell(cell.value) for cell in cells]
        going |= {column: (last, held[column]) for column, last in merged.get(number, ()) if column < len(held)}
        for column, (last, value) in going.items():
            if number <= last and any(cell is not None for cell in held):
                held += [None] * (column + 1 - len(held))
                held[column] = value if held[column] is None else held[column]
        row = Row(
            number,
            _trimmed(held),
            frozenset(column for column, cell in enumerate(behind) if cell.data_type == "f"),
            frozenset(column for column, cell in enumerate(cells) if cell.data_type == "e"),
        )
        if not row.empty or number == 1:
            yield row


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    """Without the empty cells that only fill the row up."""
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date()
    return value if value is None or isinstance(value, str | int | float) else str(value)
