"""`kennispunt directory …` as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.directory import main


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_dir: Path) -> None:
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KENNISPUNT_CONTENT_DIR", str(sample_dir.parent))


def test_load_then_show(capsys: pytest.CaptureFixture[str]):
    assert main(["load"]) == 0
    assert "Gids geladen:" in capsys.readouterr().out
    assert main(["show"]) == 0
    assert "2 gemeenten, waarvan 1 met een contact" in capsys.readouterr().out
    assert main(["show", "Stichting", "Horizon"]) == 0
    shown = capsys.readouterr().out
    assert "Aanmelden: 088 555 0101 (bevestigd 2026-03-01 door Redactie Voorbeeld)" in shown
    assert "dienst: dagbesteding, visueel, wmo (onbevestigd) Alleen overdag." in shown
    assert main(["show", "9002"]) == 0
    assert "contact: niet bekend" in capsys.readouterr().out


def test_show_of_something_unknown(capsys: pytest.CaptureFixture[str]):
    main(["load"])
    assert main(["show", "Bestaat Niet"]) == 1
    assert "'Bestaat Niet' staat niet in de gids" in capsys.readouterr().err


def test_stale_names_what_was_never_confirmed_and_what_is_too_long_ago(capsys: pytest.CaptureFixture[str]):
    main(["load"])
    capsys.readouterr()
    assert main(["stale", "--days", "0"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("onbevestigd") and "Élders Loket: dienst: doofblind, wmo" in line for line in lines)
    assert any(line.startswith("bevestigd 2026-03-01") and "'s-Voorbeeld: ritme: maand" in line for line in lines)
    assert lines[-1].startswith(f"{len(lines) - 1} gegevens")


def test_mistakes_are_listed_and_nothing_is_loaded(sample_dir: Path, capsys: pytest.CaptureFixture[str]):
    (sample_dir / "laws.csv").unlink()
    assert main(["load"]) == 1
    error = capsys.readouterr().err
    assert "directory/laws.csv: dit bestand ontbreekt" in error
    assert "er is niets geladen" in error
    assert "Traceback" not in error


def test_without_a_database_it_says_what_to_do(capsys: pytest.CaptureFixture[str]):
    assert main(["show"]) == 1
    assert "kennispunt directory load" in capsys.readouterr().err
