"""Dates in words, as the answers of each language write them.

The Unicode data (CLDR) decides, except where a reader would see the same day in two ways: in a text and beside it.
"""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton

from bot.contract import Language

_PATTERNS = {
    # CLDR ends in the abbreviation 'р.', which gives two full stops at the end of a sentence.
    Language.UKRAINIAN: ("d MMMM y 'року'", "LLLL y 'року'"),
    # CLDR has the American order, with a Latin comma.
    Language.TIGRINYA: ("d MMMM y", "LLLL y"),
}
"""Patterns of a day and of a month."""

_SPELLINGS = {Language.TIGRINYA: {"ጉንበት": "ግንቦት"}}
"""Month names as the texts spell them, by the spelling of CLDR."""


def written_day(value: date, language: Language) -> str:
    """A day, such as '22 mei 2027'."""
    own = _PATTERNS.get(language)
    return _spelled(format_date(value, own[0] if own else "long", locale=language.value), language)


def written_month(value: date, language: Language) -> str:
    """The month of a day, such as 'mei 2027'."""
    own = _PATTERNS.get(language)
    written = (
        format_date(value, own[1], locale=language.value)
        if own
        else format_skeleton("yMMMM", value, locale=language.value)
    )
    return _spelled(written, language)


def _spelled(written: str, language: Language) -> str:
    for theirs, ours in _SPELLINGS.get(language, {}).items():
        written = written.replace(theirs, ours)
    return written
