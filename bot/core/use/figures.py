"""How many people used support of a provider in a municipality in a year, and what of it may be seen by whom.

Small numbers are hidden before anything is kept, and every total is made of what is kept: a hidden number cannot be
counted back, because it is nowhere (docs/adr/0022-cases-and-the-closed-part.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

SMALLEST = 5
"""A number of people below this one, but for nought, is small."""
LEAST_OF_EACH = 3
"""A total of everybody is of so many providers and so many municipalities at least: nobody subtracts their own from it."""


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """A number of people between `least` and `most`, which are the same where nothing is hidden."""

    least: int
    most: int

    @classmethod
    def of(cls, count: int) -> Figure:
        """A count as it is kept."""
        return SMALL if 0 < count < SMALLEST else cls(count, count)

    @property
    def small(self) -> bool:
        """Whether it is one small number."""
        return self == SMALL

    @property
    def words(self) -> str:
        """In words."""
        if self.least == self.most:
            return f"{self.least:,}".replace(",", ".")
        return "1-4" if self.small else f"{self.least:,} tot {self.most:,}".replace(",", ".")


SMALL = Figure(1, SMALLEST - 1)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What is kept of one provider, municipality and year."""

    year: int
    provider: str
    cbs_code: str
    figure: Figure

    @property
    def key(self) -> tuple[int, str, str]:
        """What there is one of."""
        return self.year, self.provider, self.cbs_code


class UseBook(Protocol):
    """The figures: `bot.adapters.sql.use` has them in a database."""

    def cells(self) -> Sequence[Cell]:
        """All of them."""

    def put(self, cells: Sequence[Cell]) -> int:
        """Keep these, in the place of what is kept under their keys; all or nothing. Returns how many are new or different."""


def total(cells: Iterable[Cell]) -> Figure:
    """All together, of what is kept of each."""
    figures = [cell.figure for cell in cells]
    return Figure(sum(item.least for item in figures), sum(item.most for item in figures))


@dataclass(frozen=True, slots=True)
class Own:
    """What an owner sees of its own year: cell by cell, and together."""

    owner: str
    cells: tuple[Cell, ...]
    total: Figure


@dataclass(frozen=True, slots=True)
class Year:
    """What somebody sees of one year. `everybody` is None where too few are in it."""

    year: int
    own: tuple[Own, ...]
    everybody: Figure | None
    providers: int
    municipalities: int


def seen(cells: Iterable[Cell], year: int, owners: Collection[str], *, everything: bool) -> Year:
    """One year for who speaks for these owners: their own cells; for the desk, those of every provider."""
    held = sorted(cell for cell in cells if cell.year == year)
    providers, places = {cell.provider for cell in held}, {cell.cbs_code for cell in held}
    mine = sorted(providers) if everything else list(owners)
    own = []
    for owner in mine:
        theirs = tuple(cell for cell in held if owner in {cell.provider, cell.cbs_code})
        if theirs:
            own.append(Own(owner, theirs, total(theirs)))
    enough = everything or min(len(providers), len(places)) >= LEAST_OF_EACH
    return Year(year, tuple(own), total(held) if enough else None, len(providers), len(places))
