"""How fresh the facts of the directory are, by province and by kind of fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from bot.core.directory.choices import CHOICES
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.port import Directory
from bot.core.directory.standing import State
from bot.core.insight.finding import Bar, Finding, Table, Wanted, counted, number, share

NONE = "geen"
"""In the place of a state: a municipality or organisation of which this is not known at all."""
_COLUMNS = (State.CONFIRMED.value, State.OUTDATED.value, State.UNCONFIRMED.value, State.DISPUTED.value, NONE)
_CONTACTS, _CHOICES, _SERVICES, _ORGANISATION = (
    "nummers en adressen",
    "administratieve keuzes",
    "diensten",
    "naam en aanbod van organisaties",
)
_KINDS = (_CONTACTS, _CHOICES, _SERVICES, _ORGANISATION)
NO_PROVINCE = "aanbieders en landelijk"

type _Fact = tuple[str, str, str]
"""Province, kind and state."""


def freshness(directory: Directory, wanted: Wanted, today: date) -> Finding:
    """The finding, on this day; of one province only what its municipalities have."""
    facts = Counter(_facts(directory, wanted.province, today))
    by_province: dict[str, Counter[str]] = {}
    by_kind: dict[str, Counter[str]] = {}
    for (province, kind, state), count in facts.items():
        by_province.setdefault(province, Counter())[state] += count
        by_kind.setdefault(kind, Counter())[state] += count
    provinces = sorted(by_province, key=lambda name: (name == NO_PROVINCE, name))
    return Finding(
        "actualiteit",
        "Hoe actueel is de gids",
        _sentence(sum(by_kind.values(), Counter()), wanted.province),
        (
            _table("actualiteit-provincie", "Gegevens per provincie", "Provincie", provinces, by_province),
            _table(
                "actualiteit-soort",
                "Gegevens per soort",
                "Soort",
                [kind for kind in _KINDS if kind in by_kind],
                by_kind,
            ),
        ),
        tuple(_bar(name, by_province[name]) for name in provinces),
        "Een balk is het deel dat bevestigd is.",
        "'Geen' betekent: van een gemeente of aanbieder is dit nog niet bekend. De stand is die van vandaag; het jaar telt hier niet mee.",
    )


def _facts(directory: Directory, province: str, today: date) -> Iterator[_Fact]:
    for municipality in directory.municipalities():
        if province in {"", municipality.province}:
            yield from _of_municipality(municipality, today)
    if not province:
        for organisation in directory.organisations():
            yield from _of_organisation(organisation, today)


def _of_municipality(item: Municipality, today: date) -> Iterator[_Fact]:
    yield from _channels(item, item.province, today)
    said = {choice.subject: choice for choice in item.choices}
    for subject in CHOICES:
        state = said[subject].state(today).value if subject in said else NONE
        yield item.province, _CHOICES, state


def _of_organisation(item: Organisation, today: date) -> Iterator[_Fact]:
    yield from _channels(item, NO_PROVINCE, today)
    yield NO_PROVINCE, _ORGANISATION, item.state(today).value
    for service in item.services:
        yield NO_PROVINCE, _SERVICES, service.state(today).value
    if not item.services:
        yield NO_PROVINCE, _SERVICES, NONE


def _channels(item: Municipality | Organisation, province: str, today: date) -> Iterator[_Fact]:
    channels = [channel for contact in item.contacts for channel in contact.channels]
    for channel in channels:
        yield province, _CONTACTS, channel.state(today).value
    if not channels:
        yield province, _CONTACTS, NONE


def _table(key: str, caption: str, head: str, names: list[str], counts: dict[str, Counter[str]]) -> Table:
    rows = [(name, *(number(counts[name][column]) for column in _COLUMNS)) for name in names]
    return Table(key, caption, (head, *_COLUMNS), tuple(rows))


def _bar(name: str, counts: Counter[str]) -> Bar:
    known, confirmed = sum(counts.values()) - counts[NONE], counts[State.CONFIRMED.value]
    return Bar(name, f"{number(confirmed)} van {number(known)}", confirmed, confirmed, known)


def _sentence(counts: Counter[str], province: str) -> str:
    known, confirmed = sum(counts.values()) - counts[NONE], counts[State.CONFIRMED.value]
    where = f"van gemeenten in {province}" if province else "in de gids"
    if not known:
        return f"Er zijn nog geen gegevens {where}."
    disputed = counts[State.DISPUTED.value]
    said = f"Van {counted(known, 'gegeven', 'gegevens')} {where} is {share(confirmed, known)} bevestigd"
    wrong = f" en {counted(disputed, 'is', 'zijn')} betwist" if disputed else ""
    missing = f" Op {counted(counts[NONE], 'plek', 'plekken')} is nog niets bekend." if counts[NONE] else ""
    return f"{said}{wrong}.{missing}"
