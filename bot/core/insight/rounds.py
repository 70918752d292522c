"""What came of each round: who was asked, who answered, and who did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.insight.finding import Bar, Finding, Table, Wanted, counted, number, share

_MOST_BARS = 12
_HEADS = ("Ronde", "gevraagd", "beantwoord", "waarvan gewijzigd", "mail kwam terug", "wacht nog", "stil")


@dataclass(frozen=True, slots=True)
class Asked:
    """An owner of whom somebody was asked in the round of one week ('2026-W23'), and what came of it until its next round."""

    week: str
    owner: str
    answered: bool
    changed: bool
    """Whether the answer was another one than that all is right."""
    bounced: bool
    waits: bool
    """Whether an answer is still awaited."""


class RoundOutcomes(Protocol):
    """What came of the rounds: `bot.adapters.sql.rounds` works it out."""

    def asked(self) -> Sequence[Asked]:
        """Every owner in every round that is kept, once."""


@dataclass(slots=True)
class _Row:
    """The counts of one round; of those who did not answer each stands in one of the last three."""

    asked: int = 0
    answered: int = 0
    changed: int = 0
    bounced: int = 0
    waits: int = 0
    silent: int = 0

    def take(self, item: Asked) -> None:
        self.asked += 1
        self.answered += item.answered
        self.changed += item.answered and item.changed
        self.bounced += not item.answered and item.bounced
        self.waits += not item.answered and not item.bounced and item.waits
        self.silent += not item.answered and not item.bounced and not item.waits

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(
            number(count) for count in (self.asked, self.answered, self.changed, self.bounced, self.waits, self.silent)
        )


def rounds(outcomes: RoundOutcomes, provinces: Mapping[str, str], wanted: Wanted) -> Finding:
    """The finding; `provinces` has the province of each municipality, by its code."""
    rows: dict[str, _Row] = {}
    whole = _Row()
    for item in outcomes.asked():
        if wanted.has(item.week) and wanted.province in {"", provinces.get(item.owner, "")}:
            rows.setdefault(item.week, _Row()).take(item)
            whole.take(item)
    weeks = sorted(rows, reverse=True)
    return Finding(
        "rondes",
        "Wat de rondes opleveren",
        _sentence(whole, len(weeks)),
        (
            Table(
                "rondes",
                "Per ronde, de nieuwste eerst",
                _HEADS,
                tuple((named(week), *rows[week].cells) for week in weeks),
            ),
        ),
        tuple(
            Bar(
                named(week),
                f"{number(rows[week].answered)} van {number(rows[week].asked)}",
                rows[week].answered,
                rows[week].answered,
                rows[week].asked,
            )
            for week in weeks[:_MOST_BARS]
        ),
        f"Een balk is het deel dat antwoordde, van de laatste {_MOST_BARS} rondes.",
        "Geteld zijn gemeenten en aanbieders. Wie antwoordde voordat de volgende ronde van die gemeente of aanbieder begon, telt mee. "
        "'Stil' is: de tijd is om, en er kwam niets. Oude rondes worden na een jaar gewist.",
    )


def named(week: str) -> str:
    """A round in words: 'week 23 van 2026'."""
    year, _, number_of = week.partition("-W")
    return f"week {int(number_of)} van {year}" if number_of.isdecimal() else week


def _sentence(whole: _Row, count: int) -> str:
    if not whole.asked:
        return "Er is nog niemand gevraagd in een ronde."
    times = "1 keer" if whole.asked == 1 else f"{number(whole.asked)} keer"
    return (
        f"In {counted(count, 'ronde', 'rondes')} is {times} gevraagd of de gegevens kloppen. "
        f"{number(whole.answered)} keer kwam er antwoord ({share(whole.answered, whole.asked)}), "
        f"waarvan {number(whole.changed)} keer met een wijziging; {number(whole.bounced)} keer kwam de mail terug."
    )
