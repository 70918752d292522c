"""Abbreviations of which the letters are said, one by one, and Latin words in a language of another script."""

from __future__ import annotations

import re

from bot.core.voice.dutch_sounds import letter_sounds, sounds_of, written
from bot.core.voice.tongue import Tongue

START, END = "\ue000", "\ue001"
"""Around what has been spelled, until two in a row have got their pause."""
_CAPITALS = re.compile(r"(?<![\w\ue000])([A-Z]{2,5}\d{0,4}|[A-Z]\d{1,2})(?![\w]|[.,]\d)(?:-(?=\w))?")
_SHOUTED = re.compile(r"(?<!\w)[A-Z]{6,}(?!\w)")
_TOGETHER = re.compile(f"{END}[ -]*{START}")
_HYPHEN = re.compile(f"{END}-(?=\\w)")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-zÀ-ÖØ-öø-ÿ]+)*")
_ATTACHED = re.compile(r"(?<=[A-Za-zÀ-ÖØ-öø-ÿ])-(?=[A-Za-zÀ-ÖØ-öø-ÿ])")
_SPELLED = re.compile(r"(?<![A-Za-zÀ-ÖØ-öø-ÿ'’])[A-Z](?![A-Za-zÀ-ÖØ-öø-ÿ'’])")


def spelled(text: str) -> str:
    """The text with its abbreviations in single letters."""
    text = _SHOUTED.sub(lambda match: match[0].lower(), text)
    return _CAPITALS.sub(lambda match: f"{START}{_apart(match[1])}{END} ".rstrip(" ") + _joint(match[0]), text)


def with_pauses(text: str, tongue: Tongue) -> str:
    """A pause between two abbreviations in a row, and the marks around them taken away."""
    text = _HYPHEN.sub(" ", _TOGETHER.sub(tongue.pause, text))
    return text.replace(START, "").replace(END, "")


def in_own_script(text: str, tongue: Tongue) -> str:
    """The text without Latin letters: names and Dutch words by their sound, single capitals by the letter's name."""
    if tongue.latin:
        return text
    text = _SPELLED.sub(lambda match: written(letter_sounds(match[0]), tongue.sounds), _ATTACHED.sub(" ", text))
    return _LATIN.sub(lambda match: written(sounds_of(match[0]), tongue.sounds), text)


def respelled(text: str, tongue: Tongue) -> str:
    """Dutch words as a voice of this language comes nearest to them; single capitals stay."""
    if not tongue.sounds:
        return text
    return _LATIN.sub(
        lambda match: match[0] if len(match[0]) == 1 else written(sounds_of(match[0]), tongue.sounds), text
    )


def _apart(letters: str) -> str:
    """Each letter on its own, a number whole: N T 2."""
    name, number = re.fullmatch(r"(\D+)(\d*)", letters).groups()  # type: ignore[union-attr]  # the pattern that found it
    return " ".join([*name, *([number] if number else [])])


def _joint(found: str) -> str:
    return "-" if found.endswith("-") else ""
