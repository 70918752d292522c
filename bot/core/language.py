"""The languages of the service."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal


class Language(StrEnum):
    """An ISO 639-1 code of a language in which the service answers; Dutch is the source language."""

    DUTCH = "nl"
    ENGLISH = "en"
    ARABIC = "ar"
    TURKISH = "tr"
    UKRAINIAN = "uk"
    PERSIAN = "fa"
    POLISH = "pl"
    TIGRINYA = "ti"

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Writing direction, as the HTML attribute `dir` wants it."""
        return "rtl" if self in {Language.ARABIC, Language.PERSIAN} else "ltr"

    @property
    def own_name(self) -> str:
        """The language's name in the language itself, for a choice that its readers recognise."""
        return _OWN_NAMES[self]


_OWN_NAMES = {
    Language.DUTCH: "Nederlands",
    Language.ENGLISH: "English",
    Language.ARABIC: "العربية",
    Language.TURKISH: "Türkçe",
    Language.UKRAINIAN: "Українська",
    Language.PERSIAN: "فارسی",
    Language.POLISH: "Polski",
    Language.TIGRINYA: "ትግርኛ",
}

DEFAULT_LANGUAGE = Language.DUTCH
