"""Two records that are one: what differs between them, and what can be chosen of each difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.changes.changes import RecordKind, Ref
from bot.core.changes.records import FIELDS, Record
from bot.core.changes.signs import channel_sign
from bot.core.errors import KennispuntError

UNDO_DAYS = 90
"""So long a merge can be taken back."""
BATCH = "samenvoeging-"
"""How the batch of a merge begins in the history: its lines are taken back together or not at all."""
AREAS = "werkgebied"
"""Key of the difference between two areas as a whole: part of an area would be another area."""


class MergeClashError(KennispuntError):
    """Something of the two was changed after the form was made; `changed` has what (`Ref` as text)."""

    def __init__(self, changed: frozenset[str]) -> None:
        self.changed = changed
        super().__init__("Iemand anders heeft dit intussen gewijzigd.")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that was made: the names (and owners) of what went and of what stayed, and whether it was taken back."""

    batch: str
    made_at: datetime
    who: str
    why: str
    owners: tuple[str, str]
    names: tuple[str, str]
    undone: bool


class Side(StrEnum):
    """What is chosen of a difference."""

    KEPT = "blijft"
    """What the one that stays says."""
    OTHER = "andere"
    """What the one that goes says."""
    BOTH = "beide"
    NONE = "geen"
    """Left behind with the one that goes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing of which the two say something else, or that only the one that goes has.

    `field` is the name of a field of the record itself, empty for facts that belong to it.
    """

    key: str
    kind: RecordKind
    kept: tuple[Record, ...]
    other: tuple[Record, ...]
    options: tuple[Side, ...]
    default: Side
    field: str = ""

    @property
    def refs(self) -> frozenset[str]:
        """The records that it is about."""
        return frozenset(str(record.ref) for record in (*self.kept, *self.other))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records beside each other: what differs, and the pairs of facts that are the same on both sides."""

    kept: Record
    other: Record
    differences: tuple[Difference, ...]
    same: tuple[tuple[Record, Record], ...] = ()
    versions: Mapping[Ref, int] = field(default_factory=dict)
    """Of everything that was compared."""

    def chosen(self, choices: Mapping[str, str]) -> dict[str, Side]:
        """A side for each difference: what was chosen where it can be, else what is proposed."""
        return {
            item.key: Side(choices[item.key]) if choices.get(item.key) in set(item.options) else item.default
            for item in self.differences
        }


def compare(kept: Sequence[Record], other: Sequence[Record]) -> Comparison:
    """Two records (each first, with the facts that belong to it) beside each other; withdrawn facts do not count.

    The two are organisations, or two numbers or addresses.
    """
    first, second = kept[0], other[0]
    ours, theirs = _live(kept[1:]), _live(other[1:])
    differences = _fields(first, second)
    same: list[tuple[Record, Record]] = []
    for kind in (RecordKind.CHANNEL, RecordKind.SERVICE):
        found, equal = _facts(kind, _of(ours, kind), _of(theirs, kind))
        differences += found
        same += equal
    differences += _areas(_of(ours, RecordKind.AREA), _of(theirs, RecordKind.AREA))
    versions = {record.ref: record.version for record in (first, second, *ours, *theirs)}
    return Comparison(first, second, tuple(differences), tuple(same), versions)


def _live(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if record.withdrawn_on is None]


def _of(records: Iterable[Record], kind: RecordKind) -> list[Record]:
    return [record for record in records if record.ref.kind is kind]


def _fields(kept: Record, other: Record) -> list[Difference]:
    return [
        Difference(
            f"veld-{name}",
            kept.ref.kind,
            (kept,),
            (other,),
            (Side.KEPT, Side.OTHER),
            Side.KEPT if kept.values[name] else Side.OTHER,
            field=name,
        )
        for name in FIELDS[kept.ref.kind]
        if kept.values[name] != other.values[name]
    ]


def _facts(
    kind: RecordKind, ours: Sequence[Record], theirs: Sequence[Record]
) -> tuple[list[Difference], list[tuple[Record, Record]]]:
    """What differs, and what is the same. One number under one desk is compared with the other number of that desk."""
    known = {_sameness(record): record for record in ours}
    same = [(known[key], record) for record in theirs if (key := _sameness(record)) in known]
    taken = {str(record.ref) for pair in same for record in pair}
    numbers = {_sameness(record)[1:] for record in ours}
    slots: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for record in ours:
        if str(record.ref) not in taken:
            slots[_slot(record)].append(record)
    differences = []
    for record in theirs:
        if str(record.ref) in taken:
            continue
        against = tuple(slots.get(_slot(record), ()))
        both = (Side.BOTH,) if kind is RecordKind.CHANNEL else ()
        options = (Side.KEPT, Side.OTHER, *both) if against else (Side.OTHER, Side.NONE)
        elsewhere = kind is RecordKind.CHANNEL and _sameness(record)[1:] in numbers
        # Under another desk the same number is there already: it is not wanted twice.
        default = options[-1] if (both and against) or (elsewhere and not against) else options[0]
        differences.append(Difference(f"feit-{record.ref}", kind, against, (record,), options, default))
    return differences, same


def _areas(ours: Sequence[Record], theirs: Sequence[Record]) -> list[Difference]:
    mine, other = ({record.values["cbs_code"] for record in side} for side in (ours, theirs))
    if mine == other:
        return []
    both = (Side.BOTH,) if mine and other else ()  # none is the whole country: together that is the whole country
    return [
        Difference(
            AREAS, RecordKind.AREA, tuple(ours), tuple(theirs), (Side.KEPT, Side.OTHER, *both), (*both, Side.KEPT)[0]
        )
    ]


def _sameness(record: Record) -> tuple[str, ...]:
    """By what two facts of the two are one and the same."""
    values = record.values
    if record.ref.kind is RecordKind.CHANNEL:
        return values["label"], *channel_sign(values["kind"], values["value"])
    return tuple(values[name] for name in FIELDS[record.ref.kind])


def _slot(record: Record) -> tuple[str, ...]:
    """Of what there is usually one: a kind of number under a desk, a service."""
    names = ("label", "kind") if record.ref.kind is RecordKind.CHANNEL else ("need_id", "law_id", "function_id")
    return tuple(record.values[name] for name in names)
