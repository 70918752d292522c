"""What the words of a message are about: one name for 'slaat', 'beats' and 'dövüyor', whoever does it and whenever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.safety.folding import fold
from bot.core.safety.languages import likely_languages
from bot.core.safety.sounding import beginnings, sound

_SHORTEST = 4
"""A word of fewer letters is compared as it is written: by its sound it would be too many others."""


class Concepts:
    """Words a concept and language: `sla*` is each word that begins so."""

    def __init__(self, lines: Mapping[str, Iterable[str]]) -> None:
        """`lines` a language, as `concept: word word* …`; empty ones and comments count for nothing.

        Raises ValueError for another line.
        """
        self._of = {language: _Words(of_language) for language, of_language in lines.items()}

    def of_all(self, words: Sequence[str]) -> list[str]:
        """The concepts that these folded words name together, each once, in alphabetical order.

        Only in the language that they are most likely in: Polish 'pas' is a belt, the Dutch word is not.
        """
        likeliest = [language for language in likely_languages(words) if language in self._of]
        known = [self._of[language] for language in likeliest or self._of]
        return sorted({concept for of_language in known for word in words for concept in of_language.of(word)})


class _Words:
    """The words of one language."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._whole: dict[str, set[str]] = {}
        self._beginning: dict[str, set[str]] = {}
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            name, colon, listed = line.partition(":")
            if not colon or not listed.strip():
                raise ValueError(f"no words of a concept: '{line}'")
            for written in listed.split():
                begins = written.endswith("*")
                known = self._beginning if begins else self._whole
                for form in _forms(fold(written.rstrip("*")), begins=begins):
                    known.setdefault(form, set()).add(name.strip())
        self._longest = max(map(len, self._beginning), default=0)

    def of(self, word: str) -> set[str]:
        found: set[str] = set()
        for form in _forms(word, begins=False):
            found |= self._whole.get(form, set())
            for end in range(1, min(len(form), self._longest) + 1):
                found |= self._beginning.get(form[:end], set())
        return found


def _forms(word: str, *, begins: bool) -> list[str]:
    if len(word) < _SHORTEST:
        return [word]
    heard = beginnings(word) if begins else (sound(word),)
    return [word, *(f"~{form}" for form in heard)]
