"""A message as it is compared: words without case, accents and spelling variants, in pieces short enough to be one thought."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_LONG_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
_NOTHING = re.compile("[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff'’‘`ʼ´]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_PERSIAN_PREFIX = re.compile(r"\b(ن?می) (?=\w)")
# Words that people write with one letter or the other: Arabic and Persian forms, and Ethiopic letters that sound alike.
_VARIANTS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ı": "i", "ł": "l", "ß": "ss", "ø": "o"}) | {
    **{0x1250 + step: 0x1240 + step for step in range(14)},
    **{0x12B8 + step: 0x12A8 + step for step in range(8)},
    **{0x1220 + step: 0x1230 + step for step in range(8)},
    **{0x1340 + step: 0x1338 + step for step in range(8)},
}
_CUT = re.compile(r"(?<=[.!?;:…؟؛።፡፧])\s+|[\n•]+|\s[-–—]\s")
_LONGEST = 14
"""Words of a piece: a longer sentence is read in overlapping windows of so many words."""
_STEP = 6
_FEWEST = 3
"""A sentence of fewer words ('Help.', 'Kan niet.') tells nothing alone."""


def fold(text: str) -> str:
    """Lower case, one form a letter, no accents on Latin letters, no vowel signs, apostrophes or invisible marks."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", _NOTHING.sub("", unicodedata.normalize("NFKC", text)).casefold()):
        # й and ї are letters of their own, not accented ones.
        if unicodedata.combining(character) and not (kept and _CYRILLIC.match(kept[-1])):
            continue
        kept.append(character)
    folded = unicodedata.normalize("NFC", "".join(kept)).translate(_VARIANTS)
    return _LONG_RUN.sub(r"\1\1", _PERSIAN_PREFIX.sub(r"\1", folded))


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text))


def sentences(text: str) -> list[str]:
    """The text cut at the ends of its sentences and lines."""
    return [piece.strip() for piece in _CUT.split(text) if piece and piece.strip()]


def windows(text: str) -> Iterator[list[str]]:
    """The folded words of each sentence, a very short one together with its neighbour; a long sentence as overlapping windows."""
    for found in _thoughts(text):
        if len(found) <= _LONGEST:
            yield found
            continue
        for start in range(0, len(found) - _LONGEST + _STEP, _STEP):
            yield found[start : start + _LONGEST]


def _thoughts(text: str) -> list[list[str]]:
    thoughts: list[list[str]] = []
    for found in map(words, sentences(text)):
        if thoughts and min(len(found), len(thoughts[-1])) < _FEWEST:
            thoughts[-1] = thoughts[-1] + found
        elif found:
            thoughts.append(found)
    return thoughts
