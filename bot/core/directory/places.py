"""Places in a message: which municipality each may be, which province is named, and what is no municipality we know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from bot.core.directory.organisations import Municipality
from bot.core.directory.village_names import BEFORE_A_PLACE, LARGER, ORDINARY

_TOKEN = re.compile(r"[^\W_]+")
_ADDITION = re.compile(r"\s*\([^)]*\)$")
"""CBS adds the province's letter to names that occur twice: `Bergen (L.)`."""
_LONG_NAME = 6
"""Letters from which another name of a municipality is seldom an ordinary word."""
_SMALL = 3
"""Words of so few letters within a name are written with and without a capital: 'Huis ter Heide'."""
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\n])[\s\"'’(]*$")
_LOOK_BACK = 8
"""Characters before a word by which it is seen whether a sentence begins there."""
_KEPT = 4
"""So many directories' names are kept ready."""

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
    village: bool = False
    """Whether it is a village or town of the register, and no name that the directory gives the municipality."""
    placed: bool = False
    """Whether it stands after a word such as 'in' or 'gemeente', or is all that the text says."""
    whole: bool = False
    """Whether it is all that the text says."""


class _Word(NamedTuple):
    plain: str
    start: int
    end: int


class _Name(NamedTuple):
    words: tuple[str, ...]
    municipality: Municipality
    own: bool
    village: bool = False
    capitals: tuple[bool, ...] = ()


def places(text: str, municipalities: Sequence[Municipality], *, any_case: bool = False) -> tuple[Place, ...]:
    """The places that stand in the text as whole names, in its order; the longest name counts.

    Many names are also words (`Kampen`, `Best`), so a name counts with a capital only, and another name when it is long,
    unless `any_case`. Of names that occur twice, those in a province that the text names. A name with another province
    behind it, and the name of a province, are no place. A village is only one where that is beyond doubt (`_is_meant`).
    """
    words = list(_words(text))
    names = _index(municipalities)
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
    words, names = list(_words(text)), _index(municipalities)
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


def _closed(text: str, start: int, end: int) -> str:
    """The words as they were said, with the bracket that closes what one of them opened: 'Rijswijk (GLD)'."""
    closing = text.find(")", end, end + len(".)"))
    return text[start : closing + 1] if closing >= 0 and "(" in text[start:end] else text[start:end]


def _place_at(
    text: str, words: list[_Word], at: int, names: dict[str, list[_Name]], *, any_case: bool
) -> tuple[Place | None, int]:
    """The place whose name begins with this word, and how many words to go on."""
    standing = [name for name in names.get(words[at].plain, ()) if _stands(words, at, name)]
    if not standing:
        return None, 1
    length = max(len(name.words) for name in standing)
    standing = [name for name in standing if len(name.words) == length]
    start, end = words[at].start, words[at + length - 1].end
    said = _closed(text, start, end)
    part_of_word = text[max(0, start - 1) : start] == "-" or text[end : end + 1] == "-"
    if part_of_word or (at > 0 and words[at - 1].plain in _PROVINCE_WORDS):
        return None, length
    placed = at > 0 and words[at - 1].plain in BEFORE_A_PLACE
    whole = length + _leading(words) >= len(words)
    fitting = [
        name
        for name in standing
        if (
            (any_case and whole) or _is_meant(text, words, at, name, placed=placed or whole)
            if name.village
            else any_case or (said != said.lower() and (name.own or length > 1 or len(said) >= _LONG_NAME))
        )
    ]
    own = [name for name in fitting if name.own] or fitting
    own = [name for name in own if not _contradicted(text, words, at + length, name.municipality.province)]
    said_provinces = _joined(text) if len(own) > 1 else ""
    in_province = [name for name in own if _joined(name.municipality.province) in said_provinces]
    chosen = tuple(dict.fromkeys(name.municipality.name for name in in_province or own))
    if not chosen:
        return None, length
    return Place(said, chosen, own[0].own, own[0].village, placed or whole, whole), length


def _is_meant(text: str, words: list[_Word], at: int, name: _Name, *, placed: bool) -> bool:
    """Whether a village's name stands for the village: many are ordinary words (`Een`, `Handel`), or surnames.

    After a word such as 'in' it needs its capital, or to be a name that is nothing else. Elsewhere it needs its capital,
    and where a sentence begins, with a capital for that reason, to be a name that is nothing else.
    """
    clear = any(len(word) >= _LONG_NAME and word not in ORDINARY for word in name.words)
    written = all(
        text[words[at + offset].start].isupper()
        for offset, capital in enumerate(name.capitals)
        if capital and (offset == 0 or len(name.words[offset]) > _SMALL)
    )
    if placed:
        return clear or (written and not _begins_sentence(text, words[at].start))
    return written and (clear or not _begins_sentence(text, words[at].start))


def _begins_sentence(text: str, start: int) -> bool:
    return start == 0 or bool(_SENTENCE_BEGINS.search(text[max(0, start - _LOOK_BACK) : start]))


def _leading(words: list[_Word]) -> int:
    """How many words before a place say no more than that one follows: 'in de gemeente …'."""
    count = 0
    while count < len(words) and (words[count].plain in BEFORE_A_PLACE or (count and words[count].plain == "de")):
        count += 1
    return count


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
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "st" if plain == "sint" else plain


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


_kept: list[tuple[Sequence[Municipality], dict[str, list[_Name]]]] = []
_keeping = Lock()


def _index(municipalities: Sequence[Municipality]) -> dict[str, list[_Name]]:
    """Every name by its first word; made once for a directory, which may hold the names of thousands of places.

    It is known again as the same object: comparing or hashing all that it holds would cost more than a look-up.
    """
    for known, index in _kept:
        if known is municipalities:
            return index
    index = _indexed(municipalities)
    with _keeping:
        _kept.insert(0, (municipalities, index))
        del _kept[_KEPT:]
    return index


def _indexed(municipalities: Sequence[Municipality]) -> dict[str, list[_Name]]:
    index: dict[str, list[_Name]] = {}
    given: set[tuple[str, ...]] = {_split(item.province) for item in municipalities}
    for municipality in municipalities:
        own = _ADDITION.sub("", municipality.name)
        for name in dict.fromkeys((own, municipality.name, *municipality.other_names)):
            words = _split(name)
            own_name = name in {own, municipality.name}
            if words and own_name:
                given.add(words)
            if words:
                index.setdefault(words[0], []).append(_Name(words, municipality, own_name))
    for municipality in municipalities:
        for name in municipality.places:
            words = _split(name)
            # The municipality of that name is meant first; another name of one may be this village as well.
            if words and words not in given and not LARGER.issuperset(words):
                capitals = tuple(match.group()[0].isupper() for match in _TOKEN.finditer(name))
                index.setdefault(words[0], []).append(
                    _Name(words, municipality, own=False, village=True, capitals=capitals)
                )
    return index


def _split(name: str) -> tuple[str, ...]:
    return tuple(_plain(match.group()) for match in _TOKEN.finditer(name))
