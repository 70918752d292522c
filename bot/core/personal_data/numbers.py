"""Citizen service numbers (BSN), bank accounts and telephone numbers, in whatever notation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.core.personal_data.text import Allowed, Span, national
from bot.core.personal_data.words import DIGIT_WORDS, PAIR_WORDS

_RUN = re.compile(r"\+?\(?\d[\d .\-/_()+\n]*")
_WORD_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")
_GROUP = re.compile(r"\d+")
_SEPARATION = re.compile(r"[ .\-/_()]{0,4}|\n")
_LONGEST_SEPARATION = 3

_BSN_WORD = re.compile(r"bsn|burgerservice|sofi", re.IGNORECASE)
_BSN_CUE = re.compile(r"(?:bsn|burgerservice|sofi)[^\d\n]{0,25}$", re.IGNORECASE)
_OTHER_CUE = re.compile(
    r"(?:fout|error|code|kvk|k\.v\.k|handelsregister|agb|factuur|order|bestel|artikel|kenmerk|versie|version|uzovi|btw|"
    r"bericht|product|serie|model|ticket|€|eur|bedrag|totaal)\w*(?:[ -]?(?:nummer|nr|code|id))?(?: is| was| van| met)?[\s.:#=\"'(-]{0,6}$",
    re.IGNORECASE,
)
_AMOUNT_AFTER = re.compile(r"\s?(?:euro|eur\b|€|cliënt|client|mensen|inwoners|gemeenten|uur|procent|%)", re.IGNORECASE)
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COMPACT_DATE = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d"
)
_WRITTEN_DATE = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?!\d)|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)")
_PHONE_CUE_WORD = re.compile(r"tel|phone|mobiel|gsm|bel|nummer|06", re.IGNORECASE)
# A number of something else; every other 'nummer' (doorkiesnummer, contactnummer) may be that of a telephone.
_OTHER_NUMBERS = (
    "volg", "zaak", "polis", "dossier", "klant", "regel", "registratie", "relatie", "document", "beschikkings", "toewijzings",
    "rij", "pagina", "declaratie", "debiteur", "debiteuren",
)  # fmt: skip
_PHONE_CUE = re.compile(
    rf"(?:tel|telefoon\w*|phone|mobiel\w*|gsm|bel|bellen|belt|{''.join(f'(?<!{word})' for word in _OTHER_NUMBERS)}nummer|06)"
    r"[^\d\n]{0,20}$",
    re.IGNORECASE,
)
_LOOK_BACK = 40

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ .\-]{0,2}[A-Za-z0-9]){11,30}")
_IBAN_LENGTHS = {
    "NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "ES": 24, "IT": 27, "PT": 25, "LU": 20, "AT": 20, "CH": 21,
    "PL": 28, "TR": 26, "UA": 29, "IE": 22, "DK": 18, "SE": 24, "NO": 15, "FI": 18, "RO": 24, "BG": 22, "GR": 27,
    "HU": 28, "CZ": 24, "SK": 24, "HR": 21, "LT": 20, "LV": 21, "EE": 20, "MT": 31, "CY": 28, "SI": 19,
}  # fmt: skip
_DUTCH_IBAN = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")

BSN_LENGTHS = range(8, 10)
_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_BSN_MODULUS = 11
_PHONE_LENGTHS = range(8, 16)
_DUTCH_LENGTH = 10
_SPELLED_LENGTHS = range(9, 14)
_SHORTEST_INTERNATIONAL = 9
_PUBLIC = ("0800", "0900", "0906", "0909")
"""Numbers that begin so are never a private person's."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Neighbouring groups of digits read as one number."""

    digits: str
    start: int
    end: int


def is_bsn(digits: str) -> bool:
    """Whether 8 or 9 digits pass the BSN's 11-test (weights 9 to 2, the last digit -1; Logisch Ontwerp BSN)."""
    if len(digits) not in BSN_LENGTHS or not int(digits):
        return False
    weights = _BSN_WEIGHTS[-len(digits) :]
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % _BSN_MODULUS == 0


def ibans(text: str) -> Iterator[Span]:
    """Bank accounts whose country has that length and whose check number holds; Dutch ones by their form alone."""
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(match.group()[:2].upper())
        places = [place for place, character in enumerate(match.group()) if character.isalnum()]
        if length is None or len(places) < length:
            continue
        compact = "".join(match.group()[place] for place in places[:length]).upper()
        valid = int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1
        if valid or _DUTCH_IBAN.fullmatch(compact):
            yield Span(match.start(), match.start() + places[length - 1] + 1, "iban")


def bsns(text: str) -> Iterator[Span]:
    """Numbers of 8 or 9 digits that pass the 11-test, or that the text calls a BSN."""
    cued = _BSN_WORD.search(text) is not None
    for window in _windows(text, BSN_LENGTHS):
        passes = is_bsn(window.digits)
        if not (passes or cued):
            continue
        before = text[max(0, window.start - _LOOK_BACK) : window.start]
        if (cued and _BSN_CUE.search(before)) or (passes and not _is_something_else(text, window, before)):
            yield Span(window.start, window.end, "bsn")


