"""Feedback is kept as a line of JSON each."""

from __future__ import annotations

import json
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


def test_place_that_cannot_be_written_is_an_error(tmp_path: Path):
    (tmp_path / "bezet").write_text("een bestand, geen map", encoding="utf-8")
    with pytest.raises(OSError, match="bezet"):
        FeedbackFile(tmp_path / "bezet" / "feedback.jsonl").put(GIVEN)
