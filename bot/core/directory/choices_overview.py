"""All municipalities beside each other, with what each chose: filtered and in an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.directory.choices import CHOICES, NOT_STATED
from bot.core.directory.organisations import AdministrativeChoice, Municipality

SAID = "wel"
"""Filter on a subject: whatever was chosen, as long as something was."""


class Column(StrEnum):
    """By what the overview can be ordered, beside the subjects of `CHOICES`."""

    NAME = "gemeente"
    PROVINCE = "provincie"


ORDERS: tuple[str, ...] = (*Column, *CHOICES)
"""Every column by which the overview can be ordered."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the overview; `values` has a value, NOT_STATED or SAID for each subject that is filtered."""

    values: Mapping[str, str] = field(default_factory=dict)
    province: str = ""
    order: str = Column.NAME
    reverse: bool = False

    @property
    def exists(self) -> bool:
        """Whether all of it can be asked for (the province aside)."""
        known = all(
            subject in CHOICES and value in {*CHOICES[subject], NOT_STATED, SAID}
            for subject, value in self.values.items()
        )
        return known and self.order in ORDERS


@dataclass(frozen=True, slots=True)
class Chosen:
    """A municipality with what it chose, by subject, for every subject; None is 'not stated', which is not 'no'."""

    municipality: Municipality
    choices: Mapping[str, AdministrativeChoice | None]

    @property
    def said(self) -> bool:
        """Whether the municipality stated anything."""
        return any(self.choices.values())

    def value(self, subject: str) -> str:
        """What was chosen, or NOT_STATED."""
        choice = self.choices[subject]
        return choice.value if choice else NOT_STATED


def overview(municipalities: Iterable[Municipality], wanted: Wanted) -> tuple[Chosen, ...]:
    """Those that fit, in the order asked for; equal ones stay in the order in which they came.

    Who stated nothing of the subject that orders comes last, whichever way around.
    """
    found = [item for item in map(_chosen, municipalities) if _fits(item, wanted)]
    if wanted.order == Column.NAME:
        return tuple(reversed(found) if wanted.reverse else found)
    if wanted.order == Column.PROVINCE:
        return tuple(sorted(found, key=lambda item: item.municipality.province, reverse=wanted.reverse))
    values = CHOICES[wanted.order]
    stated = [item for item in found if item.choices[wanted.order]]
    silent = [item for item in found if not item.choices[wanted.order]]
    stated.sort(key=lambda item: _place(values, item.value(wanted.order)), reverse=wanted.reverse)
    return (*stated, *silent)


def _chosen(municipality: Municipality) -> Chosen:
    said = {choice.subject: choice for choice in municipality.choices}
    return Chosen(municipality, {subject: said.get(subject) for subject in CHOICES})


def _fits(item: Chosen, wanted: Wanted) -> bool:
    if wanted.province and item.municipality.province != wanted.province:
        return False
    return all(
        item.choices[subject] is not None if value == SAID else item.value(subject) == value
        for subject, value in wanted.values.items()
    )


def _place(values: tuple[str, ...], value: str) -> int:
    """The place of a value in its list; what the list no longer has comes after it."""
    return values.index(value) if value in values else len(values)
