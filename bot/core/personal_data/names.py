"""Names of people, in the patterns by which a message gives them away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.name_lists import FAMILY, GIVEN
from bot.core.personal_data.newcomers_names import LATIN, LATIN_FAMILY, newcomers_names
from bot.core.personal_data.text import HIDDEN, Span
from bot.core.personal_data.words import (
    ABBREVIATIONS,
    ALSO_WORDS,
    FIRST_NAMES,
    NAME_PREFIXES,
    NO_NAME,
    NOT_A_NAME,
    SURNAMES,
    VERBS_AFTER_NAME,
)

_TITLE = r"mevrouw|mevr\.?|mw\.?|dhr\.?|meneer|mijnheer|de heer|heer|juffrouw|fam\.?|familie|mrs\.?|mr\.?|ms\.?|miss"
_PERSON = (
    r"cliënte?|cliente?|patiënte?|patient|burger|inwoner|inwoonster|zoon|dochter|man|vrouw|broer|broertje|zus|zusje|moeder|"
    r"vader|oma|opa|partner|buurman|buurvrouw|collega|leerling|deelnemer|deelneemster|kandidaat|inburgeraar|statushouder|"
    r"contactpersoon|mantelzorger|(?:my|his|her|our|their|your|the) (?:son|daughter|mother|father|husband|wife|brother|sister)"
)
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w'-]|\.(?=\w)){0,30}|[A-Z]\.)"
_PREFIX = r"(?:v\.? ?d\.?|v/d|v\.|van|der|den|de|ter|ten|te|'t|el|al|bin|ben|la|le|du|da|von|op|in)"
_NAME = rf"{_CAPITAL}(?: (?:{_PREFIX} ){{0,3}}{_CAPITAL}){{0,3}}"
_SMALL = r"[a-zà-öø-ÿā-ž][a-zà-öø-ÿā-ž'-]{1,30}"
_SMALL_NAME = rf"{_SMALL}(?: (?:{_PREFIX} ){{0,3}}{_SMALL}){{0,2}}?"

_SHORTENED = re.compile(
    rf"(?<![\w.])(?:(?:[A-Z]\. ?){{1,4}})?(?:(?:[Vv]\. ?d\.?|[Vv]/d|[Vv]\.d|vd) |[Vv]\. ?d\.){_CAPITAL}"
)
_LOW = r"[^\W\d_][\w'-]{0,30}"
_LOW_CUED = re.compile(
    rf"\b(?:(?P<title>{_TITLE})(?P<initials> [a-z](?![\w'])\.?(?:[a-z]\.){{0,3}})?|ik ben|ik heet|mijn naam is|naam is|dit is|(?:u|je) spreekt met|(?:hoi|hallo|dag|goede\w{{4,8}}),? met|i am|i'm|my name is) "
    rf"(?={_LOW}(?: {_LOW}){{0,4}})",
    re.IGNORECASE,
)
_LOW_WORD = re.compile(rf" ?(?P<word>v\.? ?d\.?(?= )|v/d|{_LOW})")
_WHERE = frozenset({"in", "te"})
_NOT_TITLED = frozenset({"de", "het", "in", "op", "aan", "al", "te", "la", "le", "ter", "ten"})
"""Small words that begin a surname and much else: after these alone only a surname that is known counts."""
_PLACING = frozenset({"in", "op", "aan", "te", "al", "het"})
"""Those of them that say where somebody is."""
_BEFORE_SURNAME = frozenset({"van", "der", "den", "de", "el", "al", "ben", "bin"})
_OF_SOME_PLACE = (["van", "de"], ["van", "het"])
"""Begins a surname, and 'mevrouw van de gemeente': in small letters only a surname that is known counts then."""
_MOST_LOW_WORDS = 5

_TITLED = re.compile(rf"\b(?i:{_TITLE})(?: (?i:en (?:{_TITLE})))? (?P<name>(?:{_PREFIX} ){{0,3}}{_NAME})")
_OF_PERSON = re.compile(rf"\b(?i:{_PERSON})(?: (?i:heet|genaamd|is))?[:,]? (?P<name>{_NAME})")
_SAID = re.compile(
    rf"\b(?i:mijn naam is|naam is|(?P<met>met)|my name is|ik heet|(?:hij|zij|ze|die) heet|t\.a\.v\.) (?P<name>{_NAME})"
)
_I_AM = re.compile(rf"\b(?i:ik ben|i am|i'm|u spreekt met|dit is) (?P<name>{_CAPITAL} (?:{_PREFIX} ){{0,3}}{_CAPITAL})")
_SMALL_CUED = re.compile(
    rf"\b(?:(?P<sure>{_TITLE}|mijn naam is|ik heet|(?:hij|zij|ze) heet|"
    rf"(?:zijn|haar|hun) naam is|(?:{_PERSON}) heet)|{_PERSON})[:,]? "
    rf"(?P<name>(?:{_PREFIX} ){{0,3}}{_SMALL_NAME})(?= (?:{VERBS_AFTER_NAME})\b|,|;| \(|\.?$)",
    re.MULTILINE,
)
_BARE = re.compile(
    rf"(?<![\w'-])(?P<name>{_CAPITAL} (?:{_PREFIX} ){{0,3}}{_CAPITAL}(?: {_CAPITAL})?)(?P<verb> (?:{VERBS_AFTER_NAME})\b)?"
)
_PRONOUN = re.compile(r"\b(?:hij|zij|ze|haar|hem|zijn|he|she|her|his)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"(?i:\b(?:groet|groeten|groetjes|mvg|m\.v\.g\.?|vr\.? ?gr\.?|hoogachtend|regards|sincerely|bedankt|dankjewel|dank))"
    r"[ ,.!\n]{1,6}(?=(?P<line>[^\n]{2,60}))"
)
_SIGNED = re.compile(
    rf"(?:[a-z]\. ?){{0,4}}(?:{_PREFIX} )?(?:{_CAPITAL}|{_SMALL})(?: (?:(?:{_PREFIX}) ){{0,3}}(?:{_CAPITAL}|{_SMALL})){{0,3}}"
)
_KEYED = re.compile(
    r"(?<![\w])[\"']?(?i:(?:cli[eë]nt|voor|achter|roep|volledige[ _-]?)?naam|name|(?:first|last|full)[ _-]?name|surname|contactpersoon)"
    r"[\"']?\s{0,3}[:=]\s{0,3}(?:\"(?P<quoted>[^\"\n]{1,80})\"|'(?P<single>[^'\n]{1,80})'|(?P<open>[^\"'{}\[\],;:\n]{2,60}))"
)
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_FIRST = (FIRST_NAMES | GIVEN | LATIN) - NOT_A_NAME
_CLEAR_FIRST = _FIRST - ALSO_WORDS
"""Given names that nobody takes for another word, also in small letters."""
_SURNAMES = FAMILY | LATIN_FAMILY
_INITIALLED = re.compile(
    rf"(?<![\w.])(?P<initials>(?:[A-Z]\.[ -]?){{1,4}})(?P<prefix>(?:{_PREFIX} ){{0,3}})(?P<surname>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'-]{{2,30}})"
)
_INITIALLED_LOW = re.compile(rf"(?<![\w.])(?:[a-z]\. ?){{1,4}}(?:{_PREFIX} ){{0,3}}(?P<surname>{_SMALL})")
_SURNAME_FIRST = re.compile(
    rf"(?:(?i:{_PREFIX}) ){{0,3}}[^\W\d_][\w'-]{{1,30}}, (?:(?P<initials>(?:[A-Z]\.? ?){{1,4}})|(?P<given>[^\W\d_][\w'-]{{1,30}}))"
)
_OF_THEM = re.compile(
    rf"\b(?i:(?:{_PERSON}|ouders?|begeleider)(?:,| heet| van)?|onze|mijn)(?= (?P<given>[^\W\d_][\w'-]{{1,30}}))"
)
_DOES = re.compile(rf"(?<![\w'-])(?P<given>[A-ZÀ-Þ][\w'-]{{2,30}}) (?:{VERBS_AFTER_NAME})\b")
_KIND_OF_NAME = re.compile(r"\b(?i:(?:voor|achter|roep|meisjes)naam)(?: is| was|:)? (?P<name>[^\W\d_][\w'-]{1,30})")
_PERSONS = re.compile(rf"(?i:{_PERSON})")
_STOPS = re.compile(r"\s*(?:$|[,.;:!?()\n])")
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[,.;:!?()\n]|(?:en|ik|uit|van|is|heb|heeft|met|mijn|woon|woont)\b)")
_SHORT_PREFIXES = frozenset({"v.d", "vd", "v/d", "v. d"})
_SHORTEST_REPEATED = 3
_PRONOUN_REACH = 100
_MOST_SIGNED_WORDS = 5


def names(text: str, whole: str, protected: list[tuple[int, int]]) -> Iterator[Span]:
    """Names of people, and every later mention of a part of them.

    `whole` is the text before anything was hidden; `protected` are the places of public names in it.
    """
    if text.isupper() and len(text.lower()) == len(text):
        text = text.lower()  # who writes in capitals only gives away no more by them than by small letters
    found = list(_cued(text, protected))
    found += _small(text, protected)
    found += _bare(text, protected)
    found += _low(text, protected)
    for match in _SHORTENED.finditer(text):
        if not _is_protected(match.span(), protected):
            found.append(match.span())
    found += [span for span in newcomers_names(text) if not _is_protected(span, protected)]
    found += _initialled(text, protected)
    found += _after_its_kind(text, protected)
    found += _signed(text, protected)
    for match in _KEYED.finditer(text):
        group = next(name for name in ("quoted", "single", "open") if match[name] is not None)
        span = (match.start(group), match.end(group))
        if not _is_protected(span, protected) and HIDDEN not in text[slice(*span)] and _letters(text[slice(*span)]):
            found.append(span)
    for start, end in found:
        yield Span(start, end, "name")
    yield from _repeated(text, whole, found, protected)


def _cued(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names with capitals after words that say that one follows."""
    for pattern, titled in ((_TITLED, True), (_OF_PERSON, False), (_SAID, False), (_I_AM, False)):
        for match in pattern.finditer(text):
            span = _trimmed(text, *match.span("name"))
            if span is None or (match.groupdict().get("met") and not _is_known(text[slice(*span)])):
                continue
            if not (_is_somewhere(text, span, protected) if titled else _is_protected(span, protected)):
                yield span


