"""Finding the directory's names in what people type: municipalities, providers, needs, laws, functions.

Exact names and everyday names first, then names with typing errors; the longest match wins. Pure: in goes the lookup
data of the training files, out come values with their place in the text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.contract import ORDINARY_PLACES, MentionKind
from bot.nlu.names.described import BOTH, HEARING, SEEING, described_needs
from bot.nlu.names.spelling import allowed_edits, edits, first_letter, ordinary_words
from bot.nlu.text.casing import shouted
from bot.nlu.text.cleaning import fold
from bot.nlu.text.remembering import remembered
from bot.nlu.text.word_lists import word_list

KINDS = tuple(map(str, MentionKind))

PARTIES = frozenset({"VNG", "DUO", "UWV"})
"""In the directory for their contact, but no providers: they are named in half of all questions without being looked for."""

_TOKEN = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?\n;:]")
_NOT_IN_NAME = re.compile(r"\([^)]*\)")
_LEADING = ("de", "het", "koninklijke", "stichting", "gemeente")
_SHORTEST_WITHOUT_LEAD = 5
_MOST_REMEMBERED = 100_000
_LONGEST_NAME = 6
"""Words that a name has at most."""
_INFLECTIONS = {"behoefte": ("e", "en", "n", "s"), "functie": ("en", "s", "n"), "wet": ("s",)}
_OPEN_ENDED = "behoefte"
"""Kind whose names take endings in most languages (blindheid, engelliyim, niewidomego): up to four letters may follow."""
_OPEN_LEAST, _OPEN_MOST = 5, 4
_LAW_STEMS = {"jeugd": "jeugd", "inburger": "inburgering"}
"""How compounds of which a law is the subject begin (jeugdteam, inburgeringsexamen), and the law's name."""
_ARABIC_PREFIXES = ("وال", "بال", "فال", "لل", "ال", "و", "ب", "ل")

_NEGATION_REACH = 3
_JUST_A_NAME = 2
_JOINED_REACH = 12
"""Characters before two needs in which 'zowel' or 'én' may stand."""
_DESCRIBED = 0.9
"""Confidence of a need that is described, not named."""
_SHORT_PLACE = 6
"""Letters up to which a misspelt place name needs a cue: many words are one edit away from a short name."""


@dataclass(frozen=True)
class Entity:
    """A name found: its kind, canonical value, place in the text (offsets), and how sure (1.0 is letter for letter).

    `denied`: the text says that it is not meant ('niet Visio maar Kentalis').
    """

    kind: str
    value: str
    start: int
    end: int
    confidence: float = 1.0
    denied: bool = False


@dataclass(frozen=True)
class _Name:
    kind: str
    value: str
    tokens: tuple[str, ...]
    ambiguous: bool = False

    @property
    def joined(self) -> str:
        return "".join(self.tokens)


class _Token(NamedTuple):
    folded: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True)
class _Match:
    name: _Name
    first: int
    last: int
    """Index of the last token, included."""
    distance: int


