"""Names of people, in the patterns by which a message gives them away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.text import HIDDEN, Span
from bot.core.personal_data.words import FIRST_NAMES, NAME_PREFIXES, NOT_A_NAME, SURNAMES, VERBS_AFTER_NAME

_TITLE = r"mevrouw|mevr\.?|mw\.?|dhr\.?|meneer|mijnheer|de heer|heer|juffrouw|fam\.?|familie|mrs\.?|mr\.?|ms\.?|miss"
_PERSON = (
    r"cliënte?|cliente?|patiënte?|patient|burger|inwoner|inwoonster|zoon|dochter|man|vrouw|broer|broertje|zus|zusje|moeder|"
    r"vader|oma|opa|partner|buurman|buurvrouw|collega|leerling|deelnemer|deelneemster|kandidaat|inburgeraar|statushouder|"
    r"contactpersoon|mantelzorger|son|daughter|mother|father|husband|wife|brother|sister"
)
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'.-]{0,30}|[A-Z]\.)"
_PREFIX = r"(?:van|der|den|de|ter|ten|te|'t|el|al|bin|ben|la|le|du|da|von|op|in)"
_NAME = rf"{_CAPITAL}(?: (?:{_PREFIX} ){{0,3}}{_CAPITAL}){{0,3}}"
_SMALL = r"[a-zà-öø-ÿ][a-zà-öø-ÿ'-]{1,30}"
_SMALL_NAME = rf"{_SMALL}(?: (?:{_PREFIX} ){{0,3}}{_SMALL}){{0,2}}?"

_TITLED = re.compile(rf"\b(?i:{_TITLE})(?: (?i:en (?:{_TITLE})))? (?P<name>(?:{_PREFIX} ){{0,3}}{_NAME})")
_OF_PERSON = re.compile(rf"\b(?i:{_PERSON})(?: (?i:heet|genaamd|is))?[:,]? (?P<name>{_NAME})")
_SAID = re.compile(
    rf"\b(?i:mijn naam is|naam is|met|my name is|ik heet|(?:hij|zij|ze|die) heet|t\.a\.v\.) (?P<name>{_NAME})"
)
_I_AM = re.compile(rf"\b(?i:ik ben|i am|i'm|u spreekt met|dit is) (?P<name>{_CAPITAL} (?:{_PREFIX} ){{0,3}}{_CAPITAL})")
_SMALL_CUED = re.compile(
    rf"\b(?:(?P<sure>{_TITLE}|mijn naam is|ik heet|(?:hij|zij|ze) heet)|{_PERSON})[:,]? "
    rf"(?P<name>(?:{_PREFIX} ){{0,3}}{_SMALL_NAME})(?= (?:{VERBS_AFTER_NAME})\b|,|;| \(|\.?$)",
    re.MULTILINE,
)
_BARE = re.compile(
    rf"(?<![\w'-])(?P<name>{_CAPITAL} (?:{_PREFIX} ){{0,3}}{_CAPITAL}(?: {_CAPITAL})?)(?P<verb> (?:{VERBS_AFTER_NAME})\b)?"
)
_PRONOUN = re.compile(r"\b(?:hij|zij|ze|haar|hem|zijn|he|she|her|his)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"(?i:\b(?:groet|groeten|groetjes|mvg|m\.v\.g\.?|hoogachtend|regards|sincerely|bedankt|dankjewel|dank))"
    r"[ ,.!\n]{1,6}(?=(?P<line>[^\n]{2,60}))"
)
_SIGNED = re.compile(
    rf"(?:{_PREFIX} )?(?:{_CAPITAL}|{_SMALL})(?: (?:(?:{_PREFIX}) ){{0,3}}(?:{_CAPITAL}|{_SMALL})){{0,3}}"
)
_KEYED = re.compile(
    r"(?<![\w])[\"']?(?i:(?:cli[eë]nt|voor|achter|roep|volledige[ _-]?)?naam|name|(?:first|last|full)[ _-]?name|surname|contactpersoon)"
    r"[\"']?\s{0,3}[:=]\s{0,3}(?:\"(?P<quoted>[^\"\n]{1,80})\"|'(?P<single>[^'\n]{1,80})'|(?P<open>[^\"'{}\[\],;:\n]{2,60}))"
)
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SHORTEST_REPEATED = 3
_PRONOUN_REACH = 100
_MOST_SIGNED_WORDS = 5


def names(text: str, whole: str, protected: list[tuple[int, int]]) -> Iterator[Span]:
    """Names of people, and every later mention of a part of them.

    `whole` is the text before anything was hidden; `protected` are the places of public names in it.
    """
    found: list[tuple[int, int]] = []
    for pattern, titled in ((_TITLED, True), (_OF_PERSON, False), (_SAID, False), (_I_AM, False)):
        for match in pattern.finditer(text):
            span = _trimmed(text, *match.span("name"))
            if span and (titled or not _is_protected(span, protected)):
                found.append(span)
    found += _small(text, protected)
    found += _bare(text, protected)
    found += _signed(text, protected)
    for match in _KEYED.finditer(text):
        group = next(name for name in ("quoted", "single", "open") if match[name] is not None)
        span = (match.start(group), match.end(group))
        if not _is_protected(span, protected) and HIDDEN not in text[slice(*span)] and _letters(text[slice(*span)]):
            found.append(span)
    for start, end in found:
        yield Span(start, end, "name")
    yield from _repeated(text, whole, found, protected)


def _small(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names in small letters: one word after a title, two after a word for a person ('cliënt begeleiden' is no name)."""
    for match in _SMALL_CUED.finditer(text):
        span = match.span("name")
        if _trimmed(text, *span) != span or _touches(span, protected):
            continue
        if match["sure"] or len(match["name"].split()) > 1:
            yield span


