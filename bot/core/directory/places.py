"""Places in a message: which municipality each may be, which province is named, and what is no municipality we know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.core.directory.organisations import Municipality

_TOKEN = re.compile(r"[^\W_]+")
_ADDITION = re.compile(r"\s*\([^)]*\)$")
"""CBS adds the province's letter to names that occur twice: `Bergen (L.)`."""
_LONG_NAME = 6
"""Letters from which another name of a municipality is seldom an ordinary word."""

_PROVINCE_WORDS = frozenset({"provincie", "province", "prov"})
_PROVINCES = {
    "friesland": "Fryslân",
    "brabant": "Noord-Brabant",
    "nb": "Noord-Brabant",
    "nh": "Noord-Holland",
    "zh": "Zuid-Holland",
    "gld": "Gelderland",
    "ov": "Overijssel",
    "drente": "Drenthe",
    "zld": "Zeeland",
}
"""Other names of provinces and the abbreviations that are written after a place."""
_LIVES_IN = re.compile(
    r"\b(?:woon\w*|wonen|verhui\w+|verblijf\w*|lives?|living)\b(?:\s\w+){0,2}?\s(?:in|te|naar)\s+"
    r"(?P<after>[A-Z][a-zà-ÿ'’-]+(?:\s(?:(?:aan|op|bij|en|de|den)\s){0,2}[A-Z][a-zà-ÿ'’-]+)*)"
    r"|\b[Gg]emeente\s+(?P<of>[A-Z][a-zà-ÿ'’-]{2,})",
)
_NO_MUNICIPALITY = frozenset({"nederland", "belgie", "duitsland", "netherlands", "holland", "suriname", "curacao"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it was said, and the municipalities (canonical names) that it may be."""

    said: str
    municipalities: tuple[str, ...]
    own_name: bool
    """Whether the municipality itself is called so; else it is another name, or a place that belongs to it."""


class _Word(NamedTuple):
    plain: str
    start: int
    end: int


class _Name(NamedTuple):
    words: tuple[str, ...]
    municipality: Municipality
    own: bool


def places(text: str, municipalities: Sequence[Municipality], *, any_case: bool = False) -> tuple[Place, ...]:
    """The places that stand in the text as whole names, in its order; the longest name counts.

    Many names are also words (`Kampen`, `Best`), so a name counts with a capital only, and another name when it is long,
    unless `any_case`. Of names that occur twice, those in a province that the text names. A name with another province
    behind it, and the name of a province, are no place.
    """
    words = list(_words(text))
    names = _index(tuple(municipalities))
    found: list[Place] = []
    at = 0
    while at < len(words):
        place, length = _place_at(text, words, at, names, any_case=any_case)
        if place is not None:
            found.append(place)
        at += length
    return tuple(found)


def named_places(text: str, municipalities: Sequence[Municipality], *, any_case: bool = False) -> tuple[str, ...]:
    """The canonical names of all municipalities that the places in the text may be."""
    found = (name for place in places(text, municipalities, any_case=any_case) for name in place.municipalities)
    return tuple(dict.fromkeys(found))


def elsewhere(text: str, municipalities: Sequence[Municipality]) -> frozenset[str]:
    """Canonical names that the text follows with another province: 'Rijswijk (Gelderland)' is not that in Zuid-Holland."""
    words, names = list(_words(text)), _index(tuple(municipalities))
    return frozenset(
        name.municipality.name
        for at, word in enumerate(words)
        for name in names.get(word.plain, ())
        if _stands(words, at, name) and _contradicted(text, words, at + len(name.words), name.municipality.province)
    )


def province_in(text: str, municipalities: Sequence[Municipality]) -> str | None:
    """The province that the text names; one that is a municipality too ('Utrecht') only where it is called a province."""
    words = list(_words(text))
    known = {_joined(item.province): item.province for item in municipalities} | {
        name: province for name, province in _PROVINCES.items() if len(name) >= _LONG_NAME
    }
    own = {_joined(item.name) for item in municipalities}
    for at in range(len(words)):
        for length in (2, 1):
            name = "".join(word.plain for word in words[at : at + length])
            called_so = at > 0 and words[at - 1].plain in _PROVINCE_WORDS
            if name in known and (called_so or name not in own):
                return known[name]
    return None


def unknown_place(text: str, municipalities: Sequence[Municipality]) -> str | None:
    """What the text says somebody lives in, or calls a municipality, and is none that we know."""
    for match in _LIVES_IN.finditer(text):
        said = match["after"] or match["of"]
        known = places(said, municipalities, any_case=True) or province_in(said, municipalities)
        if not known and _joined(said.split()[0]) not in _NO_MUNICIPALITY:
            return said
    return None


def _place_at(
    text: str, words: list[_Word], at: int, names: dict[str, list[_Name]], *, any_case: bool
) -> tuple[Place | None, int]:
    """The place whose name begins with this word, and how many words to go on."""
    standing = [name for name in names.get(words[at].plain, ()) if _stands(words, at, name)]
    length = max((len(name.words) for name in standing), default=1)
    standing = [name for name in standing if len(name.words) == length]
    start, end = words[at].start, words[at + length - 1].end
    said = text[start:end]
    part_of_word = text[start - 1 : start] == "-" or text[end : end + 1] == "-"
    if part_of_word or (at > 0 and words[at - 1].plain in _PROVINCE_WORDS):
        return None, length
    fitting = [
        name
        for name in standing
        if any_case or (said != said.lower() and (name.own or length > 1 or len(said) >= _LONG_NAME))
    ]
    own = [name for name in fitting if name.own] or fitting
    own = [name for name in own if not _contradicted(text, words, at + length, name.municipality.province)]
    said_provinces = _joined(text)
    in_province = [name for name in own if _joined(name.municipality.province) in said_provinces]
    chosen = tuple(dict.fromkeys(name.municipality.name for name in in_province or own))
    return (Place(said, chosen, own[0].own) if chosen else None), length


def _stands(words: list[_Word], at: int, name: _Name) -> bool:
    return tuple(word.plain for word in words[at : at + len(name.words)]) == name.words


def _contradicted(text: str, words: list[_Word], after: int, province: str) -> bool:
    """Whether the words behind a name are those of another province; 'Zwolle Utrecht' without brackets may be two places."""
    for length in (2, 1):
        behind = words[after : after + length]
        if len(behind) < length:
            continue
        said = "".join(word.plain for word in behind)
        meant = _PROVINCES.get(said) or (_NAMES.get(said) if said not in _ALSO_MUNICIPALITIES else None)
        if said in _ALSO_MUNICIPALITIES and text[behind[0].start - 1] == "(":
            meant = _NAMES[said]
        if meant:
            return meant != province
    return False


def _words(text: str) -> Iterator[_Word]:
    for match in _TOKEN.finditer(text):
        yield _Word(_plain(match.group()), match.start(), match.end())


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _joined(text: str) -> str:
    return "".join(_plain(match.group()) for match in _TOKEN.finditer(text))


_NAMES = {
    _joined(name): name
    for name in (
        "Drenthe", "Flevoland", "Fryslân", "Gelderland", "Groningen", "Limburg", "Noord-Brabant", "Noord-Holland",
        "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland",
    )
}  # fmt: skip
_ALSO_MUNICIPALITIES = frozenset({"utrecht", "groningen"})


@lru_cache(maxsize=4)
def _index(municipalities: tuple[Municipality, ...]) -> dict[str, list[_Name]]:
    """Every name by its first word; made once for a directory, which may hold the names of thousands of places."""
    index: dict[str, list[_Name]] = {}
    for municipality in municipalities:
        own = _ADDITION.sub("", municipality.name)
        for name in dict.fromkeys((own, municipality.name, *municipality.other_names)):
            words = tuple(_plain(match.group()) for match in _TOKEN.finditer(name))
            if words:
                index.setdefault(words[0], []).append(_Name(words, municipality, name in {own, municipality.name}))
    return index
