"""Broken agreements by kind, quarter and status, so that no number below five is shown or can be counted back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.agreements.cases import LOST, Agreement, Status
from bot.core.agreements.counts import SMALLEST, Quarter, Shown, quarters
from bot.core.insight.finding import Finding, Table, Wanted, bars_of, together
from bot.core.use.figures import Figure

_MOST_BARS = 12


def cases(
    counts: Mapping[tuple[str, Agreement], int], statuses: Mapping[tuple[str, str], int], wanted: Wanted
) -> Finding:
    """The finding; `counts` by quarter and kind, `statuses` by quarter and the words of a status."""
    found = [item for item in quarters(counts) if wanted.has(item.name)]
    names = [*(item.value for item in Status), *([LOST] if any(name == LOST for _, name in statuses) else [])]
    by_status = {
        item.name: stepped([statuses.get((item.name, name), 0) for name in names], item.total) for item in found
    }
    return Finding(
        "afspraken",
        "Afspraken die niet zijn nagekomen",
        _sentence(found),
        (
            Table(
                "afspraken-soort",
                "Meldingen per kwartaal en soort",
                ("Kwartaal", *(kind.value for kind in Agreement), "samen"),
                tuple((item.name, *(item.kinds[kind].words for kind in Agreement), item.total.words) for item in found),
            ),
            Table(
                "afspraken-status",
                "Meldingen per kwartaal en hoever ze nu zijn",
                ("Kwartaal", *names),
                tuple((item.name, *(cell.words for cell in by_status[item.name])) for item in found),
            ),
        ),
        bars_of((item.name, Figure(item.total.least, item.total.most)) for item in found[:_MOST_BARS]),
        f"Een balk is een aantal meldingen, van de laatste {_MOST_BARS} kwartalen.",
        "Een aantal onder de vijf ziet u niet. Daarom staan totalen en statussen er met een onder- en een bovengrens. "
        "De provincie telt hier niet mee.",
    )


def stepped(counts: Sequence[int], total: Shown) -> tuple[Shown, ...]:
    """The statuses of one quarter beside its total by kind: in steps of five, and the largest wider where that is needed.

    A second table of the same reports must not tell what the first one hides. So what these numbers are together is
    never known better than `total` says; and where every kind is known, each status below five may still be any number
    below five (docs/adr/0028-insight-and-the-weekly-letter.md).
    """
    cells = [Shown(count - count % SMALLEST, count - count % SMALLEST + SMALLEST - 1) for count in counts]
    if not any(cell.least for cell in cells):
        return tuple(cells)
    largest = max(range(len(cells)), key=lambda index: cells[index].least)
    others = [cell for index, cell in enumerate(cells) if index != largest]
    hidden = sum(cell.most for cell in others if not cell.least)
    shown = sum(cell.least for cell in others)
    least = min(cells[largest].least, max(0, total.least - shown - hidden))
    most = max(cells[largest].most, total.most - shown)
    cells[largest] = Shown(least, most)
    return tuple(cells)


def _sentence(found: Sequence[Quarter]) -> str:
    if not found:
        return "Er is nog geen afspraak gemeld die niet is nagekomen."
    whole = together(Figure(item.total.least, item.total.most) for item in found)
    words = "1 kwartaal" if len(found) == 1 else f"{len(found)} kwartalen"
    sums = {
        kind: (sum(item.kinds[kind].least for item in found), sum(item.kinds[kind].most for item in found))
        for kind in Agreement
    }
    most, (least, highest) = max(sums.items(), key=lambda pair: pair[1])
    often = f" Het vaakst over: {most.value} ({Shown(least, highest).words})." if least else ""
    return f"Meldingen in {words}: {Shown(whole.least, whole.most).words}.{often}"
