"""A backup is made while the service runs, put back somewhere else, and is then the same."""

from __future__ import annotations

import io
import json
import stat
import tarfile
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.adapters.feedback.file import FeedbackFile
from bot.adapters.sql import dump
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.organisations import OrganisationRow
from bot.adapters.sql.directory.setup import prepare, upgrade
from bot.adapters.sql.sessions import DirectorySession
from bot.cli import backup
from bot.cli.backup import backup_main, restore_main
from bot.contract import Language
from bot.core.reply.feedback import Feedback
from bot.settings import Settings


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_dir: Path) -> Settings:
    """A service with a directory, of which a fact was confirmed in the database, and with judgements."""
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KENNISPUNT_CONTENT_DIR", str(sample_dir.parent))
    settings = Settings.from_env()
    prepare(settings.database, sample_dir)
    with DirectorySession(engine_for(settings.database)) as session, session.begin():
        row = session.get_one(OrganisationRow, "horizon")
        row.website, row.confirmed_on, row.confirmed_by = "https://é.example.nl/%", date(2026, 11, 1), "Proef"
    give_feedback(settings, 3)
    return settings


def give_feedback(settings: Settings, number: int) -> None:
    box = FeedbackFile(settings.var_dir / "feedback.jsonl")
    for count in range(number):
        box.put(
            Feedback(datetime.now(UTC), helpful=True, language=Language.DUTCH, topic="a/b", comment=f"Goed {count} é")
        )


def elsewhere(monkeypatch: pytest.MonkeyPatch, folder: Path, database_url: str = "") -> Settings:
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(folder))
    monkeypatch.setenv("KENNISPUNT_DATABASE_URL", database_url)
    return Settings.from_env()


def contents(engine: Engine) -> dump.Tables:
    """Every row but the number of the last change, which a restore counts on."""
    rows = dump.dump(engine)[1]
    assert len(rows) > 8
    assert sum(map(len, rows.values())) > 20
    return {name: table for name, table in rows.items() if name != "directory_revision"}


def test_what_is_put_back_is_what_there_was(running: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "kopie.tar.gz"
    assert backup_main([str(path)]) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    new = elsewhere(monkeypatch, tmp_path / "nieuw")
    assert restore_main([str(path), "--content", str(tmp_path / "inhoud")]) == 0
    assert contents(engine_for(new.database)) == contents(engine_for(running.database))
    before, after = (SqlDirectory(engine_for(settings.database)) for settings in (running, new))
    assert (before.organisations(), before.municipalities()) == (after.organisations(), after.municipalities())
    assert (new.var_dir / "feedback.jsonl").read_bytes() == (running.var_dir / "feedback.jsonl").read_bytes()
    files = {file.relative_to(running.content_dir): file.read_bytes() for file in running.content_dir.rglob("*.*")}
    back = {file.relative_to(tmp_path / "inhoud"): file.read_bytes() for file in (tmp_path / "inhoud").rglob("*.*")}
    assert files == back
    assert files


def test_backup_without_a_name_has_the_moment_in_it(running: Settings):
    assert backup_main([]) == 0
    (path,) = (running.var_dir / "backups").iterdir()
    assert path.name.startswith(f"kennispunt-{datetime.now(UTC):%Y}")


def test_backup_is_of_one_moment_while_others_write(running: Settings, tmp_path: Path):
    engine, over, begun = engine_for(running.database), threading.Event(), threading.Event()

    def write() -> None:
        """Both organisations get the same website, in one transaction, again and again."""
        number = 0
        while not over.is_set():
            number += 1
            with DirectorySession(engine) as session, session.begin():
                for row in session.query(OrganisationRow):
                    row.website = f"https://{number}.example.nl"
            begun.set()
            give_feedback(running, 1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(60)
        for count in range(10):
            path = tmp_path / f"{count}.tar.gz"
            backup_main([str(path)])
            parts = backup.read(path)
            rows = json.loads(parts["database.json"])["tables"]["organisations"]
            assert len({row["website"] for row in rows}) == 1
            assert all(json.loads(line) for line in parts["feedback.jsonl"].splitlines())
    finally:
        over.set()
        writer.join()


def test_what_is_there_is_not_lost_unless_asked_for(
    running: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "kopie.tar.gz"
    backup_main([str(path)])
    directory = SqlDirectory(engine_for(running.database))
    with DirectorySession(engine_for(running.database)) as session, session.begin():
        session.get_one(OrganisationRow, "horizon").website = "https://later.example.nl"
    give_feedback(running, 1)
    changed = contents(engine_for(running.database))
    for refused in ("er staan al meningen", "en de database is niet leeg"):
        with pytest.raises(backup.KennispuntError, match="--force"):
            restore_main([str(path)])
        assert contents(engine_for(running.database)) == changed, refused
        (running.var_dir / "feedback.jsonl").unlink(missing_ok=True)
    assert directory.organisation("horizon").website == "https://later.example.nl"
    assert restore_main([str(path), "--force"]) == 0
    # A process that was running sees it at once.
    assert directory.organisation("horizon").website == "https://é.example.nl/%"
    assert len((running.var_dir / "feedback.jsonl").read_text().splitlines()) == 3


def test_database_that_was_never_filled_may_be_filled(
    running: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "kopie.tar.gz"
    backup_main([str(path)])
    rows = contents(engine_for(running.database))
    new = elsewhere(monkeypatch, tmp_path / "nieuw")
    upgrade(engine_for(new.database))
    assert restore_main([str(path)]) == 0
    assert contents(engine_for(new.database)) == rows


@pytest.mark.parametrize("left", [0, 10, 0.5, 0.9])
def test_half_a_backup_is_refused_before_anything_is_touched(running: Settings, tmp_path: Path, left: float):
    path = tmp_path / "kopie.tar.gz"
    backup_main([str(path)])
    before, data = contents(engine_for(running.database)), path.read_bytes()
    path.write_bytes(data[: int(len(data) * left) if isinstance(left, float) else left])
    with pytest.raises(backup.BackupError, match="beschadigd"):
        restore_main([str(path), "--force"])
    assert contents(engine_for(running.database)) == before


def changed(path: Path, name: str, data: bytes) -> None:
    """The same archive with another file under this name."""
    with tarfile.open(path, "r:gz") as archive:
        parts = {entry.name: archive.extractfile(entry).read() for entry in archive}  # type: ignore[union-attr]
    with tarfile.open(path, "w:gz") as archive:
        for part, held in {**parts, name: data}.items():
            entry = tarfile.TarInfo(part)
            entry.size = len(data if part == name else held)
            archive.addfile(entry, io.BytesIO(data if part == name else held))


@pytest.mark.parametrize("name", ["database.json", "content/extra.md", "../../weg"])
def test_backup_that_somebody_changed_is_refused(running: Settings, tmp_path: Path, name: str):
    path = tmp_path / "kopie.tar.gz"
    backup_main([str(path)])
    changed(path, name, b"{}")
    with pytest.raises(backup.BackupError, match="beschadigd"):
        restore_main([str(path), "--force"])


def test_nothing_is_written_outside_the_folder(tmp_path: Path):
    with pytest.raises(backup.BackupError, match="buiten"):
        backup._inside(tmp_path / "inhoud", "../weg")


def test_content_that_is_there_stays(running: Settings, tmp_path: Path):
    path = tmp_path / "kopie.tar.gz"
    backup_main([str(path)])
    with pytest.raises(backup.BackupError, match="bestaat al"):
        restore_main([str(path), "--force", "--content", str(running.content_dir)])
