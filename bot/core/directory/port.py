"""The directory as the core asks for it: `bot.adapters.sql.directory` has it in a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.core.directory.numbers import ChangeNumbers
from bot.core.directory.organisations import Municipality, Organisation, Retired, Term


class Directory(Protocol):
    """The directory of organisations and municipalities."""

    def organisations(self) -> Sequence[Organisation]:
        """Every organisation, with services and contacts, by name."""

    def organisation(self, organisation_id: str) -> Organisation | None:
        """One organisation by id, or None."""

    def organisation_named(self, name: str) -> Organisation | None:
        """One organisation by its canonical name, or None."""

    def municipalities(self) -> Sequence[Municipality]:
        """Every municipality, by name."""

    def municipality(self, cbs_code: str) -> Municipality | None:
        """One municipality by CBS code, or None."""

    def municipality_named(self, name: str) -> Municipality | None:
        """One municipality by its canonical name, or None."""

    def retired(self, key: str) -> Retired | None:
        """The organisation (by id) or municipality (by CBS code) that is no longer in the directory, or None."""

    def all_retired(self) -> Sequence[Retired]:
        """Everything that is no longer in the directory."""

    def numbers(self) -> ChangeNumbers:
        """By which change each owner became as it is.

        Who asks for the numbers first and for organisations and municipalities after that, gets these as they were at
        these numbers or later, and never earlier.
        """

    def known_as(self, name: str) -> str:
        """Id or CBS code of what bears this name or once did, in the directory or no longer; empty where nothing did."""

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        """A vocabulary by id: `needs`, `laws`, `functions` or `kinds`."""
