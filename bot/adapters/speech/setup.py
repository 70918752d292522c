"""Chooses the speech engine that the settings name."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence

from bot.adapters.speech.cache import CachedSpeech
from bot.adapters.speech.espeak import EspeakSpeech
from bot.adapters.speech.google import GoogleSpeech
from bot.adapters.speech.off import SilentSpeech
from bot.core.reply.reply import SpokenPart
from bot.settings import Settings

_MEGABYTE = 1_000_000
INSTALL_GTTS = "make gtts"


def speech_from(settings: Settings, public: Callable[[Sequence[SpokenPart]], bool]) -> CachedSpeech | SilentSpeech:
    """The `Speech` for these settings, that keeps on disk what is `public`; raises ValueError for an engine that does not exist."""
    folder, limit = settings.var_dir / "speech" / "recordings", settings.speech_cache_megabytes * _MEGABYTE
    match settings.speech_engine:
        case "espeak":
            return CachedSpeech(EspeakSpeech(), folder, limit, public=public)
        case "gtts":
            if importlib.util.find_spec("gtts") is None:
                raise ValueError(f"KENNISPUNT_SPEECH_ENGINE: gtts is niet geïnstalleerd; voer uit: {INSTALL_GTTS}")
            return CachedSpeech(GoogleSpeech(), folder, limit, public=public)
        case "off" | "none" | "":
            return SilentSpeech()
        case other:
            raise ValueError(f"KENNISPUNT_SPEECH_ENGINE: '{other}' bestaat niet; kies uit espeak, gtts, off")
