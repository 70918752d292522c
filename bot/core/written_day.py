"""A day as people write it in a form."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan januari", "feb februari febr", "mrt maart mar", "apr april", "mei", "jun juni", "jul juli", "aug augustus",
         "sep sept september", "okt oktober oct", "nov november", "dec december"), 1
    )
    for name in names.split()
}  # fmt: skip
"""The number of a month by its Dutch name, written out or short."""
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_DUTCH = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_WRITTEN = re.compile(r"([0-9]{1,2})[- ]([a-z]+)\.?[- ]([0-9]{4})", re.IGNORECASE)


def day_of(text: str) -> date | None:
    """The day of '2026-12-31', '31-12-2026' or '31 december 2026'; None for anything else."""
    written = " ".join(text.split())
    if match := _ISO.fullmatch(written):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DUTCH.fullmatch(written):
        day, month, year = (int(part) for part in match.groups())
    elif match := _WRITTEN.fullmatch(written):
        day, month, year = int(match[1]), MONTHS.get(match[2].casefold(), 0), int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
