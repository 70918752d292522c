"""Everything of 'Inzicht' together: the subjects, the years and the provinces there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.agreements.port import CaseBook
from bot.core.directory.port import Directory
from bot.core.insight.asking import unanswered, used
from bot.core.insight.cases import cases
from bot.core.insight.choices import choices
from bot.core.insight.finding import Finding, Table, Wanted
from bot.core.insight.freshness import freshness
from bot.core.insight.rounds import RoundOutcomes, rounds
from bot.core.use.figures import UseBook
from bot.core.use.tally import TallyBook

_YEAR = 4


@dataclass(frozen=True, slots=True)
class Insight:
    """What editors see of the whole. `title` gives a topic's title by its id."""

    directory: Directory
    outcomes: RoundOutcomes
    cases: CaseBook
    use: UseBook
    tally: TallyBook
    title: Callable[[str], str]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def findings(self, wanted: Wanted) -> tuple[Finding, ...]:
        """Every subject, for one year and province or for all."""
        provinces = {item.cbs_code: item.province for item in self.directory.municipalities()}
        tallied = self.tally.counts()
        return (
            freshness(self.directory, wanted, self.now().date()),
            rounds(self.outcomes, provinces, wanted),
            choices(self.directory, wanted),
            unanswered(tallied, self.title, wanted),
            cases(self.cases.counts(), self.cases.statuses(), wanted),
            used(tallied, self.use.cells(), wanted),
        )

    def table(self, key: str, wanted: Wanted) -> Table | None:
        """One table by its key, or None."""
        tables = (table for finding in self.findings(wanted) for table in finding.tables)
        return next((table for table in tables if table.key == key), None)

    def years(self) -> tuple[int, ...]:
        """Years of which there is anything, the newest first."""
        names = [
            *(item.week for item in self.outcomes.asked()),
            *(item.month for item in self.tally.counts()),
            *(quarter for quarter, _ in self.cases.counts()),
        ]
        years = {int(name[:_YEAR]) for name in names} | {cell.year for cell in self.use.cells()}
        return tuple(sorted(years, reverse=True))

    def provinces(self) -> tuple[str, ...]:
        """The provinces that municipalities are in, by name."""
        return tuple(sorted({item.province for item in self.directory.municipalities()} - {""}))
