"""`kennispunt directory import` and `export`: tables that people fill in, with a report before anything is written."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.directory_files.reading import other_names
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.importing import SqlImporter
from bot.adapters.sql.directory.setup import upgrade
from bot.adapters.tables.reading import read_table
from bot.adapters.tables.writing import as_csv, as_xlsx
from bot.core.changes.changes import Author
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.standing import Origin
from bot.core.importing.exporting import CHOICE_HEADS, CONTACT_HEADS, choice_rows, contact_rows
from bot.core.importing.judge import Answers
from bot.core.importing.mending import to_mend
from bot.core.importing.report import Outcome, Report, RowReport
from bot.core.importing.table import TableError
from bot.settings import Settings

_SHOWN = {Outcome.TELL, Outcome.ASK, Outcome.REFUSE, Outcome.SKIP}


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    telling: Callable[..., int],
) -> None:
    """Put both subcommands on the parser of `kennispunt directory`."""
    bring = commands.add_parser("import", help="neem een tabel over (CSV of XLSX); eerst het verslag, dan pas wijzigen")
    bring.add_argument("file", type=Path, metavar="BESTAND")
    how = bring.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="toon alleen het verslag (dit gebeurt ook zonder keuze)")
    how.add_argument("--apply", action="store_true", help="neem over wat kan, als geen rij wordt geweigerd")
    bring.add_argument(
        "--answer", action="append", default=[], metavar="RIJ=KEUZE", help="antwoord op wat een rij vraagt"
    )
    bring.add_argument("--mend", type=Path, metavar="BESTAND.csv", help="zet hier de rijen die werk vragen")
    bring.add_argument("--json", action="store_true", help="toon het verslag als JSON")
    bring.set_defaults(run=lambda chosen: telling(lambda: bring_in(Settings.from_env(), chosen)))
    take = commands.add_parser("export", help="zet contacten of keuzes in een bestand (.csv of .xlsx)")
    take.add_argument("what", choices=["contacts", "choices"], metavar="contacts|choices")
    take.add_argument("file", type=Path, metavar="BESTAND")
    take.set_defaults(run=lambda chosen: telling(lambda: take_out(Settings.from_env(), chosen.what, chosen.file)))


def bring_in(settings: Settings, chosen: argparse.Namespace) -> int:
    """Judge the file and take it when asked to; returns 0, or 1 when a row is refused or the file cannot be read."""
    engine = engine_for(settings.database)
    try:
        upgrade(engine)
        table = read_table(chosen.file.name, chosen.file.read_bytes())
        named = other_names(settings.content_dir / "directory")
        author = Author(getpass.getuser(), Origin.VNG, f"import van {chosen.file.name}")
        given = _answers(chosen.answer)
        answers = Answers({(sheet.name, row): answer for sheet in table.sheets for row, answer in given})
        report = SqlImporter(engine, lambda: named).take(table, author, answers, dry_run=not chosen.apply)
    except (TableError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    if chosen.json:
        print(json.dumps(report_json(report), ensure_ascii=False, indent=1, default=str))
    else:
        _tell(report, applied=chosen.apply)
    if chosen.mend is not None:
        chosen.mend.write_bytes(as_csv(*to_mend(table, report)))
    return 1 if report.refused else 0


def take_out(settings: Settings, what: str, file: Path) -> int:
    """Write the list; the name's ending says in which form."""
    directory = SqlDirectory(engine_for(settings.database))
    heads: Sequence[str]
    if what == "contacts":
        owners: list[Organisation | Municipality] = [*directory.municipalities(), *directory.organisations()]
        heads, rows = CONTACT_HEADS, contact_rows(owners, datetime.now(UTC).date())
    else:
        heads, rows = CHOICE_HEADS, choice_rows(directory.municipalities())
    file.write_bytes(as_xlsx(heads, rows) if file.suffix.casefold() == ".xlsx" else as_csv(heads, rows))
    print(f"{len(rows)} rijen in {file}.")
    return 0


def report_json(report: Report) -> dict[str, object]:
    """The report for programs."""
    return {
        "kind": report.kind.value if report.kind else None,
        "summary": report.summary,
        "written": report.written,
        "proposed": report.proposed,
        "notes": report.notes,
        "columns": report.columns,
        "rows": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "outcome": row.outcome.value,
                "owner": row.owner_id or None,
                "values": row.values,
                "told": row.told,
                "column": row.column,
                "choices": [asdict(choice) for choice in row.choices],
                "differs": bool(row.edits),
            }
            for row in report.rows
        ],
    }


def _answers(given: Sequence[str]) -> list[tuple[int, str]]:
    found = []
    for text in given:
        row, _, answer = text.partition("=")
        if not row.isdecimal() or not answer:
            raise TableError(f"'{text}' is geen antwoord. Schrijf het rijnummer en de keuze: 6=zonder-naam")
        found.append((int(row), answer))
    return found


def _tell(report: Report, *, applied: bool) -> None:
    print(report.summary)
    for note in report.notes:
        print(note)
    unused = [head for head, field in report.columns.items() if head and not field]
    if unused:
        print(f"Niet gebruikt: {', '.join(unused)}.")
    for row in report.rows:
        if row.outcome in _SHOWN:
            print(_line(row))
    if report.refused:
        print("Er is niets gewijzigd: eerst moeten de geweigerde rijen goed zijn.")
    elif not applied:
        print(
            f"Er is nog niets gewijzigd. Met --apply: {report.written} gegevens gewijzigd, {report.proposed} voorstellen."
        )
    else:
        print(f"{report.written} gegevens gewijzigd, {report.proposed} voorstellen.")


def _line(row: RowReport) -> str:
    where = f"{row.sheet}, rij {row.row}" if row.sheet else f"rij {row.row}"
    column = f", kolom {row.column}" if row.column else ""
    choices = f" Kies: {', '.join(choice.id for choice in row.choices[:8])}." if row.outcome is Outcome.ASK else ""
    return f"{where}{column}: {row.outcome}. {row.owner_name}{': ' if row.owner_name else ''}{'; '.join(row.told)}.{choices}"
