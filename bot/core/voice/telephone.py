"""Telephone numbers digit by digit, with a pause after the area code and inside what follows, as people say them."""

from __future__ import annotations

import re

from bot.core.voice.tongue import Tongue

# Area codes of three digits in the Dutch numbering plan; all others that start with a nought have four.
_SHORT_AREAS = frozenset({
    "010", "013", "015", "020", "023", "024", "026", "030", "033", "035", "036", "038", "040", "043", "045", "046",
    "050", "053", "055", "058", "070", "071", "072", "073", "074", "075", "076", "077", "078", "079", "082", "084",
    "085", "087", "088", "091",
})  # fmt: skip
_NATIONAL_LENGTH = 10
_FREE = re.compile(r"0(?:800|90[069])")
_MUNICIPAL = "14"

_SEPARATED = r"[\s\u00a0\-‐‑–.()/]{0,3}"
_DUTCH = re.compile(
    rf"(?<![\w€,.+/-])\(?(?:(?:\+|00)\s?31{_SEPARATED}(?:\(?0\)?{_SEPARATED})?[1-9]|0[1-9])(?:{_SEPARATED}\d){{7,8}}(?!\d|[.,/-]\d)"
)
_SERVICE = re.compile(
    rf"(?<![\w€,.+/-])0(?:800|90[069])(?:{_SEPARATED}\d){{4}}(?:(?:{_SEPARATED}\d){{3}})?(?!\d|[.,/-]\d)"
)
_FOURTEEN = re.compile(r"(?<![\w€,.+/-])14[\s\u00a0-]?(0\d{2,3})(?![\d.,]?\d)")
_HARMONISED = re.compile(r"(?<![\w€,.+/-])116[\s\u00a0-]?(000|006|111|117|123)(?![\d.,]?\d)")
_ABROAD = re.compile(r"(?<![\w€,.])\+([1-9]\d{0,2}(?:[\s\u00a0-]?\d){6,12})(?!\d)")
_EMERGENCY = re.compile(r"(?<![\d€.,+%])(?<!€ )(11[23])(?=(?:NL)?(?![\d%]|[.,]\d| ?%| ?€(?! ?\d)))")


def groups(number: str) -> tuple[str, ...]:
    """The digits of a Dutch number (with its leading nought) in the groups in which they are said."""
    if _FREE.match(number):
        rest = number[4:]
        return (number[:4], rest) if len(rest) <= 4 else (number[:4], rest[:3], rest[3:])  # noqa: PLR2004  # four: one group
    area = 2 if number.startswith("06") else 3 if number[:3] in _SHORT_AREAS else 4
    rest = number[area:]
    if len(rest) % 2:
        return (number[:area], rest[:3], *(rest[at : at + 2] for at in range(3, len(rest), 2)))
    return (number[:area], *(rest[at : at + 2] for at in range(0, len(rest), 2)))


def digit_by_digit(text: str, tongue: Tongue) -> str:
    """The text with every telephone number in it as words."""

    def dutch(match: re.Match[str]) -> str:
        number = _national(match[0])
        return tongue.in_groups(*groups(number)) if len(number) == _NATIONAL_LENGTH else match[0]

    text = _SERVICE.sub(lambda match: tongue.in_groups(*groups(_digits(match[0]))), text)
    text = _DUTCH.sub(dutch, text)
    text = _ABROAD.sub(lambda match: "+ " + tongue.in_groups(*_as_written(match[1])), text)
    text = _FOURTEEN.sub(lambda match: tongue.in_groups(_MUNICIPAL, match[1]), text)
    text = _HARMONISED.sub(lambda match: tongue.in_groups("116", match[1]), text)
    return _EMERGENCY.sub(lambda match: tongue.in_groups(match[1]) + (" " if _glued(match) else ""), text)


def _glued(match: re.Match[str]) -> bool:
    return match.string[match.end() : match.end() + 1].isalpha()


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _national(text: str) -> str:
    digits = _digits(text)
    if text.startswith(("+", "00")):
        digits = digits.removeprefix("00").removeprefix("31").removeprefix("0")
        return f"0{digits}"
    return digits


def _as_written(number: str) -> tuple[str, ...]:
    """A number from abroad in the groups in which it is written, else in threes."""
    written = tuple(part for part in re.split(r"\D+", number) if part)
    if len(written) > 1:
        return written
    return tuple(number[at : at + 3] for at in range(0, len(number), 3))
