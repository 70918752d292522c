"""The files that others made to try an import: each row becomes what is expected of it, against the directory of `content/`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.directory_files.reading import other_names
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.importing import SqlImporter
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.tables.reading import read_table
from bot.core.changes.changes import Author
from bot.core.directory.standing import Origin
from bot.core.importing.report import RowReport
from bot.settings import ROOT

FOLDER = Path(os.environ.get("KENNISPUNT_EVAL") or ROOT.parent / "shared" / "eval") / "imports"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8")) if FOLDER.is_dir() else {}
DIRECTORY = ROOT / "content" / "directory"

pytestmark = pytest.mark.skipif(not EXPECTED, reason=f"no files to import in {FOLDER}: set KENNISPUNT_EVAL")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path_factory.mktemp('gids') / 'gids.db'}"
    prepare(url, DIRECTORY)
    engine = engine_for(url)
    yield engine
    engine.dispose()


def plain(value: object) -> object:
    """A value as the files' rules compare it: without spaces and capitals."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    return "".join(str(value).split()).casefold() if value is not None else []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_row_becomes_what_is_expected(whole: Engine, name: str) -> None:
    importer = SqlImporter(whole, lambda: other_names(DIRECTORY), lambda: date(2026, 11, 30))
    table = read_table(name, (FOLDER / name).read_bytes())
    report = importer.take(table, Author("redactie", Origin.VNG, "import"), dry_run=True)
    rows = {row.row: row for row in report.rows}
    wrong = []
    for expected in EXPECTED[name]["rows"]:
        first, _, last = str(expected["row"]).partition("-")
        for place, number in enumerate(range(int(first), int(last or first) + 1)):
            wrong += [f"{number}: {what}" for what in _wrong(rows.get(number), expected, place)]
    assert wrong == []


def _wrong(row: RowReport | None, expected: dict, place: int) -> list[str]:
    if row is None:
        return ["is not in the report"]
    found = [] if row.outcome in expected["outcome"] else [f"{row.outcome}, not {expected['outcome']}: {row.told}"]
    values = dict(expected.get("values") or {})
    codes = values.pop("cbs_code", None)
    owner = expected.get("owner") or (codes if isinstance(codes, str) else codes[place] if codes else "")
    if owner and row.owner_id != owner:
        found.append(f"of {row.owner_id}, not {owner}")
    found += [
        f"{field} {row.values.get(field)}, not {value}"
        for field, value in values.items()
        if plain(row.values.get(field)) != plain(value)
    ]
    return found
