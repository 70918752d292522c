"""Reports of mistakes are kept until their day, and never more than so many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.feedback.reports import ReportFile
from bot.contract import Language
from bot.core.reply.feedback import KEPT_DAYS, Report

GIVEN = Report(
    "20261122-7KQ3X", datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "gids/gemeenten/9001", "Té oud\n.", Language.DUTCH
)
TODAY = GIVEN.given_at.date()


def test_what_is_put_is_there_again(tmp_path: Path):
    box = ReportFile(tmp_path / "nieuw" / "reports.jsonl")
    assert box.all(TODAY) == ()
    box.put(GIVEN)
    box.put(replace(GIVEN, number="20261122-BBBBB"))
    assert [one.number for one in box.all(TODAY)] == ["20261122-7KQ3X", "20261122-BBBBB"]
    assert ReportFile(tmp_path / "nieuw" / "reports.jsonl").all(TODAY)[0] == GIVEN


def test_it_goes_after_its_day(tmp_path: Path):
    box = ReportFile(tmp_path / "reports.jsonl")
    box.put(GIVEN)
    assert box.all(GIVEN.kept_until) == (GIVEN,)
    assert box.all(GIVEN.kept_until + timedelta(days=1)) == ()
    box.forget(GIVEN.kept_until)
    assert GIVEN.number in (tmp_path / "reports.jsonl").read_text(encoding="utf-8")
    box.forget(GIVEN.kept_until + timedelta(days=1))
    assert (tmp_path / "reports.jsonl").read_text(encoding="utf-8") == ""
    box.put(GIVEN)
    later = replace(GIVEN, number="20270601-BBBBB", given_at=GIVEN.given_at + timedelta(days=KEPT_DAYS + 1))
    box.put(later)
    assert GIVEN.number not in (tmp_path / "reports.jsonl").read_text(encoding="utf-8")


def test_of_too_many_the_oldest_go(tmp_path: Path):
    box = ReportFile(tmp_path / "reports.jsonl", most=2)
    for number in ("a", "b", "c"):
        box.put(replace(GIVEN, number=number))
    assert [one.number for one in box.all(TODAY)] == ["b", "c"]