def _is_something_else(text: str, window: _Window, before: str) -> bool:
    written = text[window.start : window.end]
    if _OTHER_CUE.search(before) or (_AMOUNT.fullmatch(written) and _AMOUNT_AFTER.match(text, window.end)):
        return True
    if len(window.digits) == len(_BSN_WEIGHTS):
        return False
    # Eight digits are a BSN without its leading zero; dates and amounts have the same look and are far more common.
    return bool(_COMPACT_DATE.fullmatch(written) or _WRITTEN_DATE.fullmatch(written) or _AMOUNT.fullmatch(written))


def public_phones(text: str, allowed: Allowed) -> Iterator[Span]:
    """Where the directory's own numbers stand, in whatever notation."""
    for window in _windows(text, _PHONE_LENGTHS, longest_first=True):
        if national(window.digits) in allowed.phones:
            yield Span(window.start, window.end, "phone")


def international_phones(text: str) -> Iterator[Span]:
    """Telephone numbers with a plus before them: surer than a BSN that their digits may happen to hold."""
    yield from _phones(text, lambda place: _after_plus(text, place))


def phones(text: str) -> Iterator[Span]:
    """Telephone numbers: Dutch of ten digits, with a country code, or shorter where the text says it is one."""
    cued = _PHONE_CUE_WORD.search(text) is not None
    yield from _phones(text, lambda place: cued or text[place] in "03" or _after_plus(text, place))


def _phones(text: str, begins: Callable[[int], bool]) -> Iterator[Span]:
    end_of_last = 0
    for window in _windows(text, _PHONE_LENGTHS, begins, longest_first=True):
        if window.start >= end_of_last and _is_phone(text, window):
            opening = text[max(0, window.start - 2) : window.start]
            before = len(opening) - len(opening.rstrip("(").removesuffix("+")) if _after_plus(text, window.start) else 0
            yield Span(window.start - before, window.end, "phone")
            end_of_last = window.end


def _after_plus(text: str, place: int) -> bool:
    return text[max(0, place - 2) : place].rstrip("(").endswith("+")


def _is_phone(text: str, window: _Window) -> bool:
    digits, number = window.digits, national(window.digits)
    before = text[max(0, window.start - _LOOK_BACK) : window.start]
    international = before.rstrip("( ").endswith("+") or digits.startswith("00")
    sure = (
        (international and len(digits) >= _SHORTEST_INTERNATIONAL)
        or (len(number) == _DUTCH_LENGTH and number[0] == "0" and number[1] != "0")
        or (len(digits) == _DUTCH_LENGTH + 1 and digits.startswith("31"))
    )
    if not sure and not (len(digits) <= _DUTCH_LENGTH and _PHONE_CUE.search(before)):
        return False
    if digits.startswith(_PUBLIC):
        return False
    return not _OTHER_CUE.search(before) and not _WRITTEN_DATE.match(text, window.start)


def spelled_numbers(text: str) -> Iterator[Span]:
    """Telephone numbers and BSNs written out in words ('nul zes twaalf …'), also mixed with digits."""
    run: list[tuple[str, int, int]] = []
    words = False
    for match in _WORD_OR_DIGITS.finditer(text):
        word = match.group().casefold()
        value = DIGIT_WORDS.get(word) or PAIR_WORDS.get(word) or (word if word.isdigit() else None)
        apart = bool(run) and not re.fullmatch(r"[ ,.\-\n]{1,3}", text[run[-1][2] : match.start()])
        if value is None or apart:
            yield from _spelled(run, words=words)
            run, words = [], False
        if value is not None:
            run.append((value, match.start(), match.end()))
            words = words or not word.isdigit()
    yield from _spelled(run, words=words)


def _spelled(run: list[tuple[str, int, int]], *, words: bool) -> Iterator[Span]:
    if not words:
        return
    # 'mijn nummer is een nul zes …': an article before the number is not part of it.
    while run and len(run) > 1 and run[0][0] == "1" and run[1][0] == "0":
        run = run[1:]
    digits = "".join(value for value, _, _ in run)
    if len(digits) in BSN_LENGTHS and is_bsn(digits):
        yield Span(run[0][1], run[-1][2], "bsn")
    elif len(digits) in _SPELLED_LENGTHS and digits.startswith(("0", "31")):
        yield Span(run[0][1], run[-1][2], "phone")


def _windows(
    text: str, lengths: range, begins: Callable[[int], bool] | None = None, *, longest_first: bool = False
) -> Iterator[_Window]:
    """Every sequence of whole neighbouring groups of digits that together have one of these lengths.

    `begins` says of an offset whether a number of this kind can start there.
    """
    for run in _RUN.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, run.start(), run.end())]
        digits = "".join(text[start:end] for start, end in groups)
        if len(digits) < lengths.start:
            continue
        joined = [_joined(text, left[1], right[0]) for left, right in pairwise(groups)]
        offset = 0
        for first, (start, end) in enumerate(groups):
            if begins is None or begins(start):
                found: list[_Window] = []
                length = 0
                for place in range(first, len(groups)):
                    if place > first and not joined[place - 1]:
                        break
                    length += groups[place][1] - groups[place][0]
                    if length >= lengths.stop:
                        break
                    if length >= lengths.start:
                        found.append(_Window(digits[offset : offset + length], start, groups[place][1]))
                yield from reversed(found) if longest_first else found
            offset += end - start


def _joined(text: str, start: int, end: int) -> bool:
    if end - start == 1:
        return True  # only separators stand between the groups of a run
    return end - start <= _LONGEST_SEPARATION and _SEPARATION.fullmatch(text, start, end) is not None
