"""Whose row it is: a municipality or organisation by its code or name, however it is written."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.core.importing.report import Choice

_ADDITION = re.compile(r"\s*\(([^)]*)\)\s*$")
_LEGAL = re.compile(r"\b(?:gemeente|stichting|vereniging|bv|b v|nv|cooperatie|zorggroep)\b")
_SHORT = {"kon": "koninklijke", "st": "sint", "stg": "stichting", "gem": "gemeente"}
_ALIKE = 80
_MOST = 5


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as it stands now, to compare with. `strong` when neither VNG nor a file may change it."""

    key: str
    value: str
    confirmed_on: str = ""
    strong: bool = False
    withdrawn: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """A municipality (its code has four digits) or an organisation, with what the directory has of it."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    province: str = ""
    channels: Mapping[tuple[str, str], Sequence[Known]] = field(default_factory=dict)
    """By desk and kind of channel."""
    choices: Mapping[str, Known] = field(default_factory=dict)
    retired: str = ""
    """Why it is no longer there; empty while it is."""

    @property
    def municipality(self) -> bool:
        """Whether it is a municipality."""
        return len(self.id) == len("0000") and self.id.isdigit()


class Owners:
    """Finds owners by what is in a row."""

    def __init__(self, owners: Iterable[Owner], aliases: Mapping[str, str]) -> None:
        self.by_id = {owner.id: owner for owner in owners}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for owner in self.by_id.values():
            own = {plain_name(owner.name), plain_name(_ADDITION.sub("", owner.name))}
            for name in own:
                self._by_name[name].add(owner.id)
            for name in owner.other_names:
                self._by_name[plain_name(name)].add(owner.id)
        for name, key in aliases.items():
            if key in self.by_id:
                self._by_name[plain_name(name)].add(key)

    def municipality(self, code: str) -> Owner | None:
        """The municipality with this code."""
        found = self.by_id.get(code)
        return found if found is not None and found.municipality else None

    def named(self, name: str) -> list[Owner]:
        """Those that may be called so: their name, another name of them, or one that they used to have."""
        found = self.by_id.get(name.strip())
        if found is not None:
            return [found]
        return [self.by_id[key] for key in sorted(self._by_name.get(plain_name(name), ()))]

    def like(self, name: str) -> list[Choice]:
        """Those with a name that looks like it, the likeliest first, to choose from."""
        names = list(self._by_name)
        near = process.extract(plain_name(name), names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST)
        keys = dict.fromkeys(key for found, _, _ in near for key in sorted(self._by_name[found]))
        return [is_owner(self.by_id[key]) for key in keys][:_MOST]


def is_owner(owner: Owner) -> Choice:
    """The answer that this is the one that is meant."""
    return Choice(f"is:{owner.id}", f"Dit is {owner.name} ({owner.id})")


def same_name(owner: Owner, name: str) -> bool:
    """Whether this is the owner's own name, however it is written."""
    return plain_name(_ADDITION.sub("", name)) == plain_name(_ADDITION.sub("", owner.name))


def plain_name(name: str) -> str:
    """A name by which two ways of writing it are the same."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    words = [_SHORT.get(word, word) for word in text.split()]
    bare = _LEGAL.sub(" ", " ".join(words)).split()
    return "".join(bare or words)
