"""Capitals that say nothing: a message in capitals, With A Capital On Every Word, or with a WORD shouted in it."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHOUTED_SHARE = 0.5
"""From this share of capitals on, a message is shouted; abbreviations among words do not come to that."""
_SHOUTED_LETTERS = 6
"""An abbreviation alone has fewer."""
_TITLE_WORDS = 3
_SHOUTED_WORD = 4
_TURKISH = re.compile(r"[İĞŞ]")


def shouted(text: str) -> bool:
    """Whether most letters are capitals, so that a capital tells nothing."""
    cased = [letter for letter in text if letter.lower() != letter.upper()]
    capitals = sum(letter.isupper() for letter in cased)
    return len(cased) >= _SHOUTED_LETTERS and capitals >= _SHOUTED_SHARE * len(cased)


def plain_case(text: str) -> str:
    """The text as it would be written without shouting, of the same length; 'Wmo', 'iWmo' and names in a sentence stay.

    >>> plain_case("WIE BETAALT HET VERVOER?")
    'Wie betaalt het vervoer?'
    """
    if text.islower():
        return text
    if shouted(text):
        return _sentence(_lower(text))
    words = list(_WORD.finditer(text))
    if len(words) >= _TITLE_WORDS and all(match.group()[0].isupper() for match in words):
        return _sentence(_WORD.sub(lambda match: _without_title(match.group()), text))
    return _WORD.sub(lambda match: _without_shouting(match.group()), text)


def _lower(text: str) -> str:
    """Lower case, letter by letter: 'İ' has two code points in lower case, and offsets must go on counting."""
    if _TURKISH.search(text):
        text = text.replace("I", "ı").replace("İ", "i")
    return "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)


def _sentence(text: str) -> str:
    first = next((place for place, letter in enumerate(text) if letter.isalpha()), None)
    if first is None or len(capital := text[first].upper()) != 1:
        return text
    return f"{text[:first]}{capital}{text[first + 1 :]}"


def _without_title(word: str) -> str:
    return _lower(word) if word[1:].islower() or len(word) == 1 else _without_shouting(word)


def _without_shouting(word: str) -> str:
    """'VERVOER' among other words keeps its first capital, which may be that of a name; 'VNG' is written so."""
    return word[0] + _lower(word[1:]) if len(word) > _SHOUTED_WORD and word.isupper() else word
