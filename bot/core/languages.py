"""Which language something is given in when it is not there in the one asked for: that one, else English, else Dutch."""

from __future__ import annotations

from collections.abc import Container

from bot.contract import Language


def nearest(wanted: Language | str, available: Container[str]) -> Language:
    """The language to give; Dutch when neither the wanted one nor English is there, whether Dutch is or not."""
    return next(
        (language for language in (Language(wanted), Language.ENGLISH) if language in available), Language.DUTCH
    )
