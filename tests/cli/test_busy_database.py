"""`kennispunt directory load` beside somebody else who writes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.adapters.sql import base
from bot.cli.directory import main
from bot.settings import ROOT, Settings


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_dir: Path) -> None:
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KENNISPUNT_CONTENT_DIR", str(sample_dir.parent))
    monkeypatch.setattr(base, "LOCK_SECONDS", 0.2)


@pytest.fixture
def holder() -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the database's write lock."""
    main(["load"])
    path = Settings.from_env().database.removeprefix("sqlite:///")
    code = textwrap.dedent(
        f"""
        import sqlite3, sys
        connection = sqlite3.connect({path!r}, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        print("held", flush=True)
        sys.stdin.read()
        """
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.communicate("")


def test_a_busy_database_says_who_has_it_and_what_to_do(
    holder: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]
):
    capsys.readouterr()
    assert main(["load"]) == 1
    said = capsys.readouterr().err
    assert "De database is bezet" in said
    assert f"proces {holder.pid}" in said
    assert "probeer het dan opnieuw" in said
    assert "Voer eerst uit" not in said
    assert "Traceback" not in said


def test_reading_goes_on_beside_a_writer(holder: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]):
    assert main(["show"]) == 0


def test_a_load_that_fails_does_not_advise_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "var").mkdir(exist_ok=True)
    path = Path(Settings.from_env().database.removeprefix("sqlite:///"))
    path.write_text("dit is geen database, en veel langer dan de kop van een database is " * 9, encoding="utf-8")
    assert main(["load"]) == 1
    said = capsys.readouterr().err
    assert "Voer eerst uit" not in said
    assert str(path) in said


def test_two_first_loads_at_once_both_succeed():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "import sys; from bot.cli.directory import main; sys.exit(main(['load']))"]
    both = [
        subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    added = sorted(int(out.split("Gids geladen: ")[1].split()[0]) for out, _ in said)
    assert added[0] == 0
    assert added[1] > 0
    path = Settings.from_env().database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM municipalities").fetchone() == (2,)