def _bare(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Two capitalised words with nothing before them that says who: a known first name, or a verb and a pronoun after."""
    for match in _BARE.finditer(text):
        span = match.span("name")
        words = [word.casefold().rstrip(".") for word in match["name"].split()]
        if words[0] in NOT_A_NAME | NAME_PREFIXES or words[-1] in NOT_A_NAME - SURNAMES or _touches(span, protected):
            continue
        near = text[match.end() : match.end() + _PRONOUN_REACH]
        if words[0].split("-")[0] in FIRST_NAMES or (match["verb"] and _PRONOUN.search(near)):
            yield span


def _signed(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The line under a greeting, where it looks like a name."""
    for match in _GREETING.finditer(text):
        line = match["line"].strip(" ,.")
        start = match.start("line") + match["line"].index(line) if line else match.start("line")
        span = (start, start + len(line))
        words = line.casefold().split()
        if not words or len(words) > _MOST_SIGNED_WORDS or not _SIGNED.fullmatch(line):
            continue
        if any(word in NOT_A_NAME and word not in NAME_PREFIXES for word in words) or _is_protected(span, protected):
            continue
        if line[0].isupper() or "\n" in text[match.start() : match.start("line")]:
            yield span


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span up to its first word that is no part of a name; None where nothing is left."""
    last = start
    for match in _WORD.finditer(text, start, end):
        word = match.group().casefold().rstrip(".")
        if word in NAME_PREFIXES:
            continue
        if (word in NOT_A_NAME and not (word in SURNAMES and match.group()[0].isupper())) or word.startswith(
            ("wmo-", "jeugd-", "ggz-")
        ):
            break
        last = match.end()
    return (start, last) if last > start else None


def _repeated(text: str, whole: str, found: list[tuple[int, int]], protected: list[tuple[int, int]]) -> Iterator[Span]:
    """Other places where a part of a name that was found stands alone."""
    parts = {
        word.group()
        for start, end in found
        for word in _WORD.finditer(whole, start, end)
        if len(word.group()) >= _SHORTEST_REPEATED and word.group().casefold() not in NOT_A_NAME | NAME_PREFIXES
    }
    parts -= {word.group() for start, end in protected for word in _WORD.finditer(whole, start, end)}
    for match in _WORD.finditer(text):
        if match.group() in parts:
            yield Span(match.start(), match.end(), "name")


def _is_protected(span: tuple[int, int], protected: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] < end or span[0] <= start < span[1] for start, end in protected)


def _touches(span: tuple[int, int], protected: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in protected)


def _letters(value: str) -> bool:
    return any(character.isalpha() for character in value)
