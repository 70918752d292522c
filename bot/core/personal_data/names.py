"""Names of people, in the patterns by which a message gives them away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.name_lists import FAMILY, GIVEN
from bot.core.personal_data.text import HIDDEN, Span
from bot.core.personal_data.words import FIRST_NAMES, NAME_PREFIXES, NOT_A_NAME, SURNAMES, VERBS_AFTER_NAME

_TITLE = r"mevrouw|mevr\.?|mw\.?|dhr\.?|meneer|mijnheer|de heer|heer|juffrouw|fam\.?|familie|mrs\.?|mr\.?|ms\.?|miss"
_PERSON = (
    r"cliënte?|cliente?|patiënte?|patient|burger|inwoner|inwoonster|zoon|dochter|man|vrouw|broer|broertje|zus|zusje|moeder|"
    r"vader|oma|opa|partner|buurman|buurvrouw|collega|leerling|deelnemer|deelneemster|kandidaat|inburgeraar|statushouder|"
    r"contactpersoon|mantelzorger|son|daughter|mother|father|husband|wife|brother|sister"
)
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'.-]{0,30}|[A-Z]\.)"
_PREFIX = r"(?:v\.? ?d\.?|v/d|v\.|van|der|den|de|ter|ten|te|'t|el|al|bin|ben|la|le|du|da|von|op|in)"
_NAME = rf"{_CAPITAL}(?: (?:{_PREFIX} ){{0,3}}{_CAPITAL}){{0,3}}"
_SMALL = r"[a-zà-öø-ÿ][a-zà-öø-ÿ'-]{1,30}"
_SMALL_NAME = rf"{_SMALL}(?: (?:{_PREFIX} ){{0,3}}{_SMALL}){{0,2}}?"

_SHORTENED = re.compile(rf"(?<![\w.])(?:(?:[A-Z]\. ?){{1,4}})?(?:[Vv]\. ?d\.?|[Vv]/d|[Vv]\.d|vd) {_CAPITAL}")
_LOW = r"[^\W\d_][\w'-]{0,30}"
_LOW_CUED = re.compile(
    rf"\b(?:(?P<title>{_TITLE})|ik ben|ik heet|mijn naam is|naam is|dit is|u spreekt met|je spreekt met|i am|i'm|my name is) "
    rf"(?={_LOW}(?: {_LOW}){{0,4}})",
    re.IGNORECASE,
)
_LOW_WORD = re.compile(rf" ?(?P<word>v\.? ?d\.?(?= )|v/d|{_LOW})")
# In which other languages people say who they are; what follows is a name, up to a word that goes on with the sentence.
_CYRILLIC = r"[А-ЯЁІЇЄҐ][\w'’-]{1,30}"
_LATIN = r"[^\W\d_a-z][\w'’-]{1,30}"
_OTHER = re.compile(
    rf"(?i:мене звати|моє ім'я|моє прізвище|меня зовут|моя фамилия|пані|пан(?:а|у)?) (?P<cyrillic>{_CYRILLIC}(?: {_CYRILLIC}){{0,2}})|"
    r"(?:اسمي|إسمي|اسمى|نام من|اسم من|نامم|اسمم|السيدة|السيد|خانم|آقای)(?: هو| الكامل)? "
    r"(?P<arabic>[\u0621-\u06ff]{2,20}(?: (?!(?:است|هست|و|من|في|انا|أنا|في|لا|هل|كيف|أريد|اريد|عندي)\b)[\u0621-\u06ff]{2,20})?)|"
    r"(?:ስመይ|ሽመይ|ስሙ|ስማ) (?P<ethiopic>[\u1200-\u137f]{2,20}(?: (?!እዩ)[\u1200-\u137f]{2,20})?)|"
    rf"(?i:nazywam się|mam na imię|moje nazwisko to|pani|pan|benim adım|adım|ismim|soyadım) (?P<latin>{_LATIN}(?: {_LATIN}){{0,2}})"
)
_WHERE = frozenset({"in", "te"})
_NOT_TITLED = frozenset({"de", "het", "in", "op", "aan", "al", "te", "la", "le", "ter", "ten"})
"""Small words that begin a surname and much else: after these alone only a surname that is known counts."""
_MOST_LOW_WORDS = 5

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
_FIRST = (FIRST_NAMES | GIVEN) - NOT_A_NAME
_SHORT_PREFIXES = frozenset({"v.d", "vd", "v/d", "v. d"})
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
            if span and not (_is_somewhere(text, span, protected) if titled else _is_protected(span, protected)):
                found.append(span)
    found += _small(text, protected)
    found += _bare(text, protected)
    found += _low(text, protected)
    for match in _SHORTENED.finditer(text):
        if not _is_protected(match.span(), protected):
            found.append(match.span())
    for match in _OTHER.finditer(text):
        found.append(match.span(match.lastgroup or 0))
    found += _signed(text, protected)
    for match in _KEYED.finditer(text):
        group = next(name for name in ("quoted", "single", "open") if match[name] is not None)
        span = (match.start(group), match.end(group))
        if not _is_protected(span, protected) and HIDDEN not in text[slice(*span)] and _letters(text[slice(*span)]):
            found.append(span)
    for start, end in found:
        yield Span(start, end, "name")
    yield from _repeated(text, whole, found, protected)


def _is_somewhere(text: str, span: tuple[int, int], protected: list[tuple[int, int]]) -> bool:
    """Whether what follows a title says where somebody is: 'een mevrouw in Zwolle' is no Mrs In Zwolle."""
    first, _, rest = text[slice(*span)].partition(" ")
    return bool(rest) and first in _WHERE and _is_protected((span[1] - len(rest), span[1]), protected)


def _small(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names in small letters: one word after a title, two after a word for a person ('cliënt begeleiden' is no name)."""
    for match in _SMALL_CUED.finditer(text):
        span = match.span("name")
        if _trimmed(text, *span) != span or _touches(span, protected):
            continue
        first, *others = match["name"].casefold().split()
        # 'moeder van twee kinderen' and 'meneer de directeur' name nobody.
        if first in NAME_PREFIXES and not match["sure"]:
            continue
        if first in _NOT_TITLED and (not others or others[0] not in FAMILY | NAME_PREFIXES):
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
        if words[0].split("-")[0] in _FIRST or (match["verb"] and _PRONOUN.search(near)):
            yield span


