"""Searching the directory by what people type: providers, municipalities and places, forgiving of a typing mistake.

What is typed is compared as it stands and in parts: 'wmo in scheveningen' holds a place. A name that is only like what was
typed counts where nothing is the same, and never for a short word, which is too soon like something else.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.contract import Language
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.village_names import BEFORE_A_PLACE, ORDINARY

_MOST_WORDS = 20
"""Of a long text the first so many words are looked at."""
_LONGEST_NAME = 6
"""Words that a name has at most."""
_BEGINNING = 2
"""Letters from which the beginning of a name is enough, and one more for a piece out of its middle."""
_IN_A_TEXT = 5
"""Letters of a name that stands among other words; a shorter one ('Best', 'Een') is a word first."""
_ONE_MISTAKE, _TWO_MISTAKES = 5, 9
"""Letters from which one or two mistakes are forgiven when a name is all that was typed."""
_ONE_IN_A_TEXT = 8
"""The same, for one mistake in one word among others."""
_STEM = 6
"""Letters that count of a word of a description: 'doofblinde' is told of by 'doofblindheid'."""
_TELLING = 4
"""Letters from which a word says what is wanted."""
_NAMES_KEPT = 16384
"""So many names are kept ready to compare: those of all places, several times over."""


class Fit(IntEnum):
    """How well a name fits what was typed; less is better."""

    SAME = 0
    BEGINS = 1
    HOLDS = 2
    NAMED = 3
    """It stands among other words."""
    TOLD = 4
    """Not the name but the description says it."""
    LIKE = 5
    """It is what was typed but for one mistake."""
    LESS_LIKE = 6
    """It is what was typed but for two."""


@dataclass(frozen=True, slots=True)
class FoundMunicipality:
    """A municipality, and the other name by which it was found; empty where that is its own."""

    municipality: Municipality
    other_name: str = ""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A village or town, and the municipalities that have one of that name."""

    name: str
    municipalities: tuple[Municipality, ...]


@dataclass(frozen=True, slots=True)
class FoundInDirectory:
    """What fits, the best first; `words` are the typed words (plain) that are a name here."""

    organisations: tuple[Organisation, ...] = ()
    municipalities: tuple[FoundMunicipality, ...] = ()
    places: tuple[FoundPlace, ...] = ()
    words: frozenset[str] = frozenset()


type _Found[T] = list[tuple[Fit, T]]


@dataclass(frozen=True, slots=True)
class _Typed:
    words: tuple[str, ...]
    parts: dict[str, tuple[str, ...]]
    """Pieces of the text by what they are without spaces, with their words; not the whole."""

    @property
    def whole(self) -> str:
        return "".join(self.words)


def search_directory(
    organisations: Iterable[Organisation],
    municipalities: Sequence[Municipality],
    text: str,
    language: Language = Language.DUTCH,
) -> FoundInDirectory:
    """Organisations, municipalities and places that fit `text`; nothing for an empty text.

    Organisations are also found by what their description in this language or in Dutch says. A place is left out where its
    municipality has the same name and is found itself.
    """
    typed = _typed(text)
    if not typed.words:
        return FoundInDirectory()
    words: set[str] = set()
    offering = _fitting(((item, _known_as(item.name)) for item in organisations), typed, words)
    offering += _told(organisations, {item.id for _, item in offering}, typed, language)
    towns = _fitting(
        (
            (FoundMunicipality(item, name if name != item.name else ""), [plain(name)])
            for item in municipalities
            for name in (item.name, *item.other_names)
        ),
        typed,
        words,
    )
    named: dict[str, list[Municipality]] = {}
    for municipality in municipalities:
        for place in municipality.places:
            named.setdefault(place, []).append(municipality)
    villages = _fitting(((place, [plain(place)]) for place in named), typed, words)
    best = min((fit for found in (offering, towns, villages) for fit, _ in found if fit != Fit.TOLD), default=Fit.SAME)
    chosen = tuple(dict.fromkeys(item.municipality.cbs_code for item in _good(towns, best)))
    by_code = {item.municipality.cbs_code: item for item in reversed(_good(towns, best))}
    own = {by_code[code].municipality.name for code in chosen}
    return FoundInDirectory(
        tuple(_good(offering, best)),
        tuple(by_code[code] for code in chosen),
        tuple(FoundPlace(name, tuple(named[name])) for name in _good(villages, best) if name not in own),
        frozenset(words),
    )


def plain(name: str) -> str:
    """A name without case, accents, spaces and punctuation."""
    return _plain(name)


@lru_cache(maxsize=_NAMES_KEPT)
def _plain(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if letter.isalnum())


