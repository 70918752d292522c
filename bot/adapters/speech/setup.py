"""Chooses the speech engines that the settings name, of those that are there, per language."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from bot.adapters.speech.cache import CachedSpeech, Engine
from bot.adapters.speech.chain import ChainedSpeech, Link
from bot.adapters.speech.espeak import EspeakSpeech
from bot.adapters.speech.google import LANGUAGES as GOOGLE_LANGUAGES
from bot.adapters.speech.google import GoogleSpeech
from bot.adapters.speech.neural_voices import NeuralSpeech, form_of, voice_child
from bot.adapters.speech.off import SilentSpeech
from bot.adapters.speech.rendered import IDENTITY, RenderedSpeech
from bot.adapters.speech.voices import VOICES
from bot.contract import Language
from bot.core.reply.reply import SpokenPart
from bot.settings import Settings

_MEGABYTE = 1_000_000
INSTALL_GTTS = "make gtts"
INSTALL_VOICE = "make voice"
ENGINES = ("folder", "rendered", "hibari", "espeak", "gtts", "off")
"""What can be named. `auto` is the first four, as far as they are there."""
_AUTO = ENGINES[:4]
_OFF = frozenset({"off", "none", ""})


def speech_from(settings: Settings, public: Callable[[Sequence[SpokenPart]], bool]) -> ChainedSpeech | SilentSpeech:
    """The `Speech` for these settings, that keeps on disk what is `public`; raises ValueError for an engine that does not exist."""
    chosen = engines_of(settings)
    recordings, limit = settings.var_dir / "speech" / "recordings", settings.speech_cache_megabytes * _MEGABYTE
    python = settings.voice_environment / "bin" / "python"

    def cached(engine: Engine, *, here: bool = True) -> CachedSpeech:
        return CachedSpeech(engine, recordings, limit, here=here)

    @cache
    def link(name: str, language: Language | None) -> Link:
        if language is not None and name in {"folder", "rendered"}:
            folder = folder_of(settings, name, language)
            if name == "rendered":
                return RenderedSpeech(folder)
            form = form_of(folder)
            return cached(NeuralSpeech(voice_child(python, form, folder), language, _identity(name, folder)))
        if name == "hibari":
            return cached(NeuralSpeech(voice_child(python, name, Path()), Language.ENGLISH, _identity(name, Path())))
        return cached(GoogleSpeech(), here=False) if name == "gtts" else cached(EspeakSpeech())

    links = {
        language: [link(name, language if name in {"folder", "rendered"} else None) for name in names]
        for language, names in chosen.items()
    }
    return ChainedSpeech(links, public) if any(links.values()) else SilentSpeech()


def identity_of(settings: Settings) -> str:
    """What the sound depends on besides the words, for the addresses of recordings; the same in every process."""
    return "; ".join(
        f"{language}: {', '.join(_identity(name, folder_of(settings, name, language)) for name in names)}"
        for language, names in engines_of(settings).items()
    )


def engines_of(settings: Settings) -> Mapping[Language, tuple[str, ...]]:
    """Per language the engines that speak it, best first; raises ValueError for a setting that names what is not there."""
    asked = dict(_asked(settings.speech_engine))
    fallback = asked.get(None, ("espeak",))
    chosen = {}
    for language in Language:
        names, named = asked.get(language, fallback), language in asked
        automatic = names == ("auto",)
        wanted = _AUTO if automatic else tuple(name for name in names if name not in _OFF)
        there = tuple(name for name in wanted if _speaks(settings, name, language))
        if named and not automatic and wanted and not there:
            raise ValueError(f"KENNISPUNT_SPEECH_ENGINE: {', '.join(wanted)} spreekt hier geen {language}")
        chosen[language] = there
    for name in {name for names in asked.values() for name in names}:
        _check_installed(settings, name)
    return chosen


def folder_of(settings: Settings, name: str, language: Language) -> Path:
    """Where the operator's voice (`folder`) or the sentences recorded ahead (`rendered`) of a language are."""
    if name == "folder":
        return settings.speech_voices / str(language) if settings.speech_voices.name else Path()
    return settings.var_dir / "speech" / "rendered" / str(language) if name == "rendered" else Path()


def _asked(setting: str) -> Iterator[tuple[Language | None, tuple[str, ...]]]:
    """`espeak`, `hibari,espeak` or `nl=folder,espeak; en=hibari,espeak; *=espeak`; None is every other language."""
    for clause in filter(str.strip, setting.split(";")):
        code, equals, names = clause.partition("=")
        engines = tuple(name.strip() for name in (names if equals else code).split(","))
        for name in engines:
            if name not in {*ENGINES, *_OFF, "auto"} or (name == "auto" and len(engines) > 1):
                raise ValueError(
                    f"KENNISPUNT_SPEECH_ENGINE: '{name}' bestaat niet; kies auto (alleen), of uit {', '.join(ENGINES)}"
                )
        if not equals or code.strip() == "*":
            yield None, engines
        elif code.strip() in set(Language):
            yield Language(code.strip()), engines
        else:
            raise ValueError(f"KENNISPUNT_SPEECH_ENGINE: de taal '{code.strip()}' bestaat niet")
    if not setting.strip():
        yield None, ("off",)


def _speaks(settings: Settings, name: str, language: Language) -> bool:
    match name:
        case "folder":
            folder = folder_of(settings, name, language)
            return bool(folder.name and form_of(folder)) and _has_voice_environment(settings)
        case "rendered":
            return str(language) in {code.strip() for code in settings.speech_rendered.split(",")}
        case "hibari":
            return language is Language.ENGLISH and _has_voice_environment(settings)
        case "gtts":
            return language in GOOGLE_LANGUAGES
        case _:
            return language in VOICES


def _check_installed(settings: Settings, name: str) -> None:
    if name == "gtts" and importlib.util.find_spec("gtts") is None:
        raise ValueError(f"KENNISPUNT_SPEECH_ENGINE: gtts is niet geïnstalleerd; voer uit: {INSTALL_GTTS}")
    if name in {"folder", "hibari"} and not _has_voice_environment(settings):
        raise ValueError(f"KENNISPUNT_SPEECH_ENGINE: {name} is niet geïnstalleerd; voer uit: {INSTALL_VOICE}")


def _has_voice_environment(settings: Settings) -> bool:
    return any(settings.voice_environment.glob("lib/python3*/site-packages/hibari"))


def _identity(name: str, folder: Path) -> str:
    if name == "folder":
        voices = sorted(folder.glob("*.onnx"))
        return f"{voices[0].name} {voices[0].stat().st_size}" if voices else name
    return {"rendered": IDENTITY, "espeak": EspeakSpeech.identity, "gtts": GoogleSpeech.identity}.get(
        name, f"{name} 0.95 mp3 32"
    )
