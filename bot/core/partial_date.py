"""Dates as sources give them: sometimes only a year, sometimes none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month or a day; `str()` gives the ISO 8601 form of as much as is known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

        Raises ValueError when the text has another form or names a day that does not exist.
        """
        match = _PATTERN.fullmatch(text.strip())
        if match is None:
            msg = f"not a date: {text!r}"
            raise ValueError(msg)
        year, month, day = (int(part or 0) for part in match.groups())
        date(year, month or 1, day or 1)  # raises for month 13 or 30 February; a zero means 'not given'
        if (match[2] and not month) or (match[3] and not day):
            msg = f"not a date: {text!r}"
            raise ValueError(msg)
        return cls(year, month, day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)
