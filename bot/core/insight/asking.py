"""Questions without an answer, and how much the service is used: counts of which the small ones are hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.core.insight.finding import Finding, Table, Wanted, bars_of, together
from bot.core.languages import DUTCH_NAMES
from bot.core.use.figures import Cell, Figure, Year, seen
from bot.core.use.tally import Counted, Tallied

_MOST_BARS = 10
_MONTHS_SHOWN = 12
NO_TOPIC = "past bij geen onderwerp"
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SMALL = "Een aantal van 1 tot en met 4 staat er als '1-4'. Zit zo'n aantal in een totaal, dan heeft dat een onder- en een bovengrens."

type _Cells = Mapping[Tallied, Figure]
"""Each count as it is shown: everything else is made of these, so that no hidden number can be counted back."""


def unanswered(counts: Mapping[Tallied, int], title: Callable[[str], str], wanted: Wanted) -> Finding:
    """The finding about questions without an answer; `title` gives a topic's title by its id."""
    cells = _shown(counts, {Counted.UNANSWERED}, wanted)
    topics = sorted(
        _by(cells, lambda item: item.topic).items(), key=lambda pair: (-pair[1].least, -pair[1].most, pair[0])
    )
    named = [(title(topic) if topic else NO_TOPIC, figure) for topic, figure in topics]
    months = _by(cells, lambda item: item.month)
    languages = _by(cells, lambda item: item.language)
    heads = ("vragen zonder antwoord",)
    return Finding(
        "vragen",
        "Vragen zonder antwoord",
        _unanswered_sentence(together(cells.values()), named),
        (
            Table("vragen-onderwerp", "Per onderwerp, het meeste eerst", ("Onderwerp", *heads), _rows(named)),
            Table("vragen-maand", "Per maand, de nieuwste eerst", ("Maand", *heads), _rows(_months(months))),
            Table(
                "vragen-taal",
                "Per taal",
                ("Taal", *heads),
                _rows((DUTCH_NAMES[key], languages[key]) for key in DUTCH_NAMES if key in languages),
            ),
        ),
        bars_of(named[:_MOST_BARS]),
        f"Een balk is een aantal vragen, van de {_MOST_BARS} onderwerpen met de meeste.",
        f"Wij bewaren niet wat mensen vroegen, alleen hoe vaak, over welk onderwerp, in welke maand en taal. {_SMALL} De provincie telt hier niet mee.",
    )


def used(counts: Mapping[Tallied, int], figures: Iterable[Cell], wanted: Wanted) -> Finding:
    """The finding about use: conversations and replies, and people with support as municipalities and providers gave it."""
    talks = _shown(counts, {Counted.CONVERSATION}, wanted)
    replies = _shown(counts, {Counted.REPLY}, wanted)
    by_month = (_by(talks, lambda item: item.month), _by(replies, lambda item: item.month))
    by_language = (_by(talks, lambda item: item.language), _by(replies, lambda item: item.language))
    heads = ("gesprekken", "antwoorden")
    months = _months(by_month[1])
    held = list(figures)
    years = [year for year in sorted({cell.year for cell in held}, reverse=True) if wanted.has(str(year))]
    people = [(str(year), seen(held, year, (), everything=True)) for year in years]
    return Finding(
        "gebruik",
        "Gebruik",
        _used_sentence(together(talks.values()), together(replies.values()), people),
        (
            Table(
                "gebruik-maand",
                "Gesprekken en antwoorden per maand, de nieuwste eerst",
                ("Maand", *heads),
                tuple((month_named(key), *_both(by_month, key)) for key in sorted(by_month[1], reverse=True)),
            ),
            Table(
                "gebruik-taal",
                "Gesprekken en antwoorden per taal",
                ("Taal", *heads),
                tuple((DUTCH_NAMES[key], *_both(by_language, key)) for key in DUTCH_NAMES if key in by_language[1]),
            ),
            Table(
                "gebruik-ondersteuning",
                "Mensen met ondersteuning, uit de cijfers van het besloten deel",
                ("Jaar", "mensen", "aanbieders", "gemeenten"),
                tuple(
                    (
                        name,
                        found.everybody.words if found.everybody else "",
                        str(found.providers),
                        str(found.municipalities),
                    )
                    for name, found in people
                ),
            ),
        ),
        bars_of(reversed(months[:_MONTHS_SHOWN])),
        f"Een balk is een aantal antwoorden in een maand, van de laatste {_MONTHS_SHOWN} maanden.",
        f"Een gesprek telt in de maand van de eerste vraag. {_SMALL} De provincie telt hier niet mee.",
    )


def month_named(month: str) -> str:
    """A month in words: 'november 2026'."""
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def _shown(counts: Mapping[Tallied, int], what: set[Counted], wanted: Wanted) -> _Cells:
    return {
        item: Figure.of(count)
        for item, count in counts.items()
        if count and item.what in what and wanted.has(item.month)
    }


def _by[Key](cells: _Cells, key: Callable[[Tallied], Key]) -> dict[Key, Figure]:
    groups: dict[Key, list[Figure]] = {}
    for item, figure in cells.items():
        groups.setdefault(key(item), []).append(figure)
    return {name: together(found) for name, found in groups.items()}


def _months(found: Mapping[str, Figure]) -> list[tuple[str, Figure]]:
    return [(month_named(month), found[month]) for month in sorted(found, reverse=True)]


def _rows(named: Iterable[tuple[str, Figure]]) -> tuple[tuple[str, ...], ...]:
    return tuple((name, figure.words) for name, figure in named)


def _both[Key](pair: tuple[Mapping[Key, Figure], Mapping[Key, Figure]], key: Key) -> tuple[str, ...]:
    return tuple(found.get(key, Figure(0, 0)).words for found in pair)


def _unanswered_sentence(whole: Figure, named: list[tuple[str, Figure]]) -> str:
    if not named:
        return "Er zijn geen vragen zonder antwoord geteld."
    name, most = named[0]
    return f"Vragen zonder antwoord: {whole.words}. Het vaakst: {name} ({most.words})."


def _used_sentence(talks: Figure, replies: Figure, people: list[tuple[str, Year]]) -> str:
    said = (
        f"Gesprekken: {talks.words}, met {replies.words} antwoorden."
        if replies.most
        else "Er zijn nog geen gesprekken geteld."
    )
    if people and (everybody := people[0][1].everybody) is not None:
        said += f" In {people[0][0]} kregen {everybody.words} mensen ondersteuning."
    return said