class NameFinder:
    """Finds the names of the given lookup tables and synonyms.

    `lookups` maps a kind of KINDS (and ORDINARY_PLACES) to its names, `synonyms` an everyday name to a canonical one.
    `known_words` are words that people use in questions: none of them is taken for a misspelt name.
    """

    def __init__(
        self, lookups: Mapping[str, Iterable[str]], synonyms: Mapping[str, str], known_words: Iterable[str] = ()
    ) -> None:
        ambiguous = {_tokens_of(name) for name in lookups.get(ORDINARY_PLACES, ())}
        kinds: dict[str, list[str]] = {}
        canonical: dict[str, str] = {}
        names: dict[tuple[str, ...], list[_Name]] = {}
        spelled = {kind: list(lookups.get(kind, ())) for kind in KINDS}
        for kind, listed in spelled.items():
            for name in listed:
                # A name that is itself a synonym of another is only a way to write it.
                value = synonyms.get(name, name)
                kinds.setdefault(value, []).append(kind)
                canonical[name] = value
        pairs = [(kind, value, value) for value, kinds_of in kinds.items() for kind in dict.fromkeys(kinds_of)]
        pairs += [(kind, canonical[name], name) for kind, listed in spelled.items() for name in listed]
        pairs += [
            (kind, value, variant)
            for variant, value in synonyms.items()
            for kind in dict.fromkeys(kinds.get(value, ()))
        ]
        for kind, value, variant in pairs:
            for tokens in _ways_to_write(variant):
                name_found = _Name(kind, value, tokens, tokens in ambiguous)
                if name_found not in names.setdefault(tokens, []):
                    names[tokens].append(name_found)
        self._names = names
        self._begins = {tokens[0] for tokens in names if tokens[1:]}
        self._fuzzy: dict[tuple[str, int], list[_Name]] = {}
        for alternatives in names.values():
            for name_found in alternatives:
                if allowed_edits(len(name_found.joined)) and not name_found.ambiguous and name_found.joined.isascii():
                    key = (first_letter(name_found.joined), len(name_found.joined))
                    self._fuzzy.setdefault(key, []).append(name_found)
        self._in_names = {token for tokens in names for token in tokens}
        self._words = frozenset(known_words) | ordinary_words()
        self._known = (self._words - self._in_names) | ordinary_words()
        self._form_of = remembered(self._inflected, _MOST_REMEMBERED)  # the same words come back all the time
        self._near = remembered(self._within_reach, _MOST_REMEMBERED)

    def find(self, text: str) -> list[Entity]:
        """Every name in the text, in order, and the needs that it describes; what is denied ('niet X maar Y') says so."""
        return _with_described_needs(text, self.named(text))

    def named(self, text: str) -> list[Entity]:
        """As `find`, without what is described and not named."""
        tokens = _tokens(text)
        matches = self._exact(tokens)
        taken = {index for match in matches for index in range(match.first, match.last + 1)}
        loud = shouted(text)
        matches += self._misspelt(tokens, taken, capitals_tell=not loud)
        matches = _longest(matches)
        matches = [
            match
            for match in matches
            if not match.name.ambiguous or _has_cue(match, tokens, text, capitals_tell=not loud)
        ]
        matches = [match for match in matches if not _is_province(match, tokens)]
        if not _asks_contact(tokens):
            matches = [match for match in matches if match.name.value not in PARTIES]
        return [
            Entity(
                match.name.kind,
                match.name.value,
                tokens[match.first].start,
                tokens[match.last].end,
                round(1.0 - match.distance / max(len(match.name.joined), 1), 3),
                _denied(match, tokens),
            )
            for match in sorted(matches, key=lambda match: match.first)
        ]

    def _exact(self, tokens: list[_Token]) -> list[_Match]:
        found: list[_Match] = []
        for first, token in enumerate(tokens):
            longest = min(_LONGEST_NAME, len(tokens) - first) if token.folded in self._begins else 1
            for last in range(first + longest - 1, first, -1):
                key = tuple(part.folded for part in tokens[first : last + 1])
                names = self._names.get(key) or self._open_ended(key)
                if names:
                    break
            else:
                last, names = first, self._form_of(token.folded)
            found += [_Match(name, first, last, 0) for name in names]
        return found

    def _inflected(self, word: str) -> list[_Name]:
        """Names that this word is or is a form of: an ending more, or an Arabic article or preposition before it."""
        if (word,) in self._names:
            return self._names[word,]
        for kind, endings in _INFLECTIONS.items():
            for ending in endings:
                if word.endswith(ending):
                    names = [name for name in self._names.get((word[: -len(ending)],), ()) if name.kind == kind]
                    if names:
                        return names
        for prefix in _ARABIC_PREFIXES:
            if word.startswith(prefix) and (word[len(prefix) :],) in self._names:
                return self._names[(word[len(prefix) :],)]
        return self._begins_with_name(word)

    def _begins_with_name(self, word: str) -> list[_Name]:
        for stem, law in _LAW_STEMS.items():
            if word.startswith(stem):
                return [name for name in self._names.get((law,), ()) if name.kind == "wet"]
        return self._open_ended((word,))

    def _open_ended(self, key: tuple[str, ...]) -> list[_Name]:
        """Needs with an ending after their last word: blindheid, görme engelliyim."""
        *before, last = key
        for cut in range(len(last) - 1, max(_OPEN_LEAST, len(last) - _OPEN_MOST) - 1, -1):
            names = [name for name in self._names.get((*before, last[:cut]), ()) if name.kind == _OPEN_ENDED]
            if names:
                return names
        return []

    def _misspelt(self, tokens: list[_Token], taken: set[int], *, capitals_tell: bool) -> list[_Match]:
        found: list[_Match] = []
        of_no_name = [self._belongs_to_no_name(token.folded) for token in tokens]
        for first in range(len(tokens)):
            for last in range(first, min(first + _LONGEST_NAME, len(tokens))):
                if last in taken or of_no_name[last]:
                    break
                match = self._nearest(tokens, first, last, capitals_tell=capitals_tell)
                if match:
                    found.append(match)
        return found

    def _nearest(self, tokens: list[_Token], first: int, last: int, *, capitals_tell: bool) -> _Match | None:
        folded = [token.folded for token in tokens[first : last + 1]]
        word = "".join(folded)
        known = [part in self._known for part in folded]
        if not word.isascii() or word.isdigit() or all(known):
            return None
        before = tokens[first - 1].folded if first else ""
        capital = tokens[first].capital and capitals_tell
        cued = len(tokens) == len(folded) or capital or before in word_list("place cue")
        for distance, name in self._near(word):
            if self._may_be(name, folded, cued=cued):
                return _Match(name, first, last, distance)
        return None

    def _belongs_to_no_name(self, word: str) -> bool:
        return word in self._known and word not in self._in_names

    def _within_reach(self, word: str) -> tuple[tuple[int, _Name], ...]:
        """The names that this could be misspelt, nearest first."""
        found = []
        letter, most = first_letter(word), allowed_edits(sys.maxsize)
        for length in range(len(word) - most, len(word) + most + 1):
            reach = allowed_edits(length)
            for name in self._fuzzy.get((letter, length), ()) if abs(length - len(word)) <= reach else ():
                distance = edits(word, name.joined, reach)
                if distance <= reach:
                    found.append((distance, name))
        return tuple(sorted(found, key=lambda pair: pair[0]))

    def _may_be(self, name: _Name, folded: list[str], *, cued: bool) -> bool:
        """Whether these words could be that name misspelt: about as many words, no ordinary one among them, a cue if it is short."""
        if abs(len(name.tokens) - len(folded)) > 1:
            return False
        # A name of one word is not two words of the language: 'naar de' is not Naarden.
        ordinary = self._words if len(name.tokens) == 1 else self._known
        if len(folded) > 1 and any(part in ordinary and part not in name.tokens for part in folded):
            return False
        return cued or name.kind != "gemeente" or len(name.joined) > _SHORT_PLACE


