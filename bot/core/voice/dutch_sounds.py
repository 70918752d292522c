"""Dutch words as their sounds, so that another language's voice can say them; rough, and meant to be recognised.

A word that comes out wrong goes in `content/spoken/<language>.csv`, which is asked first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

SHWA = "@"
_VOWEL_LETTERS = "aeiouyàáâäèéêëìíîïòóôöùúûü"
_LONG = {"a": "aa", "e": "ee", "i": "ie", "o": "oo", "u": "uu"}
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_UNSTRESSED_START = re.compile(r"(?:ge|be|ver)(?=[bcdfghjklmnpqrstvwxz])")
_UNSTRESSED_END = re.compile(r"e(?:n|r|l|s|ns|rs|nd)?$")

# Longest first; a rule that ends in `$` holds at the end of a word only.
_RULES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), tuple(sounds.split()))
    for pattern, sounds in (
        ("onth", "o n t h"), ("isch(?=e?$)", "ie s"), ("lijk", "l @ k"), ("ties$", "t s ie s"), ("tie", "t s ie"), ("cië", "s ie j @"), ("ië", "ie j @"),
        ("eeuw", "ee w"), ("ieuw", "ie w"), ("auw|ouw", "ou w"), ("aai", "aa j"), ("ooi", "oo j"), ("oei", "oe j"),
        ("sch", "s x"), ("ch", "x"), ("ck", "k"), ("qu", "k w"), ("th", "t"), ("ph", "f"), ("sj", "sj"),
        ("ng", "ng"), ("nk", "ng k"),
        ("aa", "aa"), ("ee", "ee"), ("oo", "oo"), ("uu", "uu"), ("ie", "ie"), ("oe", "oe"), ("eu", "eu"), ("ui", "ui"),
        ("ij|ei", "ij"), ("ou|au", "ou"), ("[éê]", "ee"), ("[èë]", "e"), ("[ïíî]", "ie"), ("[öó]", "oo"), ("[üú]", "uu"), ("[äáà]", "aa"),
        ("e(?=[lnr]ing)", "@"), ("c(?=[eiy])", "s"), ("c", "k"), ("x", "k s"), ("y", "ie"), ("g", "x"), ("d(?=s?$)", "t"), ("b$", "p"), ("q", "k"),
    )
)  # fmt: skip
_LETTERS = {
    "a": "aa", "b": "b ee", "c": "s ee", "d": "d ee", "e": "ee", "f": "e f", "g": "x ee", "h": "h aa", "i": "ie",
    "j": "j ee", "k": "k aa", "l": "e l", "m": "e m", "n": "e n", "o": "oo", "p": "p ee", "q": "k uu", "r": "e r",
    "s": "e s", "t": "t ee", "u": "uu", "v": "v ee", "w": "w ee", "x": "i k s", "y": "ij", "z": "z e t",
}  # fmt: skip
VOWELS = frozenset({"a", "aa", "e", "ee", "i", "ie", "o", "oo", "u", "uu", "oe", "eu", "ui", "ij", "ou", SHWA})
"""Sounds that are vowels; the others are consonants."""
_FRONT_VOWELS = frozenset({"e", "ee", "i", "ie", "ij", SHWA})
_ETHIOPIC_SIXTH = 5
_ETHIOPIC_STANDALONE = "አ"


def sounds_of(word: str) -> tuple[str, ...]:
    """The sounds of a Dutch word; characters that are no letters fall away."""
    return tuple(_without_doubles(_sounds(word.lower())))


def letter_sounds(letter: str) -> tuple[str, ...]:
    """The sounds of a letter's Dutch name, as in an abbreviation."""
    return tuple(_LETTERS[letter.lower()].split())


def written(sounds: tuple[str, ...], table: Mapping[str, str]) -> str:
    """Sounds in the letters of a language.

    A table may have a form for a sound at the start (`^a`), before a vowel (`x+`) and at the end (`@$`). A table with
    `ethiopic` is of a script of syllables: its consonants are of the first order, its vowels name their order.
    """
    if "ethiopic" in table:
        return _in_syllables(sounds, table)
    said = []
    for index, sound in enumerate(sounds):
        following = sounds[index + 1] if index + 1 < len(sounds) else ""
        forms = [f"^{sound}"] if index == 0 else []
        forms += [f"{sound}+"] if following in VOWELS else []
        forms += [f"{sound}$"] if not following else []
        said.append(next((table[form] for form in forms if form in table), table.get(sound, "")))
    return "".join(said)


def _in_syllables(sounds: tuple[str, ...], table: Mapping[str, str]) -> str:
    said: list[str] = []
    waiting = ""
    for sound in sounds:
        if sound not in VOWELS:
            said.append(_syllable(waiting, _ETHIOPIC_SIXTH) if waiting else "")
            before, waiting = table[sound][:-1], table[sound][-1]
            said += [_syllable(letter, _ETHIOPIC_SIXTH) for letter in before]
        else:
            order, glide = table[sound][0], table[sound][1:]
            said.append(_syllable(waiting or _ETHIOPIC_STANDALONE, int(order)) + glide)
            waiting = ""
    return "".join([*said, _syllable(waiting, _ETHIOPIC_SIXTH) if waiting else ""])


def _syllable(first_order: str, order: int) -> str:
    return chr(ord(first_order) + order)


def _sounds(word: str) -> Iterator[str]:
    start = _UNSTRESSED_START.match(word)
    end = _UNSTRESSED_END.search(word)
    weak = {start.start() + 1} if start and start[0] != "ver" else ({1} if start else set())
    if end and end.start() > 0 and word[end.start() - 1] not in _VOWEL_LETTERS:
        weak.add(end.start())
    place = 0
    while place < len(word):
        if place in weak:
            yield SHWA
            place += 1
            continue
        found = next((match for pattern, _ in _RULES if (match := pattern.match(word, place))), None)
        if found:
            yield from next(sounds for pattern, sounds in _RULES if pattern is found.re)
            place = found.end()
            continue
        letter = word[place]
        if letter in _LONG:
            yield _LONG[letter] if _is_open(word, place) else letter
        elif letter in _CONSONANTS:
            yield letter
        place += 1


def _is_open(word: str, place: int) -> bool:
    """Whether the vowel here ends its syllable, which makes it long."""
    rest = word[place + 1 :]
    if not rest or rest[0] in _VOWEL_LETTERS:
        return True
    return rest[0] in _CONSONANTS and len(rest) > 1 and rest[1] in _VOWEL_LETTERS


def _without_doubles(sounds: Iterator[str]) -> Iterator[str]:
    """A doubled consonant once, and between two vowels the glide with which they are said."""
    previous = ""
    for sound in sounds:
        if sound in VOWELS and previous in VOWELS:
            yield "j" if previous in _FRONT_VOWELS else "w"
        if sound != previous or sound in VOWELS:
            yield sound
        previous = sound
