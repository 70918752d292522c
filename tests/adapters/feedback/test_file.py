"""Feedback is kept as a line of JSON each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.feedback.file import FeedbackFile
from bot.contract import Language
from bot.core.reply.feedback import Feedback

GIVEN = Feedback(
    datetime(2026, 11, 22, 9, 30, tzinfo=UTC), helpful=False, language=Language.DUTCH, topic="a/b", comment="Té kort\n."
)


def test_every_judgement_is_a_line(tmp_path: Path):
    path = tmp_path / "nieuw" / "feedback.jsonl"
    box = FeedbackFile(path)
    box.put(GIVEN)
    box.put(GIVEN)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0]) == {
        "givenAt": "2026-11-22T09:30:00+00:00",
        "helpful": False,
        "language": "nl",
        "topic": "a/b",
        "comment": "Té kort\n.",
    }


def test_it_never_grows_beyond_twice_what_is_allowed(tmp_path: Path):
    box = FeedbackFile(tmp_path / "feedback.jsonl", most_bytes=1000)
    for number in range(100):
        box.put(replace(GIVEN, comment=f"nummer {number}"))
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["feedback.earlier.jsonl", "feedback.jsonl"]
    assert all(path.stat().st_size < 1000 for path in tmp_path.iterdir())
    newest = (tmp_path / "feedback.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(newest)["comment"] == "nummer 99"


def test_place_that_cannot_be_written_is_an_error(tmp_path: Path):
    (tmp_path / "bezet").write_text("een bestand, geen map", encoding="utf-8")
    with pytest.raises(OSError, match="bezet"):
        FeedbackFile(tmp_path / "bezet" / "feedback.jsonl").put(GIVEN)
