"""Needs that are described rather than named: 'ze hoort bijna niets meer', 'mijn ogen zijn slecht', and both at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.text.cleaning import fold
from bot.nlu.text.word_lists import word_list

SEEING, HEARING, BOTH = "visueel", "auditief", "doofblind"

_TOKEN = re.compile(r"[^\W_]+|[.!?\n]")
_REACH = 3
"""Words between the sense and what is wrong with it, at most."""
_IDIOM_REACH = 3


@dataclass(frozen=True)
class Described:
    """A need and the stretch of text (offsets) that describes it."""

    value: str
    start: int
    end: int


def described_needs(text: str) -> list[Described]:
    """The needs that a Dutch text describes, at most one a sense and sentence."""
    found: list[Described] = []
    sentence: list[tuple[str, int, int]] = []
    for match in [*_TOKEN.finditer(text), None]:
        if match is not None and match.group() not in ".!?\n":
            sentence.append((fold(match.group()), match.start(), match.end()))
            continue
        for value, senses in ((SEEING, "seeing"), (HEARING, "hearing")):
            place = _described(sentence, senses)
            if place is not None:
                found.append(Described(value, *place))
        sentence = []
    return found


def _described(sentence: Sequence[tuple[str, int, int]], senses: str) -> tuple[int, int] | None:
    tokens = [token for token, *_ in sentence]
    for at, (word, start, end) in enumerate(sentence):
        sight = senses == "seeing" and word == "gezicht" and "gehoor" in tokens  # else it is a face
        if word not in word_list(senses) and not sight:
            continue
        if word in word_list("verbs of the senses") and _idiom(tokens, at, senses):
            continue
        first, last = _reach(tokens, at)
        for other in range(first, last):
            if sentence[other][0] in word_list("failing"):
                return min(start, sentence[other][1]), max(end, sentence[other][2])
    return None


def _reach(words: Sequence[str], at: int) -> tuple[int, int]:
    """Where what is wrong may stand; 'verlies van gehoor en gezicht' is said of both, so the pair counts as one word."""
    left = 2 if words[at - 1 : at] == ["en"] and _is_sense(words[at - 2 : at - 1]) else 0
    right = 2 if words[at + 1 : at + 2] == ["en"] and _is_sense(words[at + 2 : at + 3]) else 0
    return max(0, at - _REACH - left), min(len(words), at + _REACH + right + 1)


def _is_sense(word: Sequence[str]) -> bool:
    return any(one in word_list(senses) or one == "gezicht" for senses in ("seeing", "hearing") for one in word)


def _idiom(words: Sequence[str], at: int, senses: str) -> bool:
    """'Laten zien', 'ziet er niets in' and 'ik hoor niets van de gemeente' are not about the senses."""
    before = words[max(0, at - 2) : at]
    after = words[at + 1 : at + 2 + _IDIOM_REACH]
    return any(word in word_list(f"idiom before {senses}") for word in before) or any(
        word in word_list(f"idiom after {senses}") for word in after
    )
