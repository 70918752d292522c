"""Amounts, percentages, dates, times, ranges, fractions, versions and codes in the words that a voice reads right.

What stays a numeral is a plain whole number without signs: every voice reads that well in its own language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from babel.dates import format_date

from bot.contract import Language
from bot.core.voice.ordinals import dutch_ordinal
from bot.core.voice.tongue import Tongue

_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٪", "01234567890123456789,%")
_NUMBER = r"\d+(?:[.,]\d+)*"
_THOUSANDS = re.compile(r"(?<![\w.,])([1-9]\d{0,2})((?:[.,\u00a0\u202f]\d{3})+)(?![\d\w]|[.,]\d)")
_EURO_CODE = re.compile(r"\bEUR\b(?=\s?\d)|(?<=\d)\s?EUR\b")
_EURO_BEFORE = re.compile(rf"€\s*({_NUMBER})(?:,[-–—])?")
_EURO_AFTER = re.compile(rf"(?<![\w.,])({_NUMBER})(?:,[-–—])?\s?€")
_CENTS = re.compile(r"(\d+)[.,](\d\d)")
_PERCENT = re.compile(rf"(?<![\w.,])(?:({_NUMBER})\s?%|%\s?({_NUMBER}))")
_DAY_FIRST = re.compile(r"(?<![\w.,/-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\w/-]|\.\d)")
_YEAR_FIRST = re.compile(r"(?<![\w.,/-])(\d{4})-(\d{2})-(\d{2})(?![\w/-]|\.\d)")
_TIME = re.compile(r"(?<![\w.,:])([01]?\d|2[0-3]):([0-5]\d)(?![\w:]|[.,]\d)")
_DUTCH_TIME = re.compile(r"(?<![\w.,:])([01]?\d|2[0-3])[.:]([0-5]\d) uur\b")
_SPAN = re.compile(r"(?<![\w.,/–-])(\d{1,4}(?:,\d+)?)\s?[–-]\s?(\d{1,4}(?:,\d+)?)(?![\w/–-]|[.,]\d)")
_DOTTED = re.compile(r"(?<![\w.,])(\d+)((?:\.(?:\d+|x\b))+)(?![\w]|[.,]\d)")
_FRACTION = re.compile(r"(?<![\w.,])(\d+),(\d+)(?![\w]|[.,]\d)")
_MESSAGE = re.compile(r"(?<![\w.,€%-])(?<!€ )(30[1-8]|31[5-9]|32[035])(?![\d%]|[.,]\d| ?%| ?€(?! ?\d))")
_LONG = re.compile(r"(?<![\w.,€])(?<!€ )\d{7,}(?![\w]|[.,]\d)")
_LEADING_NOUGHT = re.compile(r"(?<![\w.,])0\d+(?![\w]|[.,]\d)")
_DUTCH_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,2})(?:e|de|ste)\b")
_SHORT_FRACTION = 2
_MILLION = 1_000_000


def plain(text: str) -> str:
    """Eastern numerals and their signs as Western ones, the euro by its sign."""
    return _EURO_CODE.sub("€", text.translate(_EASTERN))


def in_words(text: str, tongue: Tongue) -> str:
    """The text with its figures as they are said; telephone numbers must be words already."""
    text = _LONG.sub(lambda match: tongue.in_groups(*_in_threes(match[0])), text)
    text = _THOUSANDS.sub(lambda match: _large(int(re.sub(r"\D", "", match[0])), tongue), text)
    text = _money(text, tongue)
    text = _PERCENT.sub(lambda match: tongue.percent.format(match[1] or match[2]), text)
    text = _DAY_FIRST.sub(_day(tongue, lambda match: (match[4], match[3], match[1])), text)
    text = _YEAR_FIRST.sub(_day(tongue, lambda match: (match[1], match[2], match[3])), text)
    if tongue.language is Language.DUTCH:
        text = _DUTCH_TIME.sub(lambda match: _time(match, tongue), text)
        text = _DUTCH_ORDINAL.sub(lambda match: dutch_ordinal(int(match[1])), text)
    text = _TIME.sub(lambda match: _time(match, tongue), text)
    text = _SPAN.sub(lambda match: tongue.span.format(match[1], match[2]), text)
    text = _DOTTED.sub(lambda match: match[1] + match[2].replace(".", f" {tongue.point} "), text)
    text = _FRACTION.sub(lambda match: f"{match[1]} {tongue.comma} {_fraction(match[2], tongue)}", text)
    text = _MESSAGE.sub(lambda match: _message(match, tongue), text)
    return _LEADING_NOUGHT.sub(lambda match: tongue.one_by_one(match[0]), text)


def _money(text: str, tongue: Tongue) -> str:
    scale = rf"(\s+(?:{'|'.join(map(re.escape, tongue.scales))})\w*(?:\s\d{{1,6}}(?!\w|[.,]\d|\s?[%€]))?)?"

    def said(match: re.Match[str]) -> str:
        amount, large = match[1], match[2] or ""
        cents = _CENTS.fullmatch(amount)
        if cents and not large:
            if int(cents[2]) == 0:
                return tongue.euros.format(cents[1])
            return tongue.euros_and_cents.format(cents[1], int(cents[2]))
        return tongue.euros.format(f"{amount}{large}")

    text = re.sub(_EURO_BEFORE.pattern + scale, said, text)
    text = re.sub(_EURO_AFTER.pattern + "()", said, text)
    word = tongue.euros.replace("{}", "").strip()
    return re.sub(rf"(?<![\w.,])(\d+[.,]\d\d)\s(?:{re.escape(word)})(?!\w)()", said, text)


def _day(
    tongue: Tongue, year_month_day: Callable[[re.Match[str]], tuple[str, str, str]]
) -> Callable[[re.Match[str]], str]:
    def said(match: re.Match[str]) -> str:
        try:
            day = date(*map(int, year_month_day(match)))
        except ValueError:  # no day of the calendar: a number of another kind
            return match[0]
        return format_date(day, "d MMMM y", locale=tongue.language.value)

    return said


def _time(match: re.Match[str], tongue: Tongue) -> str:
    hour, minute = int(match[1]), int(match[2])
    return tongue.clock.format(hour, minute) if minute else tongue.whole_hour.format(hour)


def _fraction(digits: str, tongue: Tongue) -> str:
    """Behind the comma: a number of one or two digits, else digit by digit."""
    return tongue.one_by_one(digits) if len(digits) > _SHORT_FRACTION or digits.startswith("0") else digits


def _message(match: re.Match[str], tongue: Tongue) -> str:
    """A message of iWmo by its number, digit by digit, unless something is counted."""
    following = match.string[match.end() :].lstrip().casefold()
    return match[1] if following.startswith(tongue.counted) else tongue.one_by_one(match[1])


def _large(number: int, tongue: Tongue) -> str:
    """A number without the separators of its thousands; from a million on in two parts, so that it stays a number."""
    millions, rest = divmod(number, _MILLION)
    return " ".join(filter(None, (f"{millions} {tongue.scales[0]}" if millions else "", str(rest) if rest else "")))


def _in_threes(digits: str) -> list[str]:
    return [digits[at : at + 3] for at in range(0, len(digits), 3)]
