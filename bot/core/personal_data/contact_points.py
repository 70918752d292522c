"""E-mail addresses, also as people say them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.text import Allowed, Span

_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-'!#$&*/=?^`{|}~")
_MOST_LOCAL = 64
# A comma for a dot is a slip that is made; only before an ending that is known.
_DOMAIN = re.compile(r" ?[\w-]{1,63}(?:(?:\.[\w-]{1,63}){1,5}|,(?:nl|com|org|net|eu|be|de)\b)", re.IGNORECASE)
_AT = re.compile(r"@| ?(?:\(at\)|\[at\]|\{at\}) ?| (?:apenstaartje|apestaartje|at) ", re.IGNORECASE)
_SPOKEN_BEFORE = re.compile(r"[\w.+-]{1,64}(?: (?:punt|dot|streepje|underscore) [\w.+-]{1,64}){0,4}$", re.IGNORECASE)
_SPOKEN_AFTER = re.compile(
    r"[\w-]{1,63}(?:(?: ?(?:punt|dot|[(\[{](?:punt|dot)[)\]}]) ?|\.)[\w-]{2,63}){1,3}\b", re.IGNORECASE
)
_SPOKEN_REACH = 200
# With spaces between: then only endings that are known, for the dot may be that of a sentence.
_SPACED = re.compile(
    r"(?<![\w.+-])[\w+-]{1,64}(?: ?\. ?[\w+-]{1,64}){0,3} {0,2}@ {0,2}[\w-]{1,63}(?: {0,2}\. {0,2}[\w-]{2,63}){0,2} {0,2}\. {0,2}"
    r"(?:nl|com|org|net|eu|info|edu|gov|uk|ua|pl|tr|NL|COM|ORG|NET|EU|INFO)(?![\w-])"
)


def emails(text: str, allowed: Allowed) -> Iterator[Span]:
    """Every e-mail address that is not one of the directory's own."""
    for match in _SPACED.finditer(text):
        if " " in match.group() and match.group().replace(" ", "").casefold() not in allowed.emails:
            yield Span(match.start(), match.end(), "email")
    for at in _AT.finditer(text):
        found = (_written(text, at) if at.group() == "@" else None) or _spoken(text, at)
        if found and text[found.start : found.end].casefold() not in allowed.emails:
            yield found


def _written(text: str, at: re.Match[str]) -> Span | None:
    start = at.start()
    while start > 0 and at.start() - start < _MOST_LOCAL and (text[start - 1] in _LOCAL or _is_letter(text[start - 1])):
        start -= 1
    while start < at.start() and text[start] in "'{`/=?":
        start += 1
    domain = _DOMAIN.match(text, at.end())
    if start == at.start() or domain is None:
        return None
    return Span(start, domain.end(), "email")


def _spoken(text: str, at: re.Match[str]) -> Span | None:
    near = max(0, at.start() - _SPOKEN_REACH)
    before = _SPOKEN_BEFORE.search(text[near : at.start()].removesuffix(" "))
    after = _SPOKEN_AFTER.match(text, at.end() + text.startswith(" ", at.end()))
    if before is None or after is None:
        return None
    return Span(near + before.start(), after.end(), "email")


def _is_letter(character: str) -> bool:
    return character.isalpha() and not character.isascii()
