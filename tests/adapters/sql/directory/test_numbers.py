"""Numbers of changes come from the history: they only go up, and nothing that changes is without one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.setup import prepare
from bot.core.changes.changes import Author, RecordKind
from bot.core.directory.standing import Origin

TODAY = date(2026, 6, 1)
EDITOR = Author("redacteur@vng.example.nl", Origin.VNG)


@pytest.fixture(autouse=True)
def loaded(database_url: str, sample_dir: Path) -> None:
    prepare(database_url, sample_dir)


@pytest.fixture
def desk(engine: Engine) -> SqlDesk:
    return SqlDesk(engine, lambda: TODAY)


@pytest.fixture
def directory(engine: Engine) -> SqlDirectory:
    return SqlDirectory(engine, today=lambda: TODAY)


def test_everything_that_was_loaded_has_a_number(directory: SqlDirectory):
    numbers = directory.numbers()
    assert {"horizon", "elders", "9001", "9002"} <= numbers.by_owner.keys()
    assert len(set(numbers.by_owner.values())) == len(numbers.by_owner)
    assert numbers.latest == max(numbers.by_owner.values())


def test_a_change_of_a_fact_is_one_of_its_owner(directory: SqlDirectory, desk: SqlDesk):
    before = directory.numbers()
    channel = next(item for item in desk.records("9001") if item.ref.kind is RecordKind.CHANNEL)
    desk.confirm(channel.ref, channel.version, EDITOR)
    after = directory.numbers()
    assert after.latest == after.of("9001") > before.latest
    assert after.of("horizon") == before.of("horizon")


def test_what_is_retired_is_named_with_its_number(directory: SqlDirectory, desk: SqlDesk):
    record = desk.records("elders")[0]
    desk.withdraw(record.ref, record.version, EDITOR, on=TODAY, successor="horizon")
    assert [(item.id, item.successor) for item in directory.all_retired()] == [("elders", "horizon")]
    assert directory.numbers().of("elders") == directory.numbers().latest


def test_what_the_files_took_away_is_named_too(directory: SqlDirectory, database_url: str, sample_dir: Path):
    for name in ("organisations", "services", "service_areas", "contacts"):
        file = sample_dir / f"{name}.csv"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if "elders" not in line), encoding="utf-8")
    prepare(database_url, sample_dir)
    numbers = directory.numbers()
    assert [(item.id, item.name) for item in numbers.removed] == [("elders", "Élders Loket")]
    assert numbers.of("elders") == numbers.latest