def _low(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names in small letters after a title or 'ik ben', and where they are all that is said."""
    for cue in _LOW_CUED.finditer(text):
        span = _low_name(text, cue.end(), titled=bool(cue["title"]))
        if span and not _is_protected(span, protected):
            yield span
    whole = text.strip(" .,!\n")
    if whole and len(whole.split()) in {2, 3, 4}:
        start = text.index(whole)
        span = _low_name(text, start, titled=False)
        if span == (start, start + len(whole)) and not _touches(span, protected):
            yield span


def _low_name(text: str, start: int, *, titled: bool) -> tuple[int, int] | None:
    """The name that begins here: a surname after a title, else a given name that is known, with the surname after it."""
    place, small, end = start, list[str](), None
    given = False
    for _ in range(_MOST_LOW_WORDS):
        match = _LOW_WORD.match(text, place)
        if match is None:
            break
        word, place = match["word"].casefold().rstrip("."), match.end()
        if word in NAME_PREFIXES or word in _SHORT_PREFIXES:
            if not (titled or given):
                break
            small.append(word)
        elif not (titled or given):
            if word not in _FIRST:
                break
            given, end = True, match.end()
        else:
            certain = bool(small) and not _NOT_TITLED.issuperset(small)
            if word in FAMILY or (certain and word not in NOT_A_NAME) or (titled and not small and word in _FIRST):
                end = match.end()
            break
    if end is None:
        return None
    begin = start + (len(text[start:end]) - len(text[start:end].lstrip()))
    return begin, end


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
