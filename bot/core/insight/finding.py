"""A finding: what there is to know of a subject in one sentence, and the tables and bars behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.use.figures import Figure

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked at: one year (None: all of them) and one province (empty: the whole country)."""

    year: int | None = None
    province: str = ""

    def has(self, name: str) -> bool:
        """Whether a month, week or quarter, whose name begins with its year, is looked at."""
        return self.year is None or name.startswith(str(self.year))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first cell of each row is its head. `key` is its name in an address."""

    key: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the picture: full up to `least`, open up to `most`, of `whole`."""

    label: str
    words: str
    least: int
    most: int
    whole: int

    @property
    def full_percent(self) -> float:
        """How much of the width is full."""
        return self._percent(self.least)

    @property
    def open_percent(self) -> float:
        """How much of the width comes after that, where the number is not known exactly."""
        return round(self._percent(self.most) - self._percent(self.least), 2)

    def _percent(self, count: int) -> float:
        return round(_WHOLE * count / self.whole, 2) if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """All of one subject. `note` says what somebody must know to read it right."""

    key: str
    title: str
    sentence: str
    tables: tuple[Table, ...]
    bars: tuple[Bar, ...]
    bars_say: str
    """What a bar stands for."""
    note: str = ""


def number(count: int) -> str:
    """A number as Dutch people write it."""
    return f"{count:,}".replace(",", ".")


def counted(count: int, one: str, many: str) -> str:
    """A number with its word: '1 vraag', '2 vragen'."""
    return f"{number(count)} {one if count == 1 else many}"


def share(part: int, whole: int) -> str:
    """A share in words; nothing is rounded to none or to all."""
    if not whole or part in {0, whole}:
        return f"{_WHOLE if whole and part == whole else 0}%"
    percent = round(_WHOLE * part / whole)
    if percent == 0:
        return "minder dan 1%"
    return "meer dan 99%" if percent == _WHOLE else f"{percent}%"


def together(figures: Iterable[Figure]) -> Figure:
    """Numbers of which some are hidden, together: made of what is shown and of nothing else."""
    held = list(figures)
    return Figure(sum(item.least for item in held), sum(item.most for item in held))


def bars_of(named: Iterable[tuple[str, Figure]]) -> tuple[Bar, ...]:
    """A bar for each, all on one scale."""
    held = list(named)
    whole = max((figure.most for _, figure in held), default=0)
    return tuple(Bar(label, figure.words, figure.least, figure.most, whole) for label, figure in held)
