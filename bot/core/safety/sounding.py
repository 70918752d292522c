"""How a word sounds: one form for the spellings of people who write by ear, in a hurry or in a language they are learning."""

from __future__ import annotations

import re

_LATIN = re.compile(r"[a-z]")
_TWICE = re.compile(r"(.)\1+", re.DOTALL)
_LATIN_SOUNDS = (
    ("sch", "sg"),
    ("ch", "g"),
    ("rz", "z"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("ij", "ε"),
    ("ei", "ε"),
    ("ie", "i"),
    ("ou", "au"),
    ("x", "ks"),
)
_LATIN_LETTERS = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "f", "y": "i"})
# Arabic and Persian letters that sound alike to many who write them; Cyrillic ones of Ukrainian and Russian.
_OTHER_LETTERS = str.maketrans(
    {"ظ": "ز", "ض": "ز", "ذ": "ز", "ث": "س", "ص": "س", "ط": "ت", "ح": "ه", "غ": "ق", "ع": "ا", "ؤ": "و", "ئ": "ی"}
    | {
        "ы": "и",
        "і": "и",
        "ї": "и",
        "й": "и",
        "ё": "е",
        "є": "е",
        "э": "е",
        "ю": "у",
        "я": "а",
        "ґ": "г",
        "ь": "",
        "ъ": "",
    }
)
_ETHIOPIC = re.compile("[\u1200-\u135a]")
_FAMILY = 8
"""So many vowels an Ethiopic consonant has, side by side from its first."""
_AYIN, _ALEF, _WAW, _YOD = 0x12D0, 0x12A0, 0x12C8, 0x12E8
_LOOSE = {_AYIN, _ALEF, _WAW, _YOD}
"""The Ethiopic letters whose vowel is written in more ways than one; another vowel of others makes another word."""
_FINAL = {"d": "t", "b": "p"}


def sound(word: str) -> str:
    """The sound of a folded word."""
    if _LATIN.search(word):
        heard = _latin(word)
        if len(heard) > len("ben") and heard.endswith("en"):
            heard = heard[:-1]
        return heard[:-1] + _FINAL.get(heard[-1], heard[-1])
    return _other(word)


def beginnings(word: str) -> tuple[str, ...]:
    """How a word may sound that begins with this folded one: in the middle of a word its last letter keeps its own sound."""
    if not _LATIN.search(word):
        return (_other(word),)
    heard = _latin(word)
    return (heard, heard[:-1] + _FINAL[heard[-1]]) if heard[-1] in _FINAL else (heard,)


def _other(word: str) -> str:
    if _ETHIOPIC.search(word):
        return "".join(map(_alike, word))
    return _TWICE.sub(r"\1", word.translate(_OTHER_LETTERS))


def _latin(word: str) -> str:
    heard = word
    for written, spoken in _LATIN_SOUNDS:
        heard = heard.replace(written, spoken)
    return _TWICE.sub(r"\1", heard.translate(_LATIN_LETTERS))


def _alike(letter: str) -> str:
    first = ord(letter) // _FAMILY * _FAMILY
    return chr(_ALEF if first == _AYIN else first) if first in _LOOSE else letter
