"""Languages by their Dutch names, and which one is given when something is not there in the one asked for."""

from __future__ import annotations

from collections.abc import Container, Mapping

from bot.contract import Language

DUTCH_NAMES: Mapping[Language, str] = {
    Language.DUTCH: "Nederlands",
    Language.ENGLISH: "Engels",
    Language.ARABIC: "Arabisch",
    Language.TURKISH: "Turks",
    Language.UKRAINIAN: "Oekraïens",
    Language.PERSIAN: "Perzisch",
    Language.POLISH: "Pools",
    Language.TIGRINYA: "Tigrinya",
}
"""As the desk, which is in Dutch, calls them."""


def nearest(wanted: Language | str, available: Container[str]) -> Language:
    """The language to give; Dutch when neither the wanted one nor English is there, whether Dutch is or not."""
    return next(
        (language for language in (Language(wanted), Language.ENGLISH) if language in available), Language.DUTCH
    )
