"""The Directory in memory: the twin of `SqlDirectory`, held to the same contract."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from bot.core.directory.numbers import ChangeNumbers
from bot.core.directory.organisations import Municipality, Organisation, Retired, Term


def _key(name: str) -> str:
    """A Dutch list leaves out accents, and the article before a place's capital."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return plain.casefold().removeprefix("'s-").removeprefix("'t ")


class FakeDirectory:
    def __init__(
        self,
        organisations: Sequence[Organisation],
        municipalities: Sequence[Municipality],
        terms: Mapping[str, Mapping[str, Term]],
        retired: Sequence[Retired] = (),
        numbers: ChangeNumbers | None = None,
    ) -> None:
        self._organisations = sorted(organisations, key=lambda item: _key(item.name))
        self._municipalities = sorted(municipalities, key=lambda item: _key(item.name))
        self._terms = terms
        self._retired = {item.id: item for item in retired}
        self._numbers = numbers or ChangeNumbers()

    def organisations(self) -> Sequence[Organisation]:
        return self._organisations

    def organisation(self, organisation_id: str) -> Organisation | None:
        return next((item for item in self._organisations if item.id == organisation_id), None)

    def organisation_named(self, name: str) -> Organisation | None:
        return next((item for item in self._organisations if item.name == name), None)

    def municipalities(self) -> Sequence[Municipality]:
        return self._municipalities

    def municipality(self, cbs_code: str) -> Municipality | None:
        return next((item for item in self._municipalities if item.cbs_code == cbs_code), None)

    def municipality_named(self, name: str) -> Municipality | None:
        return next((item for item in self._municipalities if item.name == name), None)

    def known_as(self, name: str) -> str:
        organisation, municipality = self.organisation_named(name), self.municipality_named(name)
        if organisation:
            return organisation.id
        if municipality:
            return municipality.cbs_code
        return next((item.id for item in self._retired.values() if item.name == name), "")

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        return self._terms[vocabulary]

    def retired(self, key: str) -> Retired | None:
        return self._retired.get(key)

    def all_retired(self) -> Sequence[Retired]:
        return tuple(self._retired.values())

    def numbers(self) -> ChangeNumbers:
        return self._numbers
