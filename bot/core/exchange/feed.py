"""What changed since a number: a page of it, in the order of the changes, with what is no longer there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.core.directory.numbers import ChangeNumbers
from bot.core.directory.organisations import Municipality, Organisation, Retired
from bot.core.directory.port import Directory

_CBS_CODE = re.compile(r"[0-9]{4}")

type Owner = Organisation | Municipality


class OwnerKind(StrEnum):
    """What kind of owner something is of."""

    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Entry:
    """An owner as it is at a number, or that it is no longer there."""

    kind: OwnerKind
    id: str
    number: int
    what: Owner | Retired

    @property
    def withdrawn(self) -> bool:
        """Whether it is no longer in the directory."""
        return isinstance(self.what, Retired)


@dataclass(frozen=True, slots=True)
class Page:
    """Entries by number. Who has them all has everything up to `number`; with `more` there is more after it."""

    entries: tuple[Entry, ...]
    number: int
    more: bool


def since(directory: Directory, number: int, most: int, *, kind: OwnerKind | None = None) -> Page:
    """What changed after this number, the oldest first.

    Args:
        directory: the directory; its numbers are read first, so that nothing is newer than it says.
        number: up to which somebody has everything; 0 for nothing.
        most: how many entries; those of one number stay together, so it may be a few more.
        kind: only organisations or only municipalities.
    """
    numbers = directory.numbers()
    newer = [entry for entry in _entries(directory, numbers) if entry.number > number and kind in {None, entry.kind}]
    newer.sort(key=lambda entry: (entry.number, entry.id))
    taken = newer[:most]
    if taken:
        taken += [entry for entry in newer[most:] if entry.number == taken[-1].number]
    more = len(taken) < len(newer)
    # A change may have come between the two looks: then its owner is here already, and is given once more later.
    return Page(tuple(taken), taken[-1].number if more else max(numbers.latest, number), more)


def _entries(directory: Directory, numbers: ChangeNumbers) -> Iterable[Entry]:
    own: tuple[tuple[OwnerKind, Iterable[Owner], Callable[..., str]], ...] = (
        (OwnerKind.ORGANISATION, directory.organisations(), lambda item: item.id),
        (OwnerKind.MUNICIPALITY, directory.municipalities(), lambda item: item.cbs_code),
    )
    for kind, items, key in own:
        yield from (Entry(kind, key(item), numbers.of(key(item)), item) for item in items)
    for item in (*directory.all_retired(), *numbers.removed):
        yield Entry(kind_of(item.id), item.id, numbers.of(item.id), item)


def kind_of(owner_id: str) -> OwnerKind:
    """What an owner is, by its id or CBS code."""
    return OwnerKind.MUNICIPALITY if _CBS_CODE.fullmatch(owner_id) else OwnerKind.ORGANISATION
