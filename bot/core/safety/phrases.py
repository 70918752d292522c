"""Phrases that say in so many words that somebody is in danger.

A phrase is a row of words as people write them: `a/b` is one or the other, `sla*` a word that begins so, `?nu` a word
that may be left out, and `..` stands for at most three other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

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
    """All phrases of a kind of danger as one pattern, compared with a text's folded words, as written and by their sound."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], as_written: Iterable[str] = ()) -> None:
        """`phrases` a kind, and under `HARMLESS` what is taken away first; raises ValueError for a phrase without words.

        `as_written`: words that sound like another word of a phrase and are not it.
        """
        self._not_heard = frozenset(map(fold, as_written))
        self._written = _patterns(phrases, _as_written)
        self._heard = _patterns(phrases, _by_sound)

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
        return [word if word in self._not_heard else _heard(word) for word in words]


def _found(patterns: Mapping[str, re.Pattern[str]], words: Sequence[str]) -> frozenset[str]:
    line = _line(words)
    return frozenset(kind for kind, pattern in patterns.items() if kind != HARMLESS and pattern.search(line))


def _places(patterns: Mapping[str, re.Pattern[str]], words: Sequence[str]) -> set[int]:
    """Which of the words, counted from 0, stand in something harmless."""
    if HARMLESS not in patterns:
        return set()
    line = _line(words)
    found: set[int] = set()
    for match in patterns[HARMLESS].finditer(line):
        first = line.count(" ", 0, match.start())
        found.update(range(first, first + match[0].count(" ")))
    return found


def _line(words: Sequence[str]) -> str:
    return " ".join(words) + " "


def _patterns(phrases: Mapping[str, Sequence[str]], form: Callable[[str], str]) -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(r"(?<![^ ])(?:" + "|".join(_pattern(phrase, form) for phrase in of_kind) + ")")
        for kind, of_kind in phrases.items()
    }


def _pattern(phrase: str, form: Callable[[str], str]) -> str:
    tokens = phrase.split()
    if not any(any(letter.isalnum() for letter in token) for token in tokens):
        raise ValueError(f"no words in the phrase '{phrase}'")
    return "".join(_GAP if part == ".." else _one(part, form) for part in tokens)


def _one(part: str, form: Callable[[str], str]) -> str:
    forms = "|".join(form(written) for written in part.removeprefix("?").split("/"))
    return f"(?:(?:{forms}) )" + ("?" if part.startswith("?") else "")


def _as_written(form: str) -> str:
    return _stars(form, re.escape(fold(form.strip("*"))))


def _by_sound(form: str) -> str:
    folded = fold(form.strip("*"))
    if len(folded) < _SHORTEST:
        return _stars(form, re.escape(folded))
    if form.endswith("*"):
        return "|".join(_stars(form, re.escape(heard)) for heard in beginnings(folded))
    return _stars(form, re.escape(sound(folded)))


def _stars(form: str, body: str) -> str:
    return ("[^ ]*" if form.startswith("*") else "") + body + ("[^ ]*" if form.endswith("*") else "")


def _heard(word: str) -> str:
    return word if len(word) < _SHORTEST else sound(word)
