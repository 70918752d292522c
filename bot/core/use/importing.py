"""A table of figures, row by row: what is taken, what is not and why. Writes nothing; the report repeats no small number."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.core.directory.port import Directory
from bot.core.importing.table import Cell as Written
from bot.core.importing.table import Row, Table, TableError
from bot.core.use.figures import SMALL, Cell, Figure

_HEADS = {
    "provider": {"aanbieder", "organisatie", "instelling"},
    "place": {"gemeente", "gemeentecode", "gemeentenaam", "cbscode", "code"},
    "year": {"jaar", "kalenderjaar"},
    "count": {"aantal", "clienten", "aantalclienten", "uniekeclienten", "gebruikers", "aantalgebruikers"},
}
_NAMES = {"provider": "aanbieder", "place": "gemeente", "year": "jaar", "count": "aantal"}
_SMALL = {"1-4", "<5", "minder dan 5"}
_TOTALS = {"totaal", "totalen", "landelijk", "nederland", "alle", "som", "overig", "onbekend"}
_FIRST_YEAR = 2015
_HIGHEST = 100_000
_LOOK = 30
_CODE = 4


class Outcome(StrEnum):
    """What happens with a row."""

    TAKEN = "overnemen"
    SAME = "geen verschil"
    REFUSED = "weigeren"


@dataclass(frozen=True, slots=True)
class RowTold:
    """One row of the report."""

    number: int
    outcome: Outcome
    about: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class UseReport:
    """What would come of a table; `cells` are what is kept of it, none where a row is refused."""

    rows: tuple[RowTold, ...]
    cells: tuple[Cell, ...]
    unused: tuple[str, ...] = ()

    def count(self, outcome: str) -> int:
        """How many rows have this outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def refused(self) -> int:
        """How many rows are refused: then nothing is taken."""
        return self.count(Outcome.REFUSED)


@dataclass(slots=True)
class _Judge:
    directory: Directory
    today: date
    kept: Mapping[tuple[int, str, str], Cell]
    columns: Mapping[str, int] = field(default_factory=dict)
    seen: dict[tuple[int, str, str], int] = field(default_factory=dict)

    def row(self, row: Row) -> tuple[RowTold, Cell | None]:
        where = ""
        try:
            where = ", ".join(_text(self._cell(row, name)) for name in ("provider", "place", "year"))
            cell = self._read(row)
        except _RefusedRowError as error:
            return RowTold(row.number, Outcome.REFUSED, where, str(error)), None
        held = self.kept.get(cell.key)
        outcome = Outcome.SAME if held == cell else Outcome.TAKEN
        return RowTold(row.number, outcome, where, "klein: er staat straks 1-4" if cell.figure.small else ""), cell

    def _read(self, row: Row) -> Cell:
        used = set(self.columns.values())
        if used & row.formulas or used & row.faults:
            raise _RefusedRowError("er staat een formule of een fout in een cel. Zet er de waarde zelf in")
        provider = self._provider(_text(self._cell(row, "provider")))
        place = self._place(self._cell(row, "place"))
        cell = Cell(self._year(self._cell(row, "year")), provider, place, _figure(self._cell(row, "count")))
        earlier = self.seen.setdefault(cell.key, row.number)
        if earlier != row.number:
            raise _RefusedRowError(f"dezelfde aanbieder, gemeente en jaar staan al in rij {earlier}")
        return cell

    def _cell(self, row: Row, name: str) -> Written:
        at = self.columns[name]
        return row.cells[at] if at < len(row.cells) else None

    def _provider(self, text: str) -> str:
        if plain(text) in _TOTALS:
            raise _RefusedRowError("een totaal nemen wij niet over: dat rekenen wij zelf uit")
        found = self.directory.organisation(text) or self.directory.organisation_named(text)
        if found is None:
            raise _RefusedRowError(f"'{text}' is geen aanbieder in de gids" if text else "er staat geen aanbieder")
        return found.id

    def _place(self, written: Written) -> str:
        text = _text(written)
        if plain(text) in _TOTALS:
            raise _RefusedRowError("een totaal nemen wij niet over: dat rekenen wij zelf uit")
        code = text.upper().removeprefix("GM")
        found = self.directory.municipality(code.zfill(_CODE)) if code.isdecimal() and len(code) <= _CODE else None
        found = found or self.directory.municipality_named(text)
        if found is None:
            raise _RefusedRowError(f"'{text}' is geen gemeente in de gids" if text else "er staat geen gemeente")
        return found.cbs_code

    def _year(self, written: Written) -> int:
        year = _whole(written)
        if year is None or not _FIRST_YEAR <= year <= self.today.year:
            raise _RefusedRowError(f"het jaar is geen jaar van {_FIRST_YEAR} tot en met {self.today.year}")
        return year


class _RefusedRowError(Exception):
    """Why this row is not taken."""


def judge(table: Table, directory: Directory, kept: Sequence[Cell], today: date) -> UseReport:
    """Read a whole table; raises TableError where it has not the columns."""
    sheets = [sheet for sheet in table.sheets if any(not row.empty for row in sheet.rows)]
    if len(sheets) != 1:
        raise TableError("Neem een bestand met één blad: aanbieder, gemeente, jaar, aantal.")
    rows = [row for row in sheets[0].rows if not row.empty]
    head, columns = _columns(rows)
    judging = _Judge(directory, today, {cell.key: cell for cell in kept}, columns)
    judged = [judging.row(row) for row in rows if row.number > head.number]
    told = tuple(row for row, _ in judged)
    cells = tuple(cell for _, cell in judged if cell is not None)
    unused = tuple(_text(cell) for at, cell in enumerate(head.cells) if _text(cell) and at not in columns.values())
    refused = any(row.outcome is Outcome.REFUSED for row in told)
    if not told:
        raise TableError("Er staan geen rijen onder de kolommen.")
    return UseReport(told, () if refused else cells, unused)


def plain(text: str) -> str:
    """A name by which ways of writing it are the same."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _columns(rows: Sequence[Row]) -> tuple[Row, dict[str, int]]:
    lacking: list[str] = list(_NAMES.values())
    for row in rows[:_LOOK]:
        found: dict[str, int] = {}
        for at, cell in enumerate(row.cells):
            for name, heads in _HEADS.items():
                if plain(_text(cell)) in heads:
                    found.setdefault(name, at)
        if len(found) == len(_HEADS):
            return row, found
        missing = [words for name, words in _NAMES.items() if name not in found]
        lacking = min(lacking, missing, key=len)
    raise TableError(f"Deze kolommen ontbreken: {', '.join(lacking)}.")


def _figure(written: Written) -> Figure:
    if plain(_text(written)) in {plain(text) for text in _SMALL} and not isinstance(written, int | float):
        return SMALL
    count = _whole(written)
    if count is None or not 0 <= count <= _HIGHEST:
        raise _RefusedRowError("het aantal is geen heel getal van 0 tot en met 100.000, en ook niet '1-4'")
    return Figure.of(count)


def _whole(written: Written) -> int | None:
    if isinstance(written, bool):
        return None
    if isinstance(written, float):
        return int(written) if written.is_integer() else None
    if isinstance(written, int):
        return written
    text = _text(written)
    groups = text.split(".")
    if len(groups) > 1 and all(len(group) == len("000") for group in groups[1:]) and len(groups[0]) <= len("000"):
        text = "".join(groups)
    return int(text) if text.isascii() and text.isdecimal() else None


def _text(written: Written) -> str:
    if isinstance(written, float) and written.is_integer():
        return str(int(written))
    return "" if written is None else str(written).strip()
