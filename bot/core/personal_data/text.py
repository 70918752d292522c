"""The text as the detectors see it: plain digits, spaces and dashes, nothing invisible, with the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

HIDDEN = "\x01"
"""Stands for a character that is already accounted for; no detector matches it."""

_SPACES = frozenset("\t\v\f\u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
_QUOTES = frozenset("\u2018\u2019\u201b\u02bc\uff07")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e\u061c") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_ASCII_SPACES = {ord(space): " " for space in _SPACES if space.isascii()}
_WORD = re.compile(r"[^\W_]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_GENERIC = frozenset({"stichting", "vereniging", "koninklijke", "gemeente", "de", "het"})
"""Words of an official name that people leave out."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of personal data: offsets in the plain text, and its kind."""

    start: int
    end: int
    kind: str


class PlainText:
    """A message in plain characters; `text` gets hidden stretch by stretch as spans are taken."""

    def __init__(self, original: str) -> None:
        self.original = original
        if original.isascii():
            self.whole = original.translate(_ASCII_SPACES)
            self._places: Sequence[int] = range(len(original) + 1)
        else:
            visible = [(place, character) for place, character in enumerate(original) if character not in _INVISIBLE]
            self.whole = "".join(c if " " <= c <= "~" else _plain(c) for _, c in visible)
            self._places = [*(place for place, _ in visible), len(original)]
        # `whole` is the text as it was before anything was taken.
        self.text = self.whole
        self.spans: list[Span] = []

    def hide(self, spans: Iterable[Span]) -> None:
        """Keep these places, and keep the detectors away from them."""
        characters = list(self.text)
        for span in spans:
            characters[span.start : span.end] = HIDDEN * (span.end - span.start)
        self.text = "".join(characters)

    def take(self, spans: Iterable[Span]) -> None:
        """Account for spans, less what earlier ones already hold."""
        characters = list(self.text)
        for span in spans:
            start = span.start
            while start < span.end:
                end = start
                hidden = characters[start] == HIDDEN
                while end < span.end and (characters[end] == HIDDEN) is hidden:
                    end += 1
                if not hidden and any(character.isalnum() for character in characters[start:end]):
                    self.spans.append(Span(start, end, span.kind))
                    characters[start:end] = HIDDEN * (end - start)
                start = end
        self.text = "".join(characters)

    def replaced(self, markers: Mapping[str, str]) -> str:
        """The original with every span replaced by the marker of its kind."""
        parts: list[str] = []
        done = 0
        for span in sorted(self.spans, key=lambda span: span.start):
            parts += [self.original[done : self._places[span.start]], markers[span.kind]]
            done = self._places[span.end - 1] + 1
        return "".join([*parts, self.original[done:]])

    def pieces(self) -> tuple[tuple[str, str], ...]:
        """The original in stretches, each with the kind of its span; empty for what is none."""
        pieces: list[tuple[str, str]] = []
        done = 0
        for span in sorted(self.spans, key=lambda span: span.start):
            start, end = self._places[span.start], self._places[span.end - 1] + 1
            pieces += [(self.original[done:start], ""), (self.original[start:end], span.kind)]
            done = end
        return tuple(piece for piece in [*pieces, (self.original[done:], "")] if piece[0])


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may stay because it is public: the directory's numbers, addresses and names."""

    phones: frozenset[str]
    """Digits only, in national form."""
    emails: frozenset[str]
    names: dict[str, tuple[tuple[str, ...], ...]]
    """Folded words of each name, by the first of them."""

    def named(self, text: str) -> list[tuple[int, int]]:
        """Where one of the names stands in a text, as offsets."""
        words = list(_WORD.finditer(text))
        folded = [word.group().casefold() for word in words]
        return [
            (words[place].start(), words[place + len(name) - 1].end())
            for place, first in enumerate(folded)
            if first in self.names
            for name in self.names[first]
            if tuple(folded[place : place + len(name)]) == name
        ]


def allowed_from(values: Collection[str]) -> Allowed:
    """Sort the directory's values out; cached, because the same ones come with every message."""
    return _allowed(frozenset(values))


@lru_cache(maxsize=4)
def _allowed(values: frozenset[str]) -> Allowed:
    phones: set[str] = set()
    emails: set[str] = set()
    names: dict[str, set[tuple[str, ...]]] = {}
    for value in values:
        if "@" in value:
            emails.add(value.strip().casefold())
        elif any(character.isdigit() for character in value) and not any(character.isalpha() for character in value):
            phones.add(national("".join(character for character in value if character.isdigit())))
        else:
            for form in (value, _IN_BRACKETS.sub("", value)):
                whole = tuple(_WORD.findall(form.casefold()))
                short = tuple(word for word in whole if word not in _GENERIC)
                for words in (whole, short):
                    if words:
                        names.setdefault(words[0], set()).add(words)
    return Allowed(frozenset(phones), frozenset(emails), {first: tuple(found) for first, found in names.items()})


def national(digits: str) -> str:
    """A telephone number's digits as dialled in the Netherlands: without the country code."""
    for prefix in ("0031", "31"):
        if digits.startswith(prefix) and len(digits) >= len(prefix) + 9:
            return "0" + digits[len(prefix) :].removeprefix("0")
    return digits


def _plain(character: str) -> str:
    if character in _SPACES:
        return " "
    if character.isascii():
        return character
    if character in _DASHES:
        return "-"
    if character in _QUOTES:
        return "'"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    normal = unicodedata.normalize("NFKC", character)
    return normal if len(normal) == 1 else character
