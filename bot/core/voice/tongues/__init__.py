"""Each language's words for the voice, by language."""

from __future__ import annotations

from bot.contract import Language
from bot.core.voice.tongue import Tongue
from bot.core.voice.tongues.arabic import ARABIC
from bot.core.voice.tongues.dutch import DUTCH
from bot.core.voice.tongues.english import ENGLISH
from bot.core.voice.tongues.persian import PERSIAN
from bot.core.voice.tongues.polish import POLISH
from bot.core.voice.tongues.tigrinya import TIGRINYA
from bot.core.voice.tongues.turkish import TURKISH
from bot.core.voice.tongues.ukrainian import UKRAINIAN

TONGUES = {
    tongue.language: tongue for tongue in (DUTCH, ENGLISH, ARABIC, TURKISH, UKRAINIAN, PERSIAN, POLISH, TIGRINYA)
}

__all__ = ["TONGUES", "Language", "Tongue"]
