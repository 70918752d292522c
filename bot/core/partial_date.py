"""Dates as sources give them: sometimes only a year, sometimes none."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_DECEMBER = 12
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

    def last_day(self) -> date:
        """The last day that it may be: of a year 31 December, of a month its last day."""
        if self.day:
            return date(self.year, self.month, self.day)
        month = self.month or _DECEMBER
        return date(self.year, month, monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(f"{self.day:02}")
        return "-".join(parts)
