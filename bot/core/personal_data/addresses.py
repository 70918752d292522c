"""Postcodes and streets with a house number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.text import Span
from bot.core.personal_data.words import words

_NUMBER = (
    r"(?!\d{1,5}(?:e|de|ste)\b)\d{1,5}(?:[ -]?(?:[A-Za-z]\b|bis\b|hs\b|huis\b|[IVX]{1,4}\b)|-\d{1,4}\b|/\d{1,3}\b)?"
)
_POSTCODE = re.compile(
    rf"(?<![\w.])(?P<digits>[1-9]\d{{3}})(?P<space>[ ]{{0,2}}| ?[-._] ?)(?P<letters>[A-Za-z]{{2}})\b(?![.@]\w)"
    rf"(?P<house>[ ,]{{1,3}}(?:nr\.? ?|nummer |huisnummer )?{_NUMBER})?"
)
_SPACED_OUT = re.compile(r"\b(?:postcode|pc)\W{1,3}(?P<postcode>(?:\d ){4}[A-Za-z] [A-Za-z])\b", re.IGNORECASE)
_NO_LETTERS = frozenset({"SA", "SD", "SS"})
_SHORT_WORDS = words(
    "aan al af be da de do ds dt du ei el en er et eu ex ga ge go ha he ho ie ik in is it ja je ka la le ma me mn na nb nl "
    "nr nu of og oh om on op or os ov pa pc re so te ti to tv ui up us uw va wa we wo ze zg zo km kg ct uu m2 bv cq mw"
)
_YEARS = range(1900, 2100)
_CUE = re.compile(r"(?:postcode|adres|woon\w*|wonend|pc)\W{0,3}(?:\w+\W){0,3}$", re.IGNORECASE)
_STREET_BEFORE = re.compile(r"\d\s?[A-Za-z]?\W{0,3}$")

_STRONG = "straat|str\\.|laan|weg|plein|kade|gracht|singel|steeg|dreef|plantsoen|boulevard|dijk|straatje|laantje"
_WEAK = "pad|hof|park|ring|markt|wal|haven|baan|erf|allee|weide|brink|akker|stede|horst|donk|zoom|veld|wijk"
_STREET = re.compile(
    rf"(?<![\w])(?P<name>[A-Za-zÀ-ÿ'.-]{{2,40}}?(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))),? "
    rf"(?:nr\.? ?|nummer |huisnummer )?(?P<number>{_NUMBER})(?![\w.]\w)",
    re.IGNORECASE,
)
_OF_STREET = re.compile(
    r"(?<!\w)(?:Laan|Plein|Weg|Hof|Kade|Singel|Park|Straat|Dreef|Pad)(?: (?:van|der|den|de|het|ten|ter|aan|'t)){1,3}"
    rf" [\w'-]{{2,30}}(?: [A-Z][\w'-]{{1,30}}){{0,2}} {_NUMBER}(?!\w)"
)
_POSTBOX = re.compile(r"\bpostbus \d{1,6}\b", re.IGNORECASE)
_LIVES = re.compile(
    r"\b(?:woont|wonend|woonachtig|woonadres|adres)(?: (?:is|op|aan|in|te|de|het)|:){0,3} "
    rf"(?P<address>[A-Z][\w'.-]{{1,30}}(?: [\w'.-]{{1,30}}){{0,3}}? {_NUMBER})(?!\w)"
)
_NO_STREET = words(
    "onderweg terugweg heenweg omweg uitweg ventweg snelweg spoorweg landweg arbeidsmarkt zorgmarkt thuishaven"
)
_COUNTED = re.compile(
    r"\s+(?:uur|gemeenten?|mensen|cliënten|clienten|personen|weken|dagen|maanden|jaar|euro|procent|%)", re.IGNORECASE
)
_BEFORE = 40


def postcodes(text: str) -> Iterator[Span]:
    """Dutch postcodes, with the house number behind them."""
    for match in _POSTCODE.finditer(text):
        letters, before = match["letters"], text[max(0, match.start() - _BEFORE) : match.start()]
        if letters.upper() in _NO_LETTERS:
            continue
        certain = bool(match["house"] or _CUE.search(before) or _STREET_BEFORE.search(before))
        doubtful = (
            letters.lower() in _SHORT_WORDS
            or (bool(match["space"]) and int(match["digits"]) in _YEARS)
            or (bool(match["space"]) and not letters.isupper())
        )
        if letters.lower() in _SHORT_WORDS and not letters.isupper():
            continue
        if certain or not doubtful:
            yield Span(match.start(), match.end(), "postcode")
    for match in _SPACED_OUT.finditer(text):
        yield Span(*match.span("postcode"), "postcode")


def streets(text: str, protected: list[tuple[int, int]]) -> Iterator[Span]:
    """Streets with a house number, and post office boxes; `protected` are places where a public name stands."""
    for match in _STREET.finditer(text):
        name, number = match["name"], match["number"]
        if name.casefold() in _NO_STREET or _COUNTED.match(text, match.end()):
            continue
        if any(start <= match.start("name") and match.end("name") <= end for start, end in protected):
            continue
        if (
            number.isdigit()
            and int(number) in _YEARS
            and not re.match(r"\W{1,3}\d{4} ?[A-Z]{2}\b", text[match.end() :][:12])
        ):
            continue
        if match["weak"] and not (name[0].isupper() and match.start() and text[match.start() - 1] in " \n"):
            continue
        yield Span(match.start(), match.end(), "address")
    for pattern in (_OF_STREET, _POSTBOX):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), "address")
    for match in _LIVES.finditer(text):
        yield Span(match.start("address"), match.end("address"), "address")
