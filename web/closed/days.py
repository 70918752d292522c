"""Days as people write them."""

from __future__ import annotations

from datetime import date

_PARTS = 3


def day_of(text: str) -> date | None:
    """The day of '2026-12-31' or '31-12-2026'; None for anything else."""
    parts = text.strip().replace("/", "-").split("-")
    if len(parts) != _PARTS or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    year, month, day = numbers if len(parts[0]) == len("2026") else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None
