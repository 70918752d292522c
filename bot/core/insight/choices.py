"""How municipalities want their administration done: all of them together."""

from __future__ import annotations

from collections import Counter

from bot.core.directory.choices import CHOICES
from bot.core.directory.port import Directory
from bot.core.insight.finding import Finding, Table, Wanted, bars_of, counted, number
from bot.core.use.figures import Figure

NOT_SAID = "niet gezegd"
"""Apart from 'nee': nobody said it."""
_WAY, _RHYTHM, _CODES = "wijze", "ritme", "productcodes"


def choices(directory: Directory, wanted: Wanted) -> Finding:
    """The finding; of one province or of all."""
    said = [
        {choice.subject: choice.value for choice in item.choices}
        for item in directory.municipalities()
        if wanted.province in {"", item.province}
    ]
    pairs = Counter((item.get(_WAY, NOT_SAID), item.get(_RHYTHM, NOT_SAID)) for item in said)
    codes = Counter(item.get(_CODES, NOT_SAID) for item in said)
    ways = _values(_WAY, {way for way, _ in pairs})
    rhythms = _values(_RHYTHM, {rhythm for _, rhythm in pairs})
    rows = [
        (
            way,
            *(number(pairs[way, rhythm]) for rhythm in rhythms),
            number(sum(pairs[way, rhythm] for rhythm in rhythms)),
        )
        for way in ways
    ]
    shown = [
        *(
            (f"{way}, ritme {rhythm}", pairs[way, rhythm])
            for way in ways
            for rhythm in rhythms
            if {way, rhythm} != {NOT_SAID}
        ),
        ("geen standaard productcodes", codes["nee"]),
    ]
    return Finding(
        "keuzes",
        "Wat gemeenten kiezen",
        _sentence(said, pairs, codes),
        (
            Table(
                "keuzes-wijze-ritme",
                "Gemeenten naar wijze (rij) en ritme (kolom)",
                ("Wijze", *rhythms, "samen"),
                tuple(rows),
            ),
            Table(
                "keuzes-productcodes",
                "Gemeenten naar productcodes",
                ("Standaard productcodes", "gemeenten"),
                tuple((value, number(codes[value])) for value in _values(_CODES, set(codes))),
            ),
        ),
        bars_of((label, Figure(count, count)) for label, count in shown if count),
        "Een balk is een aantal gemeenten.",
        f"'{NOT_SAID.capitalize()}' is iets anders dan 'nee': van die gemeente weten wij het niet. De stand is die van vandaag; het jaar telt hier niet mee.",
    )


def _values(subject: str, found: set[str]) -> tuple[str, ...]:
    """What can be chosen, what was chosen before that list was what it is, and last what nobody said."""
    return (*CHOICES[subject], *sorted(found - {*CHOICES[subject], NOT_SAID}), NOT_SAID)


def _sentence(said: list[dict[str, str]], pairs: Counter[tuple[str, str]], codes: Counter[str]) -> str:
    some = sum(bool(item) for item in said)
    if not some:
        return f"Van {counted(len(said), 'gemeente', 'gemeenten')} is nog van geen enkele bekend hoe zij de administratie wil."
    first = (
        f"Van {counted(len(said), 'gemeente', 'gemeenten')} is van {number(some)} iets bekend over de administratie."
    )
    whole = Counter({pair: count for pair, count in pairs.items() if NOT_SAID not in pair})
    most = "".join(
        f" Het vaakst: {way} met ritme {rhythm} ({number(count)})." for (way, rhythm), count in whole.most_common(1)
    )
    return f"{first}{most} Productcodes: {number(codes['nee'])} keer 'nee', {number(codes[NOT_SAID])} keer {NOT_SAID}."
