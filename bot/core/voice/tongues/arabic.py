"""Arabic for the voice; short vowels are written, because a voice cannot guess those of a foreign word."""

from __future__ import annotations

from bot.contract import Language
from bot.core.voice.tongue import Tongue

_SOUNDS = {
    "a": "َ", "^a": "أَ", "aa": "َا", "^aa": "آ", "e": "ِ", "^e": "إِ", "ee": "ِي", "^ee": "إِي", "i": "ِ", "^i": "إِ", "ie": "ِي", "^ie": "إِي",
    "o": "ُ", "^o": "أُ", "oo": "ُو", "^oo": "أُو", "u": "ُ", "^u": "أُ", "uu": "ُو", "^uu": "أُو", "oe": "ُو", "^oe": "أُو",
    "eu": "ُو", "^eu": "أُو", "ui": "َاوْ", "^ui": "آوْ", "ij": "َيْ", "^ij": "أَيْ", "ou": "َاوْ", "^ou": "آوْ", "@": "ِ", "^@": "إِ", "@$": "ِه",
    "b": "ب", "d": "د", "f": "ف", "x": "خ", "h": "ه", "j": "ي", "k": "ك", "l": "ل", "m": "م", "n": "ن", "ng": "نغ", "p": "ب", "r": "ر",
    "s": "س", "sj": "ش", "t": "ت", "v": "ف", "w": "و", "z": "ز",
}  # fmt: skip

ARABIC = Tongue(
    language=Language.ARABIC,
    digits=("صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"),
    comma="فاصلة",
    point="نقطة",
    percent="{} بالمئة",
    euros="{} يورو",
    euros_and_cents="{} يورو و {} سنتا",
    scales=("مليون", "مليار"),
    span="{} إلى {}",
    clock="{} و {} دقيقة",
    whole_hour="{}",
    at="آت",
    dot="نقطة",
    dash="شرطة",
    slash="شرطة مائلة",
    signs={"&": "و", "§": "فقرة", "±": "حوالي", "°": "درجة", "+": "زائد"},
    steps="عدد الخطوات: {}.",
    points="عدد النقاط: {}.",
    choices="عدد الخيارات: {}.",
    item="{}: ",
    more="هل تريد أن تسمع المزيد؟",
    counted=(
        "ساعة",
        "ساعات",
        "يوم",
        "أيام",
        "أسبوع",
        "أسابيع",
        "شهر",
        "أشهر",
        "سنة",
        "سنوات",
        "بلدية",
        "شخص",
        "يورو",
        "بالمئة",
        "مرة",
        "دقيقة",
    ),
    pace=9.2,
    sounds=_SOUNDS,
    pause="، ",
    latin=False,
)
