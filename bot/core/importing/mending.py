"""The rows of a file that need work, to mend and offer again."""

from __future__ import annotations

from bot.core.importing.cells import clean
from bot.core.importing.columns import find_columns
from bot.core.importing.report import Outcome, Report
from bot.core.importing.table import Table

WHY = "wat er mis is"
"""The head of the column that is added; it is of no use when the file comes back."""


def to_mend(table: Table, report: Report) -> tuple[list[str], list[list[str]]]:
    """Heads and rows; of a row with a client's data only that it has them."""
    wrong = {(row.sheet, row.row): row for row in report.rows if row.outcome in {Outcome.ASK, Outcome.REFUSE}}
    heads: list[str] = []
    rows: list[list[str]] = []
    for sheet in table.sheets:
        columns = find_columns(sheet)
        if columns is None or not any(name == sheet.name for name, _ in wrong):
            continue
        heads = heads or [*columns.heads, WHY]
        for row in sheet.rows:
            found = wrong.get((sheet.name, row.number))
            if found is not None:
                why = f"rij {row.number}: {'; '.join(found.told)}"
                cells = [""] * len(columns.heads) if found.secret else [clean(cell)[0] for cell in row.cells]
                rows.append([*(cells + [""] * len(columns.heads))[: len(columns.heads)], why])
    return heads, rows
