"""Persian for the voice; short vowels are written, because a voice cannot guess those of a foreign word."""

from __future__ import annotations

from bot.contract import Language
from bot.core.voice.tongue import Tongue

_SOUNDS = {
    "a": "َ", "^a": "اَ", "aa": "ا", "^aa": "آ", "e": "ِ", "^e": "اِ", "ee": "ی", "^ee": "ای", "i": "ی", "^i": "ای", "ie": "ی", "^ie": "ای",
    "o": "ُ", "^o": "اُ", "oo": "و", "^oo": "او", "u": "ُ", "^u": "اُ", "uu": "و", "^uu": "او", "oe": "و", "^oe": "او",
    "eu": "و", "^eu": "او", "ui": "اوی", "^ui": "اوی", "ij": "ِی", "^ij": "اِی", "ou": "او", "^ou": "او", "@": "ِ", "^@": "اِ", "@$": "ه",
    "b": "ب", "d": "د", "f": "ف", "x": "خ", "h": "ه", "j": "ی", "k": "ک", "l": "ل", "m": "م", "n": "ن", "ng": "نگ", "p": "پ", "r": "ر",
    "s": "س", "sj": "ش", "t": "ت", "v": "و", "w": "و", "z": "ز",
}  # fmt: skip

PERSIAN = Tongue(
    language=Language.PERSIAN,
    digits=("صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"),
    comma="ممیز",
    point="نقطه",
    percent="{} درصد",
    euros="{} یورو",
    euros_and_cents="{} یورو و {} سنت",
    scales=("میلیون", "میلیارد"),
    span="{} تا {}",
    clock="{} و {} دقیقه",
    whole_hour="{}",
    at="ات",
    dot="نقطه",
    dash="خط تیره",
    slash="اسلش",
    signs={"&": "و", "§": "بند", "±": "حدود", "°": "درجه", "+": "به علاوه"},
    steps="{} گام.",
    points="{} نکته.",
    choices="{} گزینه.",
    item="{}: ",
    more="می‌خواهید بیشتر بشنوید؟",
    counted=("ساعت", "روز", "هفته", "ماه", "سال", "شهرداری", "نفر", "یورو", "درصد", "بار", "دقیقه"),
    pace=10.4,
    sounds=_SOUNDS,
    pause="، ",
    latin=False,
)
