"""Counts of reports by kind and quarter, so that none says anything about one municipality or provider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.agreements.cases import Agreement

SMALLEST = 5
"""A number below this one is not shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it may be seen: between `least` and `most`, which are the same where nothing is hidden."""

    least: int
    most: int

    @property
    def words(self) -> str:
        """In words."""
        if self.least == self.most:
            return str(self.least)
        return "minder dan 5" if (self.least, self.most) == (0, SMALLEST - 1) else f"{self.least} tot {self.most}"


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter: each kind, and all together."""

    name: str
    kinds: Mapping[Agreement, Shown]
    total: Shown


def shown(count: int) -> Shown:
    """A count with what is small hidden; nought is small too, since that also says something."""
    return Shown(count, count) if count >= SMALLEST else Shown(0, SMALLEST - 1)


def quarters(counts: Mapping[tuple[str, Agreement], int]) -> tuple[Quarter, ...]:
    """By quarter, the newest first. A total is made of what is shown and of nothing else: nobody can count back from it."""
    found = []
    for name in sorted({quarter for quarter, _ in counts}, reverse=True):
        kinds = {kind: shown(counts.get((name, kind), 0)) for kind in Agreement}
        total = Shown(sum(item.least for item in kinds.values()), sum(item.most for item in kinds.values()))
        found.append(Quarter(name, kinds, total))
    return tuple(found)
