"""Words that are said otherwise than they are written: the editors' list of a language (`content/spoken/<language>.csv`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

from bot.contract import Language

NUMBER_SIGN = "#"
"""In an entry: here stands a number, or a number's place; it stays as it is."""
_NEXT_SENTENCE = re.compile(r"\s+[A-ZÀ-ÞА-ЯҐЄІЇ]")
_JOINTS = "-‐‑"
_PATTERNS_KEPT = 256
_ALIKE = str.maketrans({"ı": "i", "\u0307": None, "ſ": "s"})
"""Letters that Python's search without case takes for one another though folding keeps them apart."""


class SpokenWords(Protocol):
    """Where the lists come from: the content."""

    def spoken(self) -> Mapping[Language, Mapping[str, str]]:
        """Per language how a word is said; the same object until an editor changes something."""


class Lexicon:
    """The list of one language, ready to be applied."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._entries = [_Entry(word, words[word]) for word in sorted(words, key=len, reverse=True)]
        # Kept by which words occur, never by the text: a text may be somebody's own.
        self._pattern = lru_cache(_PATTERNS_KEPT)(_pattern_of)

    def apply(self, text: str, spelled: tuple[str, str] = ("", ""), other: tuple[str, str] = ("", "")) -> str:
        """The text with each word of the list as it is said, between marks: for what is said letter by letter, or other."""
        folded = _folded(text)
        # To look for every word at every letter is a fifth of a turn; most texts hold one or two of them.
        present = tuple(entry for entry in self._entries if entry.key in folded)
        if not present:
            return text

        def said(match: re.Match[str]) -> str:
            entry = present[(match.lastindex or 1) - 1]
            say = entry.say.join(spelled if entry.is_spelled else other)
            return f"{' ' if entry.after_number else ''}{say}{_full_stop(match)}"

        return self._pattern(present).sub(said, text)


class _Entry:
    """A word of the list, and where it is to be found."""

    def __init__(self, word: str, say: str) -> None:
        self.say = say
        self.after_number = word.startswith(f"{NUMBER_SIGN} ")
        bare = word.strip(f"{NUMBER_SIGN} ")
        self.key = _folded(bare.split()[0]) if bare else ""
        """In every text that has the word, once that is folded too."""
        found = r"\s+".join(map(re.escape, bare.split()))
        if not _is_exact(bare):
            found = f"(?i:{found})"
        start = r"(?<=\d)\s?" if self.after_number else r"(?<![\w@.])"
        end = r"(?=\s?\d)" if word.endswith(f" {NUMBER_SIGN}") else r"(?![\w@]|\.\w)"
        if self.after_number:
            end += f"(?![{_JOINTS}]\\w)"
        self.pattern = f"{start}{found}{end}"
        letters = sum(map(str.isalnum, bare))
        # As many words as letters: an abbreviation said letter by letter, in whatever script.
        self.is_spelled = "." not in bare and letters > 1 and len(say.split()) >= letters


def _pattern_of(entries: tuple[_Entry, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"({entry.pattern})" for entry in entries))


def _folded(text: str) -> str:
    return text.casefold().translate(_ALIKE)


def _full_stop(match: re.Match[str]) -> str:
    """The point of an abbreviation that is the end of its sentence too."""
    return "." if match[0].endswith(".") and _NEXT_SENTENCE.match(match.string, match.end()) else ""


def _is_exact(word: str) -> bool:
    """An abbreviation in capitals is not the common word of the same letters: DUO, and a duo."""
    letters = [character for character in word if character.isalpha()]
    return len(letters) > 1 and all(character.isupper() for character in letters)
