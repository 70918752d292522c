"""Polish for the voice."""

from __future__ import annotations

from bot.contract import Language
from bot.core.voice.tongue import Tongue

_SOUNDS = {
    "a": "a", "aa": "a", "e": "e", "ee": "ej", "i": "y", "ie": "i", "o": "o", "oo": "o", "u": "u", "uu": "u", "oe": "u",
    "eu": "e", "ui": "oj", "ij": "ej", "ou": "au", "@": "e",
    "b": "b", "d": "d", "f": "f", "x": "ch", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m", "n": "n", "ng": "ng", "p": "p", "r": "r",
    "s": "s", "sj": "sz", "t": "t", "v": "w", "w": "w", "z": "z",
}  # fmt: skip

POLISH = Tongue(
    language=Language.POLISH,
    digits=("zero", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć"),
    comma="przecinek",
    point="kropka",
    percent="{} procent",
    euros="{} euro",
    euros_and_cents="{} euro {}",
    scales=("milion", "miliard", "mln"),
    span="{} do {}",
    clock="{} {}",
    whole_hour="{}",
    at="małpa",
    dot="kropka",
    dash="myślnik",
    slash="ukośnik",
    signs={"&": "i", "§": "paragraf", "±": "około", "°": "stopni", "+": "plus"},
    steps="Liczba kroków: {}.",
    points="Liczba punktów: {}.",
    choices="Liczba możliwości: {}.",
    item="{}: ",
    more="Czy chcą Państwo usłyszeć więcej?",
    counted=(
        "godzin",
        "dni",
        "dzień",
        "tygod",
        "miesi",
        "lat",
        "rok",
        "gmin",
        "osób",
        "euro",
        "procent",
        "razy",
        "minut",
    ),
    pace=12.0,
    sounds=_SOUNDS,
)
