"""Dutch for the voice."""

from __future__ import annotations

from bot.contract import Language
from bot.core.voice.tongue import Tongue

DUTCH = Tongue(
    language=Language.DUTCH,
    digits=("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"),
    comma="komma",
    point="punt",
    percent="{} procent",
    euros="{} euro",
    euros_and_cents="{} euro {}",
    scales=("miljoen", "miljard"),
    span="{} tot {}",
    clock="{} uur {}",
    whole_hour="{} uur",
    at="apenstaartje",
    dot="punt",
    dash="streepje",
    slash="schuine streep",
    signs={"&": "en", "§": "paragraaf", "±": "ongeveer", "°": "graden", "≥": "minstens", "≤": "hoogstens", "+": "plus"},
    steps="{} stappen.",
    points="{} punten.",
    choices="{} keuzes.",
    item="{}: ",
    more="Wilt u meer horen?",
    counted=(
        "uur",
        "uren",
        "dag",
        "dagen",
        "week",
        "weken",
        "maand",
        "maanden",
        "jaar",
        "gemeente",
        "mensen",
        "inwoner",
        "cliënt",
        "euro",
        "procent",
        "keer",
        "minuten",
    ),
    pace=13.3,
)
