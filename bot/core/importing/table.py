"""A table as it came: cells with what the file says they are, and rows numbered as a spreadsheet shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.errors import KennispuntError

type Cell = str | int | float | date | None


class TableError(KennispuntError):
    """The file cannot be read at all; the words say why and what to do, in Dutch."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number; `formulas` are the columns of which the cell is worked out, `faults` those with an error value."""

    number: int
    cells: tuple[Cell, ...]
    formulas: frozenset[int] = frozenset()
    faults: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; a CSV file is one sheet without a name."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file; `notes` say what was left out of it, such as macros."""

    name: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
