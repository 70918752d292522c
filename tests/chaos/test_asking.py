"""What `make chaos` concludes from somebody who asks on and on."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tools import figures
from tools.chaos.asking import DEGRADED, NOTHING, STEADY, WHOLE, Asking, Look
from tools.chaos.faults import FAULTS, SHARED_FAULTS


def asking(*outcomes: str) -> Asking:
    """Somebody who asked at 1, 2, 3, … seconds and had each answer half a second later."""
    looks = [Look(float(number), number + 0.5, outcome) for number, outcome in enumerate(outcomes, 1)]
    return Asking("http://127.0.0.1:9", looks)


def test_the_longest_wait_is_between_two_answers():
    assert asking(WHOLE, NOTHING, NOTHING, DEGRADED, WHOLE).without_answer(1.0) == 3.0
    assert asking(NOTHING, WHOLE, WHOLE).without_answer(0.0) == 2.5


def test_nothing_at_all_is_a_wait_until_now():
    since = time.monotonic() - 100
    assert asking(NOTHING).without_answer(since) >= 100


def test_whole_again_is_the_first_of_answers_that_stay_whole():
    well = [WHOLE] * STEADY
    assert asking(*well).whole_since(1.0) == 1.0
    assert asking(DEGRADED, WHOLE, DEGRADED, *well).whole_since(1.0) == 4.5
    assert asking(*well, DEGRADED).whole_since(1.0) is None
    assert asking(*well[1:]).whole_since(1.0) is None
    assert asking(DEGRADED, *well).whole_since(2.0) == 2.0


def test_answers_from_searching_are_counted_from_then_on():
    assert asking(DEGRADED, DEGRADED, WHOLE, DEGRADED).degraded(2.0) == 2


def test_each_fault_has_a_name_of_its_own():
    everything = (*FAULTS, *SHARED_FAULTS)
    assert len({fault.name for fault in everything}) == len(everything) > 19


def test_figures_go_to_their_place_and_nowhere_else(tmp_path: Path):
    report = tmp_path / "report.md"
    report.write_text("a\n<!-- x -->\noud\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n", encoding="utf-8")
    figures.save("x", figures.table(("wat", "hoeveel"), [["dit", r"\1"]]), report)
    assert report.read_text(encoding="utf-8") == (
        "a\n<!-- x -->\n\n| wat | hoeveel |\n| --- | --- |\n| dit | \\1 |\n\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n"
    )
    with pytest.raises(ValueError, match="z"):
        figures.save("z", "", report)
