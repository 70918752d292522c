"""Birth dates: a date with a word that says so, or one from long ago beside a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.text import Span
from bot.core.personal_data.words import DIGIT_WORDS, MONTHS, MONTHS_ELSEWHERE, PAIR_WORDS, PERSON_WORDS

ADMINISTRATIVE_FROM = 2015
"""Since the Wmo 2015, dates in questions are mostly those of decisions, so from here on only a cue makes a birth date."""

_NUMBER_WORDS = "|".join(sorted({*DIGIT_WORDS, *PAIR_WORDS}, key=len, reverse=True))
_YEAR_WORDS = rf"(?:negentien(?:honderd)?|tweeduizend|twintig)[ -]?(?:en )?(?:{_NUMBER_WORDS})?"
_DATE = re.compile(
    rf"""(?<![\d.])(?=[\djfmasond])(?:
        (?P<y1>(?:13|19|20)\d\d)[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])(?!\d)
      | (?:[0-2]?\d|3[01])\ ?[-/.\ ]\ ?(?:0?[1-9]|1[0-2])\ ?[-/.\ ]\ ?(?P<y2>(?:19|20)\d\d|'?\d\d)(?!\d)
      | (?:[0-2]?\d|3[01])[-/.](?:i{{1,3}}|iv|vi{{0,3}}|ix|xi{{0,2}})[-/.](?P<y5>(?:19|20)\d\d)(?!\d)
      | (?:[0-2]?\d|3[01])(?:e|ste|de|th|st|nd|rd)?[\ -](?:of\ )?(?:{MONTHS}|{MONTHS_ELSEWHERE})\.?,?[\ -](?P<y3>(?:19|20)\d\d|'\d\d|\d\d(?!\d))
      | (?:{MONTHS})\ (?:[0-2]?\d|3[01])(?:th|st|nd|rd)?,?\ (?P<y4>(?:19|20)\d\d)
      | (?P<compact>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|
            (?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?!\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_WORDS = re.compile(
    rf"\b(?:(?:{_NUMBER_WORDS}|\d{{1,2}})(?:e|ste|de)?[ -])?(?:{MONTHS}) (?:{_YEAR_WORDS}|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:\bgeb(?:oren|oorte\w*|datum)?\b\.?|\bgeb\.? ?dat(?:um)?\b\.?|\bg\.d\.|\bur\.|\bborn\b|\bbirth\w*|\bdob\b|\bjarig\b|\bverjaar\w*|\bdoğum\w*|\burodz\w*|"
    r"\bнарод\w*|ميلاد\w*|مواليد|ولد(?:ت)?\b|متولد|تولد\w*|\b(?:hij|zij|ze|die|kind|zoon|dochter) (?:is|komt) van\b|\b(?:is|bouwjaar) van\b)"
    r"[^.?!\n]{0,30}$",
    re.IGNORECASE,
)
_BIRTH_WORD = re.compile(r"geb|born|birth|jarig|verja| van ")
_DIGIT_OR_CUE = re.compile(r"\d|geb|born|birth|jarig|verja")
_CUE_AFTER = re.compile(r"\s?\(?(?:geb\b|geboren|geboortedatum|born|birth)", re.IGNORECASE)
_PERSON = re.compile(rf"\b(?:{PERSON_WORDS})\b", re.IGNORECASE)
_BEFORE, _AFTER = 80, 60
_CENTURY = 100
_MONTHS = 12


def birth_dates(text: str, *, person_known: bool) -> Iterator[Span]:
    """Birth dates; `person_known` says that a name or number of somebody was already found in this text."""
    text = text.lower() if len(text.lower()) == len(text) else text
    if not _DIGIT_OR_CUE.search(text):
        return
    whole = text.strip(" .\n()*°")
    for match in _DATE.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if _CUE.search(before) or _CUE_AFTER.match(text, match.end()):
            yield Span(match.start(), match.end(), "birthdate")
            continue
        near = before + " " + text[match.end() : match.end() + _AFTER]
        year = _year(match)
        alone = match.group() == whole
        if year < ADMINISTRATIVE_FROM and (person_known or alone or _PERSON.search(near)):
            yield Span(match.start(), match.end(), "birthdate")
    if not _BIRTH_WORD.search(text):
        return
    for match in _IN_WORDS.finditer(text):
        if _CUE.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield Span(match.start(), match.end(), "birthdate")


def _year(match: re.Match[str]) -> int:
    if compact := match["compact"]:
        return int(compact[:4] if compact.startswith(("19", "20")) and int(compact[4:6]) <= _MONTHS else compact[4:])
    written = (match["y1"] or match["y2"] or match["y3"] or match["y4"] or match["y5"]).removeprefix("'")
    # Two digits are no administrative way to write a year, so they count as long ago.
    return int(written) if int(written) >= _CENTURY else 0