def _with_described_needs(text: str, named: list[Entity]) -> list[Entity]:
    """Add needs that are described, then make one of two that are joined, and none of two between which the text leaves a choice."""
    values = {entity.value for entity in named if entity.kind == _OPEN_ENDED}
    if BOTH in values:
        return named
    found = named + [
        Entity(_OPEN_ENDED, item.value, item.start, item.end, _DESCRIBED)
        for item in described_needs(text)
        if item.value not in values
    ]
    pair = [
        entity
        for entity in found
        if entity.kind == _OPEN_ENDED and entity.value in {SEEING, HEARING} and not entity.denied
    ]
    if {entity.value for entity in pair} != {SEEING, HEARING}:
        return sorted(found, key=lambda entity: entity.start)
    start, end = min(entity.start for entity in pair), max(entity.end for entity in pair)
    around = {token.folded for token in _tokens(text[max(0, start - _JOINED_REACH) : end])}
    rest = [entity for entity in found if entity not in pair]
    if around & word_list("either"):
        return rest
    if around & word_list("both"):
        rest.append(Entity(_OPEN_ENDED, BOTH, start, end, min(entity.confidence for entity in pair)))
        return sorted(rest, key=lambda entity: entity.start)
    return sorted(found, key=lambda entity: entity.start)


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(_folded(word := match.group()), match.start(), match.end(), word[:1].isupper())
        for match in _TOKEN.finditer(text)
    ]


