"""What one language needs to have text written for its voice: `bot.core.voice.tongues` has one of these per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.contract import Language


@dataclass(frozen=True, slots=True)
class Tongue:
    """Words and forms of one language. A form has `{}` where numbers come, in the order in which they are written."""

    language: Language
    digits: tuple[str, ...]
    """Nought to nine, as a telephone number is read."""
    comma: str
    """What is said between a whole number and its fraction, where a comma stands."""
    point: str
    """The same for a point; also between the parts of a version or an article of law."""
    percent: str
    euros: str
    euros_and_cents: str
    scales: tuple[str, ...]
    """Million and thousand million: they come before the word euro."""
    span: str
    """From one number to another."""
    clock: str
    """Hours and minutes."""
    whole_hour: str
    at: str
    dot: str
    dash: str
    slash: str
    signs: Mapping[str, str]
    """Characters that voices leave out."""
    steps: str
    points: str
    choices: str
    item: str
    """The number of an item of a list, before its words."""
    more: str
    """Asks whether the person wants to hear the whole answer."""
    counted: tuple[str, ...]
    """Beginnings of nouns that are counted: before these, 305 is an amount and not a message."""
    pace: float
    """Characters that the default voice (espeak-ng, 155 words a minute) says in a second: measured over all answers."""
    sounds: Mapping[str, str] = field(default_factory=dict)
    """How the sounds of Dutch (`bot.core.voice.dutch_sounds`) are written; empty for Dutch itself."""
    pause: str = ", "
    """Between groups of digits and between abbreviations in a row."""
    latin: bool = True
    """Whether the language is written in Latin letters, so that its voice can read a name as it stands."""

    def in_groups(self, *groups: str) -> str:
        """Groups of digits as words, with a pause between the groups."""
        return self.pause.join(self.one_by_one(group) for group in groups)

    def one_by_one(self, digits: str) -> str:
        """Digits as words, each on its own."""
        return " ".join(self.digits[int(digit)] for digit in digits)

    def count(self, number: int) -> str:
        """A small number as a word, a larger one as it is written."""
        return self.digits[number] if number < len(self.digits) else str(number)
