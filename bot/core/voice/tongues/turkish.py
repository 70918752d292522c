"""Turkish for the voice."""

from __future__ import annotations

from bot.contract import Language
from bot.core.voice.tongue import Tongue

_SOUNDS = {
    "a": "a", "aa": "a", "e": "e", "ee": "ey", "i": "i", "ie": "i", "o": "o", "oo": "o", "u": "ü", "uu": "ü", "oe": "u",
    "eu": "ö", "ui": "öy", "ij": "ey", "ou": "av", "@": "e",
    "b": "b", "d": "d", "f": "f", "x": "h", "h": "h", "j": "y", "k": "k", "l": "l", "m": "m", "n": "n", "ng": "ng", "p": "p", "r": "r",
    "s": "s", "sj": "ş", "t": "t", "v": "v", "w": "v", "z": "z",
}  # fmt: skip

TURKISH = Tongue(
    language=Language.TURKISH,
    digits=("sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"),
    comma="virgül",
    point="nokta",
    percent="yüzde {}",
    euros="{} euro",
    euros_and_cents="{} euro {} sent",
    scales=("milyon", "milyar"),
    span="{} ila {}",
    clock="{} {}",
    whole_hour="{}",
    at="et",
    dot="nokta",
    dash="tire",
    slash="eğik çizgi",
    signs={"&": "ve", "§": "paragraf", "±": "yaklaşık", "°": "derece", "+": "artı"},
    steps="{} adım.",
    points="{} madde.",
    choices="{} seçenek.",
    item="{}: ",
    more="Daha fazlasını duymak ister misiniz?",
    counted=("saat", "gün", "hafta", "ay", "yıl", "belediye", "kişi", "euro", "yüzde", "kez", "dakika"),
    pace=11.7,
    sounds=_SOUNDS,
)
