"""Phrases that say in so many words that somebody is in danger.

A phrase is a row of words as people write them: `a/b` is one or the other, `sla*` a word that begins so, `?nu` a word
that may be left out, and `..` stands for at most three other words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.core.safety.folding import fold

_GAP = r"(?:[^ ]+ ){0,3}"


class Phrases:
    """All phrases of a kind of danger as one pattern, compared with a text's folded words."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        """`phrases` a kind; raises ValueError for a phrase without words."""
        self._patterns = {
            kind: re.compile(r"(?<![^ ])(?:" + "|".join(map(_pattern, of_kind)) + ")")
            for kind, of_kind in phrases.items()
        }

    def kinds(self, words: Sequence[str]) -> frozenset[str]:
        """The kinds of which a phrase stands in these folded words."""
        line = " ".join(words) + " "
        return frozenset(kind for kind, pattern in self._patterns.items() if pattern.search(line))


def _pattern(phrase: str) -> str:
    tokens = phrase.split()
    if not any(any(letter.isalnum() for letter in token) for token in tokens):
        raise ValueError(f"no words in the phrase '{phrase}'")
    return "".join(_GAP if part == ".." else _one(part) for part in tokens)


def _one(part: str) -> str:
    optional = part.startswith("?")
    forms = []
    for form in part.removeprefix("?").split("/"):
        body = re.escape(fold(form.strip("*")))
        forms.append(("[^ ]*" if form.startswith("*") else "") + body + ("[^ ]*" if form.endswith("*") else ""))
    return f"(?:(?:{'|'.join(forms)}) )" + ("?" if optional else "")
