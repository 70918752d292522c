"""Chooses the recogniser that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.adapters.hearing.off import DeafHearing
from bot.adapters.hearing.whisper import WhisperHearing, whisper_child
from bot.contract import Language
from bot.settings import Settings

INSTALL_VOICE = "make voice"
_NEVER = frozenset({Language.TIGRINYA})
"""Whisper does not know it: it would write something else."""


def hearing_from(settings: Settings, hot_words: Callable[[], Sequence[str]]) -> WhisperHearing | DeafHearing:
    """The `Hearing` for these settings; raises ValueError for what does not exist or is not installed."""
    python = settings.voice_environment / "bin" / "python"
    model = settings.hearing_model if settings.hearing_model.name else settings.voice_environment / "whisper-base"
    there = python.exists() and (model / "model.bin").is_file()
    match settings.hearing:
        case "off":
            return DeafHearing()
        case "auto" | "whisper":
            if there:
                return WhisperHearing(whisper_child(python, model), languages_of(settings), hot_words)
            if settings.hearing == "whisper":
                raise ValueError(
                    f"KENNISPUNT_HEARING: er is geen herkenner in {model}; voer uit: {INSTALL_VOICE}, of zet een map met een model"
                )
            return DeafHearing()
        case other:
            raise ValueError(f"KENNISPUNT_HEARING: '{other}' bestaat niet; kies uit auto, whisper, off")


def languages_of(settings: Settings) -> frozenset[Language]:
    """The languages in which is listened; raises ValueError for another."""
    try:
        chosen = frozenset(Language(code.strip()) for code in settings.hearing_languages.split(",") if code.strip())
    except ValueError as error:
        raise ValueError(f"KENNISPUNT_HEARING_LANGUAGES: {error}") from error
    if wrong := sorted(chosen & _NEVER):
        raise ValueError(f"KENNISPUNT_HEARING_LANGUAGES: geen herkenner verstaat {', '.join(wrong)}")
    return chosen
