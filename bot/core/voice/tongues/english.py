"""English for the voice."""

from __future__ import annotations

from bot.contract import Language
from bot.core.voice.tongue import Tongue

_SOUNDS = {
    "a": "a", "aa": "ah", "^aa": "aa", "e": "e", "ee": "ay", "i": "i", "ie": "ee", "o": "o", "oo": "oh", "u": "u", "uu": "oo", "oe": "oo",
    "eu": "ur", "ui": "ow", "ij": "ay", "ou": "ow", "@": "e", "@$": "uh",
    "b": "b", "d": "d", "f": "f", "x": "kh", "x+": "h", "h": "h", "j": "y", "k": "k", "l": "l", "m": "m", "n": "n", "ng": "ng", "p": "p", "r": "r",
    "s": "s", "sj": "sh", "t": "t", "v": "v", "w": "v", "z": "z",
}  # fmt: skip

ENGLISH = Tongue(
    language=Language.ENGLISH,
    digits=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    comma="point",
    point="point",
    percent="{} per cent",
    euros="{} euros",
    euros_and_cents="{} euros {}",
    scales=("million", "billion"),
    span="{} to {}",
    clock="{} {}",
    whole_hour="{} o'clock",
    at="at",
    dot="dot",
    dash="dash",
    slash="slash",
    signs={"&": "and", "§": "section", "±": "about", "°": "degrees", "≥": "at least", "≤": "at most", "+": "plus"},
    steps="{} steps.",
    points="{} points.",
    choices="{} choices.",
    item="{}: ",
    more="Would you like to hear more?",
    counted=(
        "hour",
        "day",
        "week",
        "month",
        "year",
        "municipalit",
        "people",
        "resident",
        "client",
        "euro",
        "per",
        "times",
        "minute",
    ),
    pace=13.1,
    sounds=_SOUNDS,
)