def _is_somewhere(text: str, span: tuple[int, int], protected: list[tuple[int, int]]) -> bool:
    """Whether what follows a title says where somebody is: 'een mevrouw in Zwolle' is no Mrs In Zwolle."""
    first, _, rest = text[slice(*span)].partition(" ")
    return (
        bool(rest)
        and first in _WHERE
        and (rest[0].isupper() or _is_protected((span[1] - len(rest), span[1]), protected))
    )


def _is_known(name: str) -> bool:
    """Whether it is no single word that may be anything ('met NGT'): a given name or surname that is known, or more words."""
    return len(name.split()) > 1 or _is_in(_FIRST, name) or name.casefold() in _SURNAMES


def _small(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names in small letters: one word after a title; after a word for a person two, of which one is known as a name."""
    for match in _SMALL_CUED.finditer(text):
        span = match.span("name")
        if _trimmed(text, *span) != span or _touches(span, protected):
            continue
        first, *others = match["name"].casefold().split()
        # 'moeder van twee kinderen' and 'meneer de directeur' name nobody.
        if first in NO_NAME or (first in NAME_PREFIXES and not match["sure"]):
            continue
        if first in _NOT_TITLED and (not others or others[0] not in FAMILY | NAME_PREFIXES):
            continue
        known = _is_in(_FIRST, first) or not _SURNAMES.isdisjoint(others)
        parts = [first, *others]
        between = not _BEFORE_SURNAME.isdisjoint(parts if match["sure"] else set(others) - {"de"})
        if not _PLACING.isdisjoint(parts) or parts[:2] in _OF_SOME_PLACE:
            between = False
        if known or between or (match["sure"] and not others):
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
    """Names in small letters: after a title or 'ik ben', and where they are all that is said."""
    for cue in _LOW_CUED.finditer(text):
        span = _low_name(text, cue.end(), titled=bool(cue["title"]), given=bool(cue["initials"]))
        if span and not _is_protected(span, protected):
            yield span
    yield from _given(text, protected)
    yield from _all_that_is_said(text, protected)


def _given(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A given name that is no other word: after a word for a person, before a verb, and with a surname that is known."""
    for match in _OF_THEM.finditer(text):
        if _is_in(_CLEAR_FIRST, match["given"]) and not _touches(match.span("given"), protected):
            yield match.span("given")
    for match in _DOES.finditer(text):
        if _is_in(_CLEAR_FIRST, match["given"]) and not _touches(match.span("given"), protected):
            yield match.span("given")
    for match in _WORD.finditer(text):
        if _is_in(_CLEAR_FIRST, match.group()):
            span = _low_name(text, match.start(), titled=False, any_surname=False)
            if span and span[1] > match.end() and not _is_protected(span, protected):
                yield span


def _all_that_is_said(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A message that is a name and nothing else."""
    whole = text.strip(" .,!\n")
    start = text.index(whole)
    span = (start, start + len(whole))
    said = whole.casefold().split()
    if not 0 < len(said) <= _MOST_LOW_WORDS or _touches(span, protected):
        return
    clear = _is_in(_CLEAR_FIRST, said[0])
    turned = _SURNAME_FIRST.fullmatch(text.strip())
    if (
        (len(said) == 1 and clear)
        or (len(said) > 1 and _low_name(text, start, titled=False, any_surname=clear) == span)
        or (turned and (turned["initials"] or turned["given"].casefold() in _FIRST))
    ):
        yield span


def _low_name(
    text: str, start: int, *, titled: bool, given: bool = False, any_surname: bool = True
) -> tuple[int, int] | None:
    """The name that begins here: a surname after a title, else a given name that is known, with the surname after it.

    `given` says that the given name, or initials in its place, was there already.
    With `any_surname` a word that is not known as a surname is one where it ends the clause, or 'van' or 'de' stands before it.
    """
    place, small, end = start, list[str](), None
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
            if not _is_in(_FIRST, word):
                break
            given, end = True, match.end()
        elif _is_surname(text, match, small, given=given, titled=titled, any_surname=any_surname):
            end = match.end()
            break
        else:
            break
    if end is None:
        return None
    begin = start + (len(text[start:end]) - len(text[start:end].lstrip()))
    return begin, end


def _is_surname(
    text: str, match: re.Match[str], small: list[str], *, given: bool, titled: bool, any_surname: bool
) -> bool:
    """Whether the word ends a name, with these small words before it."""
    word = match["word"].casefold().rstrip(".")
    if word in _SURNAMES or (titled and not small and word in _FIRST):
        return True
    if word in NOT_A_NAME or not any_surname:
        return False
    if small and not _NOT_TITLED.issuperset(small):
        return given or small not in _OF_SOME_PLACE
    if not given or _PERSONS.fullmatch(word) or not _PLACING.isdisjoint(small):
        return False
    return bool(small) or _CLAUSE_ENDS.match(text, match.end()) is not None


def _initialled(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Initials before a surname."""
    for match in _INITIALLED.finditer(text):
        initials = [letter for letter in match["initials"].casefold() if letter.isalpha()]
        surname = match["surname"].casefold().rstrip(".")
        if "".join(initials) in ABBREVIATIONS or surname in NOT_A_NAME - SURNAMES or _touches(match.span(), protected):
            continue
        if len(initials) > 1 or match["prefix"] or surname.split("-")[0] in _SURNAMES:
            yield match.span()
    for match in _INITIALLED_LOW.finditer(text):
        if match["surname"] in _SURNAMES and not _touches(match.span(), protected):
            yield match.span()


def _after_its_kind(text: str, protected: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What stands behind 'voornaam' and 'achternaam', where it is known as a name, has a capital or ends the clause."""
    for match in _KIND_OF_NAME.finditer(text):
        name = match["name"]
        known = name[0].isupper() or name.casefold() in _FIRST | _SURNAMES or _STOPS.match(text, match.end())
        if (
            known
            and name.casefold() not in NO_NAME | NOT_A_NAME - SURNAMES
            and not _touches(match.span("name"), protected)
        ):
            yield match.span("name")


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
        certain = line[0].isupper() or "\n" in text[match.start() : match.start("line")]
        if certain or words[-1] in _SURNAMES or words[0] in _CLEAR_FIRST:
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


def _is_in(given: frozenset[str], word: str) -> bool:
    """Whether it is one of these given names, or two of which the first is ('piet-jan')."""
    return word.casefold() in given or word.casefold().partition("-")[0] in given


def _letters(value: str) -> bool:
    return any(character.isalpha() for character in value)
