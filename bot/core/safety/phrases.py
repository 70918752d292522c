"""Phrases that say in so many words that somebody is in danger.

A phrase is a row of words as people write them: `a/b` is one or the other, `sla*` a word that begins so, `?nu` a word
that may be left out, and `..` stands for at most three other words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.core.safety.folding import fold
from bot.core.safety.sounding import beginnings, sound

_GAP = r"(?:[^ ]+ ){0,3}"


HARMLESS = "geen"
"""The heading of phrases that are no danger whatever words stand in them ('ik stik van de warmte')."""

_MASK = "·"
"""What stands for a word that is harmless: nothing that a phrase or the model knows."""

_SHORTEST = 4
"""A word of fewer letters is compared as it is written: by its sound it would be too many others."""


class Phrases:
    """All phrases of each kind of danger, compared with a text's folded words, as written and by their sound."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], as_written: Iterable[str] = ()) -> None:
        """`phrases` a kind, and under `HARMLESS` what is taken away first; raises ValueError for a phrase without words.

        `as_written`: words that sound like another word of a phrase and are not it.
        """
        self._not_heard = frozenset(map(fold, as_written))
        self._written = {kind: _Alike(of_kind, _as_written) for kind, of_kind in phrases.items()}
        self._heard = {kind: _Alike(of_kind, _by_sound) for kind, of_kind in phrases.items()}

    def kinds(self, words: Sequence[str]) -> frozenset[str]:
        """The kinds of which a phrase stands in these folded words."""
        telling = self.telling(words)
        heard = self._heard_words(telling)
        return _found(self._written, telling) | _found(self._heard, heard)

    def telling(self, words: Sequence[str]) -> list[str]:
        """The folded words, with a mark for each one that is harmless where it stands."""
        harmless = _places(self._written, words) | _places(self._heard, self._heard_words(words))
        return [_MASK if place in harmless else word for place, word in enumerate(words)]

    def _heard_words(self, words: Sequence[str]) -> list[str]:
        # A mark for what is only compared as written: its letters may be how another word sounds ('şehir' and 'zehir').
        return [_MASK if word in self._not_heard else _heard(word) for word in words]


class _Form(NamedTuple):
    """One way to write a word of a phrase: its letters, and whether others may stand before or after them."""

    letters: str
    before: bool
    after: bool

    @property
    def pattern(self) -> str:
        return ("[^ ]*" if self.before else "") + re.escape(self.letters) + ("[^ ]*" if self.after else "")


class _Alike:
    """The phrases of one kind, compared in one form: as written, or by sound.

    A phrase is looked for only where one of its words occurs, the longest that must be there. To look for all seven thousand
    in every message takes many times as long, and so does making a pattern of them at every start.
    """

    def __init__(self, phrases: Sequence[str], form: Callable[[str], list[_Form]]) -> None:
        self._phrases = [_parts(phrase, form) for phrase in phrases]
        self._of_word: dict[str, list[int]] = defaultdict(list)
        self._of_beginning: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []
        for number, parts in enumerate(self._phrases):
            key = _key(parts)
            if not key:
                self._always.append(number)
            for one in key:
                (self._of_beginning if one.after else self._of_word)[one.letters].append(number)
        self._lengths = sorted({len(letters) for letters in self._of_beginning})
        self._shortest = {letters[: self._lengths[0]] for letters in self._of_beginning}
        self._pattern = lru_cache(maxsize=None)(self._pattern_of)

    def stands_in(self, words: Sequence[str]) -> bool:
        """Whether any of the phrases stands in these words."""
        line = _line(words)
        return any(pattern.search(line) for pattern in self._patterns(words))

    def places(self, words: Sequence[str]) -> set[int]:
        """Which of the words, counted from 0, stand in a phrase: the first that begins there, and then on from its end."""
        patterns = self._patterns(words)
        line = _line(words) if patterns else ""
        found: set[int] = set()
        place = start = 0
        while start < len(line):
            match = next((match for pattern in patterns if (match := pattern.match(line, start))), None)
            taken = match[0].count(" ") if match else 1
            if match:
                found.update(range(place, place + taken))
            place += taken
            start = match.end() if match else line.index(" ", start) + 1
        return found

    def _patterns(self, words: Sequence[str]) -> list[re.Pattern[str]]:
        """Those of the phrases that may be there, in their order."""
        there = set(self._always)
        for word in set(words):
            if word in self._of_word:
                there.update(self._of_word[word])
            if self._lengths and word[: self._lengths[0]] in self._shortest:
                there.update(*(self._of_beginning.get(word[:length], ()) for length in self._lengths))
        return [self._pattern(number) for number in sorted(there)]

    def _pattern_of(self, number: int) -> re.Pattern[str]:
        return re.compile(r"(?<![^ ])" + "".join(map(_regex, self._phrases[number])))


class _Part(NamedTuple):
    """A word of a phrase, in each of its forms; none for other words that may stand there."""

    forms: tuple[_Form, ...]
    optional: bool = False


_OTHERS = _Part(())


def _found(alike: Mapping[str, _Alike], words: Sequence[str]) -> frozenset[str]:
    return frozenset(kind for kind, of_kind in alike.items() if kind != HARMLESS and of_kind.stands_in(words))


def _places(alike: Mapping[str, _Alike], words: Sequence[str]) -> set[int]:
    """Which of the words, counted from 0, stand in something harmless."""
    return alike[HARMLESS].places(words) if HARMLESS in alike else set()


def _line(words: Sequence[str]) -> str:
    return " ".join(words) + " "


def _parts(phrase: str, form: Callable[[str], list[_Form]]) -> tuple[_Part, ...]:
    tokens = phrase.split()
    if not any(any(letter.isalnum() for letter in token) for token in tokens):
        raise ValueError(f"no words in the phrase '{phrase}'")
    return tuple(_OTHERS if word == ".." else _part(word, form) for word in tokens)


def _part(written: str, form: Callable[[str], list[_Form]]) -> _Part:
    forms = written.removeprefix("?").split("/")
    return _Part(tuple(one for each in forms for one in form(each)), optional=written.startswith("?"))


def _key(parts: Iterable[_Part]) -> tuple[_Form, ...]:
    """The forms of a word without which the phrase cannot be there; none when there is no such word."""
    needed = [part.forms for part in parts if part.forms and not part.optional]
    telling = [forms for forms in needed if not any(form.before or not form.letters for form in forms)]
    return max(telling, key=lambda forms: min(len(form.letters) for form in forms), default=())


def _regex(part: _Part) -> str:
    if not part.forms:
        return _GAP
    forms = "|".join(form.pattern for form in part.forms)
    return f"(?:(?:{forms}) )" + ("?" if part.optional else "")


def _as_written(form: str) -> list[_Form]:
    return [_stars(form, fold(form.strip("*")))]


def _by_sound(form: str) -> list[_Form]:
    folded = fold(form.strip("*"))
    if len(folded) < _SHORTEST:
        return [_stars(form, folded)]
    if form.endswith("*"):
        return [_stars(form, heard) for heard in beginnings(folded)]
    return [_stars(form, sound(folded))]


def _stars(form: str, letters: str) -> _Form:
    return _Form(letters, before=form.startswith("*"), after=form.endswith("*"))


def _heard(word: str) -> str:
    return word if len(word) < _SHORTEST else sound(word)
