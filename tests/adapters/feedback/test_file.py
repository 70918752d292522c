"""Feedback is kept as a line of JSON each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.feedback.file import FeedbackFile
from bot.contract import Language
from bot.core.reply.feedback import Feedback
from web.__main__ import forget_old_feedback

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


def test_what_is_too_old_is_forgotten_in_both_files_and_the_rest_stays(tmp_path: Path):
    path = tmp_path / "feedback.jsonl"
    box = FeedbackFile(path, most_bytes=600)
    for day in range(1, 7):
        box.put(replace(GIVEN, given_at=datetime(2026, 11, day, tzinfo=UTC), comment="é" * 60))
    assert (tmp_path / "feedback.earlier.jsonl").exists()
    with path.open("a", encoding="utf-8") as file:
        file.write("half een re\n")
    kept = len(path.read_text().splitlines()) + len((tmp_path / "feedback.earlier.jsonl").read_text().splitlines())
    assert box.forget_before(datetime(2026, 11, 6, tzinfo=UTC)) == kept - 1
    assert not (tmp_path / "feedback.earlier.jsonl").exists()
    (line,) = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["givenAt"].startswith("2026-11-06")
    assert box.forget_before(datetime(2026, 11, 6, tzinfo=UTC)) == 0
    assert box.forget_before(datetime(2026, 11, 7, tzinfo=UTC)) == 1
    assert list(tmp_path.iterdir()) == []
    box.put(GIVEN)
    assert path.exists()


def test_the_website_forgets_after_the_days_of_the_settings(tmp_path: Path):
    box = FeedbackFile(tmp_path / "feedback.jsonl")
    for days in (31, 29):
        box.put(replace(GIVEN, given_at=datetime.now(UTC) - timedelta(days=days), comment=f"{days} dagen"))
    forget_old_feedback(box, 30)
    (tmp_path / "bezet").touch()
    forget_old_feedback(FeedbackFile(tmp_path / "bezet" / "feedback.jsonl"), 30)
    (line,) = (tmp_path / "feedback.jsonl").read_text().splitlines()
    assert "29 dagen" in line