_folded = remembered(fold, _MOST_REMEMBERED)


def _tokens_of(name: str) -> tuple[str, ...]:
    return tuple(fold(match.group()) for match in _TOKEN.finditer(_NOT_IN_NAME.sub("", name)))


def _ways_to_write(name: str) -> set[tuple[str, ...]]:
    """A name's own words, without the part in brackets, and without 'De', 'Koninklijke' and the like before it."""
    tokens = _tokens_of(name)
    ways = {tokens} if tokens else set()
    rest = tokens
    while len(rest) > 1 and rest[0] in _LEADING and len("".join(rest[1:])) >= _SHORTEST_WITHOUT_LEAD:
        rest = rest[1:]
        ways.add(rest)
    return ways


def _longest(matches: list[_Match]) -> list[_Match]:
    """Without overlaps: exact before misspelt, then the longest; one stretch may bear several kinds."""
    chosen: list[_Match] = []
    for match in sorted(
        matches,
        key=lambda match: (
            match.distance > 0,
            match.distance if match.last == match.first else 0,
            -(match.last - match.first),
            -len(match.name.joined),
        ),
    ):
        clash = [
            other
            for other in chosen
            if match.first <= other.last
            and other.first <= match.last
            and (match.first, match.last) != (other.first, other.last)
        ]
        same = [
            other
            for other in chosen
            if (match.first, match.last) == (other.first, other.last) and other.distance < match.distance
        ]
        if not clash and not same:
            chosen.append(match)
    return chosen


def _has_cue(match: _Match, tokens: list[_Token], text: str, *, capitals_tell: bool) -> bool:
    """Whether a place name that is an ordinary word too is meant as a place here."""
    before = tokens[match.first - 1].folded if match.first else ""
    if before in word_list("strong place cue"):
        return True
    others = [token.folded for index, token in enumerate(tokens) if not match.first <= index <= match.last]
    if all(word in word_list("alone") for word in others) and before not in word_list("no place after"):
        return True
    token = tokens[match.first]
    if not token.capital or before in word_list("no place after"):
        return False
    return before in word_list("place cue") or (capitals_tell and not _opens_sentence(match, tokens, text))


def _opens_sentence(match: _Match, tokens: list[_Token], text: str) -> bool:
    """Whether it stands first in a sentence, where a capital says nothing."""
    return not match.first or bool(_SENTENCE_END.search(text, tokens[match.first - 1].end, tokens[match.first].start))


def _asks_contact(tokens: list[_Token]) -> bool:
    """Whether the text is about reaching somebody, or so short that it can only be a name."""
    return len(tokens) <= _JUST_A_NAME or any(
        token.folded in word_list("contact") or token.folded.startswith(("telefoon", "contact", "bereik"))
        for token in tokens
    )


def _is_province(match: _Match, tokens: list[_Token]) -> bool:
    return match.name.kind == "gemeente" and match.first > 0 and tokens[match.first - 1].folded in word_list("province")


def _denied(match: _Match, tokens: list[_Token]) -> bool:
    """Whether the text says that this is not meant: 'niet Visio maar Kentalis', 'geen Wmo', but not 'niet alleen doof'."""
    if any(
        token.folded in word_list("not only") for token in tokens[max(0, match.first - _NEGATION_REACH) : match.first]
    ):
        return False
    after = tokens[match.last + 1].folded if match.last + 1 < len(tokens) else ""
    if after in word_list("negation after"):
        return True
    index = match.first - 1
    for _ in range(_NEGATION_REACH):
        if index < 0:
            return False
        word = tokens[index].folded
        if word in word_list("negation"):
            return True
        if word not in word_list("between"):
            return False
        index -= 1
    return False