@lru_cache(maxsize=_NAMES_KEPT)
def _letters(name: str) -> Counter[str]:
    return Counter(name)


def _good[T](found: _Found[T], best: Fit) -> list[T]:
    """The best first; one with a mistake, or a piece out of a name, only where nothing is better."""
    spare = {Fit.LIKE, Fit.LESS_LIKE} | ({Fit.HOLDS} if best is Fit.SAME else set())
    return [item for fit, item in sorted(found, key=lambda pair: pair[0]) if fit not in spare or fit == best]


def _split(text: str) -> list[str]:
    return [word for word in (plain(part) for part in text.replace("-", " ").split()) if word]


def _typed(text: str) -> _Typed:
    words = tuple(_split(text)[:_MOST_WORDS])
    while len(words) > 1 and words[0] in BEFORE_A_PLACE:  # 'gemeente Almelo', 'in Almelo'
        words = words[1:]
    pieces = (
        words[start : start + length]
        for start in range(len(words))
        for length in range(1, min(_LONGEST_NAME, len(words) - start) + 1)
    )
    return _Typed(words, {"".join(piece): piece for piece in pieces if len(piece) < len(words)})


def _known_as(name: str) -> list[str]:
    """A name as a whole, and the words of it by which it is known as well ('Koninklijke Visio' by 'Visio')."""
    return [plain(name), *(word for word in _split(name) if len(word) >= _IN_A_TEXT)]


def _fitting[T](items: Iterable[tuple[T, list[str]]], typed: _Typed, words: set[str]) -> _Found[T]:
    """The items of which a name fits; adds to `words` what was a name."""
    found: _Found[T] = []
    for item, names in items:
        fitting = [pair for name in names if name and (pair := _fit(name, typed))]
        if fitting:
            fit, said = min(fitting)
            words.update(said)
            found.append((fit, item))
    return found


def _told(
    organisations: Iterable[Organisation], known: set[str], typed: _Typed, language: Language
) -> _Found[Organisation]:
    """The organisations, but for those known, of which the description has every telling word."""
    telling = {word[:_STEM] for word in typed.words if len(word) >= _TELLING}
    found: _Found[Organisation] = []
    for item in organisations:
        said = {word[:_STEM] for one in (language, Language.DUTCH) for word in _split(item.summary(one))}
        if telling and telling <= said and item.id not in known:
            found.append((Fit.TOLD, item))
    return found


def _fit(name: str, typed: _Typed) -> tuple[Fit, tuple[str, ...]] | None:
    """How the name fits, and by which typed words."""
    whole = typed.whole
    if name == whole:
        return Fit.SAME, typed.words
    if len(whole) >= _BEGINNING and name.startswith(whole):
        return Fit.BEGINS, typed.words
    if len(whole) > _BEGINNING and whole in name:
        return Fit.HOLDS, typed.words
    if name in typed.parts and len(name) >= _IN_A_TEXT and name not in ORDINARY:
        return Fit.NAMED, typed.parts[name]
    return _with_mistakes(name, typed)


def _with_mistakes(name: str, typed: _Typed) -> tuple[Fit, tuple[str, ...]] | None:
    whole = typed.whole
    mistakes = (len(whole) >= _ONE_MISTAKE) + (len(whole) >= _TWO_MISTAKES)
    if mistakes and (fit := _like(whole, name, mistakes)):
        return fit, typed.words
    for word in typed.words:
        if len(word) >= _ONE_IN_A_TEXT and name not in ORDINARY and _like(word, name, 1):
            return Fit.LIKE, (word,)
    return None


def _like(one: str, other: str, most: int) -> Fit | None:
    """Whether so many letters that were added, left out, taken for another or put after the next make one of the other."""
    if abs(len(one) - len(other)) > most:
        return None
    # The cheap question first: most names differ in their letters alone.
    ours, theirs = _letters(one), _letters(other)
    if max((ours - theirs).total(), (theirs - ours).total()) > most:
        return None
    distance = _distance(one, other)
    if distance > most:
        return None
    return Fit.LIKE if distance <= 1 else Fit.LESS_LIKE


def _distance(one: str, other: str) -> int:
    """Damerau's edit distance, with neighbours that changed places as one mistake (optimal string alignment)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row in range(1, len(one) + 1):
        before, above = above, [row, *_row(one, other, row, above, before)]
    return above[-1]


def _row(one: str, other: str, row: int, above: list[int], before: list[int]) -> Iterator[int]:
    left = row
    for column, facing in enumerate(other, 1):
        cost = min(above[column] + 1, left + 1, above[column - 1] + (one[row - 1] != facing))
        if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == facing:
            cost = min(cost, before[column - 2] + 1)
        yield cost
        left = cost
