"""The voices of espeak-ng for the service's languages, and how fast and with what pauses they speak."""

from __future__ import annotations

from bot.contract import Language

VOICES = {
    Language.DUTCH: "gmw/nl",
    Language.ENGLISH: "gmw/en",
    Language.ARABIC: "sem/ar",
    Language.TURKISH: "trk/tr",
    Language.UKRAINIAN: "zle/uk",
    Language.PERSIAN: "ira/fa",
    Language.POLISH: "zlw/pl",
    Language.TIGRINYA: "sem/ti",
}
"""Voice files of espeak-ng. Its makers call the Tigrinya one 'testing': understandable, but least polished."""

WORDS_PER_MINUTE = 155
"""Slower than espeak-ng's own 175: the answers hold terms that are new to the listener."""

PAUSE_SECONDS = 0.35
"""Silence between two parts, so that a change of language or subject is heard."""
