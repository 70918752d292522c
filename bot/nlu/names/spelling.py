"""How far a misspelt word may be from a name, and which words are never a misspelt name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

_FIRST_LETTER = {"c": "k", "q": "k", "z": "s", "f": "v", "w": "v", "t": "d", "i": "y", "j": "y", "ij": "y"}
_STEPS = ((16, 3), (9, 2), (5, 1))


def allowed_edits(length: int) -> int:
    """Edits (OSA: insert, delete, replace, swap neighbours) that a name of this many letters may have undergone."""
    return next((edits for least, edits in _STEPS if length >= least), 0)


def first_letter(word: str) -> str:
    """The first letter as it sounds: people seldom get it wrong, except for letters that sound alike."""
    return _FIRST_LETTER.get(word[:1], word[:1])


def edits(first: str, second: str, at_most: int) -> int:
    """How many edits apart; `at_most + 1` when further."""
    return OSA.distance(first, second, score_cutoff=at_most)


@cache
def ordinary_words() -> frozenset[str]:
    """Dutch words that lie within reach of a name in the directory, so that 'visie' stays 'visie' and is not Visio."""
    text = files("bot.nlu.text").joinpath("ordinary_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def close_to_a_name(words: Iterable[str], names: Iterable[str]) -> set[str]:
    """The words that could be taken for a misspelt name; with a word list this makes `ordinary_words.txt` anew."""
    by_start: dict[str, list[str]] = {}
    for name in names:
        by_start.setdefault(first_letter(name), []).append(name)
    found: set[str] = set()
    for word in words:
        for name in by_start.get(first_letter(word), ()):
            reach = allowed_edits(len(name))
            if reach and abs(len(name) - len(word)) <= reach and 0 < edits(word, name, reach) <= reach:
                found.add(word)
                break
    return found
