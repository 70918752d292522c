"""`kennispunt directory import` and `export`, as an editor runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.directory import main

TEXT = "gemeentecode;functie;telefoon\n9002;Wmo;010 555 0177\n"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_dir: Path) -> None:
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KENNISPUNT_CONTENT_DIR", str(sample_dir.parent))
    main(["load"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "loketten.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_a_report_comes_first_and_only_apply_writes(file: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["import", str(file)]) == 0
    out = said(capsys)
    assert "1 rijen: 1 overnemen, 0 melden, 0 vragen, 0 weigeren, 0 overslaan." in out
    assert "Er is nog niets gewijzigd. Met --apply: 1 gegevens gewijzigd, 0 voorstellen." in out
    main(["show", "9002"])
    assert "niet bekend" in said(capsys)
    assert main(["import", str(file), "--apply"]) == 0
    main(["show", "9002"])
    assert "Wmo: 010 555 0177 (onbevestigd)" in said(capsys)


def test_a_refused_row_is_named_and_can_be_taken_away_to_mend(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file.write_text(TEXT + "9009;Wmo;010 555 0178\n", encoding="utf-8")
    mend = tmp_path / "werk.csv"
    assert main(["import", str(file), "--apply", "--mend", str(mend)]) == 1
    out = said(capsys)
    assert "rij 3, kolom gemeentecode: weigeren. de code 9009 kent de gids niet." in out
    assert "Er is niets gewijzigd" in out
    assert mend.read_text(encoding="utf-8-sig").splitlines()[1].startswith("9009;Wmo;010 555 0178;rij 3")


def test_an_answer_and_json(file: Path, capsys: pytest.CaptureFixture[str]):
    file.write_text("gemeentecode;functie;telefoon\n9001;Wmo;010 555 0199\n", encoding="utf-8")
    said(capsys)
    assert main(["import", str(file), "--json"]) == 0
    (row,) = json.loads(said(capsys))["rows"]
    assert (row["outcome"], row["owner"], row["values"]["phone"]) == ("vragen", "9001", ["+31105550199"])
    assert main(["import", str(file), "--apply", "--answer", "2=vervangen"]) == 0
    main(["show", "9001"])
    assert "010 555 0199" in said(capsys)


@pytest.mark.parametrize("name", ["uit.csv", "uit.xlsx"])
@pytest.mark.parametrize("what", ["contacts", "choices"])
def test_what_goes_out_comes_in_without_a_difference(
    name: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / name
    assert main(["export", what, str(path)]) == 0
    said(capsys)
    assert main(["import", str(path), "--json"]) == 0
    report = json.loads(said(capsys))
    assert report["rows"]
    assert [row for row in report["rows"] if row["outcome"] != "overnemen" or row["differs"]] == []


def test_what_cannot_be_read_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "leeg.csv").write_bytes(b"")
    assert main(["import", str(tmp_path / "leeg.csv")]) == 1
    assert capsys.readouterr().err == "Dit bestand is leeg.\n"
    assert main(["import", str(tmp_path / "nergens.csv")]) == 1
