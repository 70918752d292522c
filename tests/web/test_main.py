"""`python -m web` says in one line why it does not start."""

from __future__ import annotations

from pathlib import Path

import pytest

from web.__main__ import main


def test_broken_content_is_one_clear_line_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "nl" / "over").mkdir(parents=True)
    (tmp_path / "nl" / "over" / "kapot.md").write_text("---\ntitle: [\n---\nTekst.\n", encoding="utf-8")
    monkeypatch.setenv("KENNISPUNT_CONTENT_DIR", str(tmp_path))
    monkeypatch.setattr("web.__main__.lines.set_up", lambda level, process: None)
    assert main() == 1
    said = capsys.readouterr().err
    assert said.startswith("De website start niet: ")
    assert "nl/over/kapot.md" in said
    assert "Traceback" not in said


def test_setting_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("KENNISPUNT_PORT", "veel")
    assert main() == 1
    assert "KENNISPUNT_PORT" in capsys.readouterr().err
