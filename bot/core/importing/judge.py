"""What becomes of each row of a table, against the directory as it stands. The same code makes the report and the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.importing.columns import Columns, find_columns, kind_of
from bot.core.importing.contacts import judge_contact, judge_long, judge_register
from bot.core.importing.context import Context
from bot.core.importing.lists import judge_choice, judge_municipality, judge_phone
from bot.core.importing.owners import Owners
from bot.core.importing.report import FileKind, Outcome, Report, RowReport
from bot.core.importing.table import Row, Table, TableError
from bot.core.importing.whose import find_owner

MOST_ROWS = 20_000
MOST_COLUMNS = 64

type Judge = Callable[[Row, RowReport, Context], None]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person chose, by sheet and row: ids of `Choice`."""

    by_row: Mapping[tuple[str, int], str] = field(default_factory=dict)


def judge_table(table: Table, owners: Owners, today: date, answers: Answers) -> Report:
    """The report of a whole file; raises TableError where none of its sheets can be understood."""
    report = Report(None, notes=list(table.notes))
    for sheet in table.sheets:
        if all(row.empty for row in sheet.rows):
            continue
        columns = find_columns(sheet)
        kind = kind_of(columns) if columns is not None else None
        if columns is None or kind is None:
            report.notes.append(f"Blad '{sheet.name or '1'}' is overgeslagen: de kolommen zijn niet bekend.")
            continue
        _check_size(len(sheet.rows), len(columns.heads))
        report.kind = report.kind or kind
        report.columns |= dict(zip(columns.heads, columns.fields, strict=True))
        context = Context(columns, owners, today, sheet.name, dict(answers.by_row))
        for row in sheet.rows:
            if row.number > columns.at and not row.empty:
                report.rows.append(_judge(row, columns, kind, context))
    if report.kind is None:
        raise TableError(
            "In dit bestand staan geen kolommen die de gids kent. Zet boven de kolommen bijvoorbeeld: "
            "gemeentecode, gemeente, e-mail, telefoon, functie."
        )
    if report.kind is FileKind.MUNICIPALITIES:
        _say_how_many(report, owners)
    return report


def _judge(row: Row, columns: Columns, kind: FileKind, context: Context) -> RowReport:
    result = RowReport(context.sheet, row.number)
    if len([cell for cell in row.cells[len(columns.heads) :] if cell not in {None, ""}]) > 0:
        find_owner(row, result, context)
        result.refuse(
            f"{len(row.cells)} kolommen waar er {len(columns.heads)} horen. Staat er een scheidingsteken in een cel?",
            f"kolom {len(columns.heads) + 1}",
        )
        return result
    for column in sorted(row.faults):
        if column < len(columns.fields) and columns.fields[column]:
            result.refuse(f"in '{columns.head(column)}' staat een foutwaarde van het rekenblad", columns.head(column))
    for column in sorted(row.formulas):
        if column < len(columns.fields) and columns.fields[column]:
            if row.cells[column] in {None, ""}:
                result.refuse(f"in '{columns.head(column)}' staat een formule zonder uitkomst", columns.head(column))
            else:
                result.tell(f"in '{columns.head(column)}' staat een formule; haar uitkomst is gelezen")
    _judge_for(kind, columns)(row, result, context)
    if result.outcome is Outcome.REFUSE or result.secret:
        result.edits.clear()
    if result.secret:
        result.values.clear()
    if result.outcome is Outcome.ASK:
        _answered(result, context.answers.get((context.sheet, row.number), ""))
    return result


def _judge_for(kind: FileKind, columns: Columns) -> Judge:
    if kind is FileKind.CONTACTS:
        return judge_long if columns.has("channel", "value") else judge_contact
    return {
        FileKind.REGISTER: judge_register,
        FileKind.MUNICIPALITIES: judge_municipality,
        FileKind.CHOICES: judge_choice,
        FileKind.PHONES: judge_phone,
    }[kind]


def _answered(result: RowReport, answer: str) -> None:
    """A row of which everything that was asked is answered is taken; the answer itself was used in judging it."""
    if answer == "overslaan":
        result.skip("overgeslagen, zoals u koos")
    elif answer and answer in {choice.id for choice in result.choices}:
        result.outcome = Outcome.TELL
    else:
        result.edits.clear()


def _check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS + 1:
        raise TableError(f"Dit bestand heeft meer dan {MOST_ROWS} rijen. Verdeel het over meer bestanden.")
    if columns > MOST_COLUMNS:
        raise TableError(f"Dit bestand heeft {columns} kolommen. Er mogen er hooguit {MOST_COLUMNS} zijn.")


def _say_how_many(report: Report, owners: Owners) -> None:
    known = sum(owner.municipality and not owner.retired for owner in owners.by_id.values())
    if len(report.rows) < known:
        report.notes.append(
            f"Er staan {len(report.rows)} gemeenten in en de gids heeft er {known}. "
            "Wat ontbreekt, blijft in de gids staan. Is dit de hele lijst? Laat dan zelf de andere vervallen."
        )
