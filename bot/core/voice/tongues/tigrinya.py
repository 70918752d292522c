"""Tigrinya for the voice. Its script has syllables: a vowel's number is the order of the sign before it."""

from __future__ import annotations

from bot.contract import Language
from bot.core.voice.tongue import Tongue

_SOUNDS = {
    "ethiopic": "1", "a": "3", "aa": "3", "e": "4", "ee": "4", "i": "2", "ie": "2", "o": "6", "oo": "6", "u": "1", "uu": "1", "oe": "1",
    "eu": "6", "ui": "3ው", "ij": "4ይ", "ou": "3ው", "@": "0",
    "b": "በ", "d": "ደ", "f": "ፈ", "x": "ኸ", "h": "ሀ", "j": "የ", "k": "ከ", "l": "ለ", "m": "መ", "n": "ነ", "ng": "ነገ", "p": "ፐ", "r": "ረ",
    "s": "ሰ", "sj": "ሸ", "t": "ተ", "v": "ቨ", "w": "ወ", "z": "ዘ",
}  # fmt: skip

TIGRINYA = Tongue(
    language=Language.TIGRINYA,
    digits=("ዜሮ", "ሓደ", "ክልተ", "ሰለስተ", "ኣርባዕተ", "ሓሙሽተ", "ሽዱሽተ", "ሸውዓተ", "ሸሞንተ", "ትሽዓተ"),
    comma="ነጥቢ",
    point="ነጥቢ",
    percent="{} ሚእታዊት",
    euros="{} ዩሮ",
    euros_and_cents="{} ዩሮን {} ሳንቲምን",
    scales=("ሚልዮን", "ቢልዮን"),
    span="{} ክሳብ {}",
    clock="{}ን {} ደቒቕን",
    whole_hour="{}",
    at="ኣት",
    dot="ነጥቢ",
    dash="ጭረት",
    slash="ሕንጻጽ",
    signs={"&": "ን", "§": "ዓንቀጽ", "±": "ዳርጋ", "°": "ዲግሪ", "+": "ደሚርካ"},
    steps="ብዝሒ ስጉምትታት፦ {}።",
    points="ብዝሒ ነጥብታት፦ {}።",
    choices="ብዝሒ ምርጫታት፦ {}።",
    item="{}፦ ",
    more="ተወሳኺ ክትሰምዑ ትደልዩ ዲኹም፧",
    counted=("ሰዓት", "መዓልቲ", "ሰሙ", "ወርሒ", "ዓመት", "ምምሕዳ", "ሰብ", "ዩሮ", "ሚእታዊት", "ግዜ", "ደቒቕ"),
    pace=7.1,
    sounds=_SOUNDS,
    pause="፣ ",
    latin=False,
)
