"""A database file that is damaged: what is said is what helps."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.cli.directory import main
from bot.settings import Settings


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_dir: Path) -> Path:
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var met spatie"))
    monkeypatch.setenv("KENNISPUNT_CONTENT_DIR", str(sample_dir.parent))
    assert main(["load"]) == 0
    return Path(Settings.from_env().database.removeprefix("sqlite:///"))


def damage(path: Path, how: str) -> None:
    for other in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        other.unlink(missing_ok=True)
    data = path.read_bytes()
    path.write_bytes(b"geen database " * 1000 if how == "other" else data[:5000] + b"\xff" * (len(data) - 5000))


@pytest.mark.parametrize("how", ["other", "half"])
@pytest.mark.parametrize("command", [["load"], ["show"], ["stale"]])
def test_the_advice_works(path: Path, how: str, command: list[str], capsys: pytest.CaptureFixture[str]):
    damage(path, how)
    assert main(command) == 1
    said = capsys.readouterr().err
    assert "beschadigd" in said
    assert "Voer eerst uit" not in said
    advised = said.partition("Zet het opzij met: ")[2].partition(" Zet daarna")[0].removesuffix(".")
    subprocess.run(advised, shell=True, check=True)
    assert main(["load"]) == 0
    assert main(["show"]) == 0
    assert path.with_name(f"{path.name}.kapot").exists()
