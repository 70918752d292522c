"""Number plates, and numbers that stand for one person with some authority, insurer or organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.text import Span

# The Dutch forms ("sidecodes"): three groups of one to three letters or digits, six characters in all.
_PLATE = re.compile(
    r"(?<![\w.-])(?:"
    r"[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|"
    r"\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|"
    r"[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d"
    r")(?![\w-])"
)
_CODE = re.compile(
    r"(?:code|artikel|product|model|bericht|versie|type|order|formulier|regel)\w{0,8}[ :]{1,2}$", re.IGNORECASE
)
_BEFORE = 24
_PLATE_CALLED_SO = re.compile(
    r"\b(?:kenteken(?:nummer|plaat)?|nummerplaat|number plate|licen[cs]e plate|plaka|номерний знак|لوحة)\b(?: is| van[^\d\n]{0,30})?"
    r"[:\s]{1,3}(?P<number>(?=[\w -]{0,9}\d)[A-Za-z0-9]{1,3}[ -]?[A-Za-z0-9]{1,3}[ -]?[A-Za-z0-9]{1,3})(?![\w-])",
    re.IGNORECASE,
)

_DOCUMENTS = (
    r"paspoort|passport|pasaport|paszport\w*|паспорт\w*|جواز(?: سفر)?|گذرنامه|identiteits(?:kaart|bewijs)|id[ -]?(?:kaart|bewijs)|"
    r"rijbewijs|verblijfs(?:document|vergunning)|vreemdelingen|document|residence permit|v"
)
_PEOPLES = (
    r"cli[eë]nt\w{0,4}?|klant|pati[eë]nt\w{0,4}?|dossier|relatie|leerling|deelnemer|client|patient|customer|case|"
    r"polis|verzekerden?|verzekering|verzekerings|zorgpolis|lidmaatschap|lid|policy|insurance|membership"
)
_CALLED = r"(?:s?[ -]?(?:nummer|nr|numara(?:sı)?|number|no|id|numer)\b\.?|\.?nr\.?)"
# What the number stands behind, and the number: letters, digits and what divides them, with at least three digits.
_NUMBER = r"(?P<number>(?=(?:[A-Za-z./-]{0,12}\d){3})[A-Za-z0-9](?:[A-Za-z0-9/-]|\.(?=\w)|[ ](?=\d{2,})){2,24})(?![\w])"
_BETWEEN = r"(?:[ ](?:is|was|van \w{1,20} is))?[ :=#]{1,4}"
_OF_SOMEBODY = re.compile(
    rf"(?<![\w-])(?:(?:{_DOCUMENTS}|{_PEOPLES}){_CALLED}{_BETWEEN}|"
    rf"(?:paspoort|passport|rijbewijs|identiteitskaart|паспорт|جواز سفر)(?:[ ](?:met|is|heeft|nr|nummer|no)){{0,2}}[ :.#]{{1,4}}"
    rf"(?=[A-Za-z]{{0,3}}\d{{4}}|[A-NP-Z]{{2}}[A-NP-Z0-9]{{6}}\d))"
    rf"{_NUMBER}",
    re.IGNORECASE,
)


def plates(text: str) -> Iterator[Span]:
    """Dutch number plates with their dashes, and whatever the text calls one."""
    for match in _PLATE.finditer(text):
        if not _CODE.search(text, max(0, match.start() - _BEFORE), match.start()):
            yield Span(match.start(), match.end(), "plate")
    for match in _PLATE_CALLED_SO.finditer(text):
        yield Span(*match.span("number"), "plate")


def numbers_of_somebody(text: str) -> Iterator[Span]:
    """Numbers of a passport or other document, of a client, of an insurance."""
    for match in _OF_SOMEBODY.finditer(text):
        yield Span(*match.span("number"), "number")
