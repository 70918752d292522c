"""Records that may be one and the same: proposed to the editors by signs that two do not share by chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from bot.core.changes.changes import Ref
from bot.core.changes.signs import channel_sign, nearly, plain_name, plain_website

_SHARED = 4
"""A number or address that more than so many have is that of somebody who answers for others, and no sign."""
_NUMBERS = "hetzelfde nummer"
_REASONS = {"email": "hetzelfde e-mailadres", "website": "dezelfde website", "video": "hetzelfde adres"}


@dataclass(frozen=True, slots=True)
class Item:
    """A record as it is compared. Only items of one `group` may be doubles of each other.

    `channels` are pairs of kind and value.
    """

    ref: Ref
    name: str
    group: str = ""
    kvk: str = ""
    website: str = ""
    channels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Double:
    """Two records that may be one, the first in the order of their keys, with what speaks for it in words."""

    first: Ref
    second: Ref
    names: tuple[str, str]
    reasons: tuple[str, ...]
    owner_id: str = ""
    """Whose numbers and addresses they are; empty for two organisations."""


@dataclass(frozen=True, slots=True)
class NotSame:
    """Two records, by name, of which somebody said that they are two."""

    number: int
    names: tuple[str, str]
    who: str
    why: str
    said_at: datetime


def pair(one: Ref, other: Ref) -> tuple[str, str]:
    """Two records in the order in which a pair of them is kept."""
    first, second = sorted((one, other))
    return str(first), str(second)


def find_doubles(items: Iterable[Item]) -> tuple[Double, ...]:
    """The pairs that share a sign, those with most signs first, then by name."""
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        # One number may be for calling and for typing: only two of a kind are one.
        groups[item.group, item.channels[0][0] if item.group else ""].append(item)
    found = [double for group in groups.values() for double in _in_group(group)]
    return tuple(sorted(found, key=lambda double: (-len(double.reasons), double.names)))


def _in_group(items: list[Item]) -> Iterator[Double]:
    having: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        for sign in _signs(item):
            having[sign].append(item)
    reasons: dict[tuple[Ref, Ref], list[str]] = defaultdict(list)
    known = {item.ref: item for item in items}
    for (why, value), sharing in having.items():
        if len(sharing) <= _SHARED:
            for one, other in combinations(sorted(sharing, key=lambda item: item.ref), 2):
                reasons[one.ref, other.ref].append(f"{why}: {value}" if value else why)
    for one, other in _nearly_named(items):
        reasons[one.ref, other.ref].append("bijna dezelfde naam")
    for (first, second), speaking in reasons.items():
        names = (known[first].name, known[second].name)
        yield Double(first, second, names, tuple(dict.fromkeys(speaking)), owner_id=known[first].group)


def _signs(item: Item) -> set[tuple[str, str]]:
    """What the item may share with its double: the reason in words, and the value that is shared."""
    signs = set()
    if item.kvk:
        signs.add(("hetzelfde KvK-nummer", item.kvk))
    if item.website:
        signs.add((_REASONS["website"], plain_website(item.website)))
    if not item.group:
        signs.add((f"dezelfde naam, op schrijfwijze na ({plain_name(item.name)})", ""))
    for kind, value in item.channels:
        compared = channel_sign(kind, value)[1]
        signs.add((_REASONS.get(kind, _NUMBERS), compared))
    return signs


def _nearly_named(items: list[Item]) -> Iterator[tuple[Item, Item]]:
    """Organisations whose names differ by a letter. Those of numbers and addresses are no names."""
    plain = [replace(item, name=plain_name(item.name)) for item in items if not item.group]
    for one, other in combinations(sorted(plain, key=lambda item: item.ref), 2):
        if nearly(one.name, other.name):
            yield one, other
