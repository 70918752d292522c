"""A day as people write it in a form."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.written_day import day_of


@pytest.mark.parametrize(
    "text",
    ["2026-02-01", "01-02-2026", "1-2-2026", " 1/2/2026 ", "1.2.2026", "1 februari 2026", "1 feb. 2026", "1-FEB-2026"],
)
def test_a_day_is_read_as_people_write_it(text: str):
    assert day_of(text) == date(2026, 2, 1)


@pytest.mark.parametrize(
    "text", ["", "morgen", "30-2-2026", "2026-13-01", "1-2-26", "februari 2026", "1 foo 2026", "1-2-٢٠٢٦"]
)
def test_what_is_no_day_is_not_guessed(text: str):
    assert day_of(text) is None
