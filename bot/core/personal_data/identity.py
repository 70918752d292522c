"""Number plates, and numbers that stand for one person with some authority, insurer or organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.text import Span
from bot.core.personal_data.words import MONTHS

# The Dutch forms ("sidecodes"): three groups of one to three letters or digits, six characters in all.
_PLATE = re.compile(
    r"(?<![\w.-])(?:"
    r"[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|"
    r"\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|"
    r"[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d"
    r")(?![\w-])",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)
_MONTHS = frozenset(MONTHS.split("|"))
_CODE = re.compile(
    r"(?:code|artikel|product|model|bericht|versie|type|order|formulier|regel)\w{0,8}[ :]{1,2}$", re.IGNORECASE
)
_BEFORE = 24
_PLATE_CALLED_SO = re.compile(
    r"\b(?:kenteken(?:nummer|plaat)?|nummer(?:plaat|bord)|number plate|licen[cs]e plate|plaka|номерний знак|لوحة)\b(?: is| van[^\d\n]{0,30})?"
    r"[:\s]{1,3}(?P<number>(?=[\w -]{0,9}\d)[A-Za-z0-9]{1,3}[ -]?[A-Za-z0-9]{1,3}[ -]?[A-Za-z0-9]{1,3})(?![\w-])",
    re.IGNORECASE,
)
# Written with spaces, which much else is as well: only where a vehicle is spoken of just before.
_PLATE_OF_VEHICLE = re.compile(
    r"\b(?:auto|wagen|taxi|bus|busje|taxibus|scooter|motor|voertuig|car|van)\b(?: is| heeft| met|,|:| \()? ?"
    r"(?P<number>(?=[A-Z \d]{0,9}\d)[A-Z\d]{1,3} [A-Z\d]{1,3} [A-Z\d]{1,3})(?![\w-])"
)
_PLATE_CHARACTERS = 6

_DOCUMENTS = (
    r"paspoort|passport|pasaport|paszport\w*|паспорт\w*|جواز(?: سفر)?|گذرنامه|identiteits(?:kaart|bewijs)|id[ -]?(?:kaart|bewijs)|"
    r"rijbewijs|verblijfs(?:document|vergunning)|vreemdelingen|(?:[wv]-|reis)?document|residence permit|ind|v"
)
_PEOPLES = (
    r"cli[eë]nt\w{0,4}?|klant|pati[eë]nt\w{0,4}?|dossier|relatie|leerling|deelnemer|client|patient|customer|case|"
    r"polis|verzekerden?|verzekering|verzekerings|zorgpolis|zorgverzekering|zorgpas|lidmaatschap|lid|policy|insurance|membership"
)
_CALLED = r"(?:s?[ -]?(?:nummer|nr|code|numara(?:sı)?|number|no|id|numer)\b\.?|\.?nr\.?)"
# What the number stands behind, and the number: letters, digits and what divides them, with at least three digits.
_NUMBER = r"(?P<number>(?=(?:[A-Za-z./-]{0,12}\d){3})[A-Za-z0-9](?:[A-Za-z0-9/-]|\.(?=\w)|[ ](?=\d{2,})){2,24})(?![\w])"
_BETWEEN = r"(?:[ ](?:is|was|van \w{1,20} is|bij (?:de |mijn )?\w{1,20}(?: is)?))?[ :=#]{1,4}(?:(?!of|is)[A-Z]{2,10} )?"
_OF_SOMEBODY = re.compile(
    rf"(?<![\w-])(?:(?:{_DOCUMENTS}|{_PEOPLES}){_CALLED}{_BETWEEN}|"
    rf"(?:paspoort|passport|rijbewijs|identiteits(?:kaart|bewijs)|id[ -]?kaart|verblijfs(?:document|pas)|zorgpas|паспорт|جواز سفر)"
    rf"(?:[ ](?:met|is|heeft|nr|nummer|no|nl)){{0,2}}[ :.#]{{1,4}}"
    rf"(?=[A-Za-z]{{0,3}}\d{{4}}|[A-NP-Z]{{2}}[A-NP-Z0-9]{{6}}\d)|dossier[ ](?=[A-Za-z]{{0,4}}-?\d{{4}}[-/]\d{{3}}))"
    rf"{_NUMBER}",
    re.IGNORECASE,
)


def plates(text: str) -> Iterator[Span]:
    """Dutch number plates with their dashes, and whatever the text calls one."""
    for match in _PLATE.finditer(text):
        code = _CODE.search(text, max(0, match.start() - _BEFORE), match.start())
        day = _MONTHS.issuperset(part.casefold() for part in _LETTERS.findall(match.group()))  # '3-mei-24'
        if not (code or day):
            yield Span(match.start(), match.end(), "plate")
    for match in _PLATE_CALLED_SO.finditer(text):
        yield Span(*match.span("number"), "plate")
    for match in _PLATE_OF_VEHICLE.finditer(text):
        if len(match["number"].replace(" ", "")) == _PLATE_CHARACTERS:
            yield Span(*match.span("number"), "plate")


def numbers_of_somebody(text: str) -> Iterator[Span]:
    """Numbers of a passport or other document, of a client, of an insurance."""
    for match in _OF_SOMEBODY.finditer(text):
        yield Span(*match.span("number"), "number")
