"""An answer taken apart into sentences."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.core.topics.topic import Text

_ABBREVIATIONS = ("art", "bijv", "dhr", "mevr", "nr", "par", "blz", "ca", "e.d", "o.a", "d.w.z", "St")
_END = re.compile(
    "".join(rf"(?<!\b{re.escape(short)}\.)" for short in _ABBREVIATIONS)
    + r"(?:(?<=[.!?؟።፧])|(?<=[.!?؟።፧][”\"’)]))\s+|\n"
)
_MARKER = re.compile(r"\{\{[^}\n]*\}\}?")
_LIST_MARK = re.compile(r"^(?:\d+\. |– )", re.MULTILINE)


def split(words: str) -> list[str]:
    """The sentences of a plain text; a line (a list item, a heading) ends one. Numbers, dashes and contact markers are left out."""
    parts = (part.strip() for part in _END.split(_LIST_MARK.sub("", _MARKER.sub("", words))))
    return [part for part in parts if re.search(r"\w", part)]


def sentences(text: Text) -> list[str]:
    """The sentences of an answer, without its short form."""
    return split("\n".join(block.text for block in text.blocks))


class Kind(StrEnum):
    """What a Dutch sentence does; only a `FACT` states something that a source must carry."""

    FACT = "feit"
    STEP = "stap"
    ADVICE = "advies"
    UNKNOWN = "weten wij niet"
    QUESTION = "vraag"
    HEADING = "kop"
    LEAD = "aanloop"


_OUR_KNOWING = re.compile(
    r"\b(?:weten|kennen|hebben|vonden|vinden) wij\b|\bwij (?:weten|kennen|hebben|vonden|vinden)\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:niets?|geen|nog nooit)\b", re.IGNORECASE)
_NOT_KNOWN = re.compile(
    r"\b(?:niet|nog niet|on)\s?bekend\b|\bniet in (?:onze|deze|die|de|het) (?:bron|bronnen|stuk)\b|\bbron(?:nen)?\b.*\bgeen datum\b",
    re.IGNORECASE,
)
_OTHERS_KNOW = re.compile(r"^(?:Wat|Of|Hoe|Welke?|Wie|Waar|Wanneer)\b.*\b(?:weet|weten|vragen|vraagt u)\b")
_VERBS = """
bel begin bekijk bespreek bewaar blijf check controleer denk doe druk ga gebruik geef haal help herhaal houd kies kijk klik
laat lees leg let luister maak mail meld neem noem noteer open overleg praat probeer raadpleeg schrijf selecteer sla spreek
stel stop stuur toon typ vergelijk verstuur vertel verwijs vraag vul wacht wijs zeg zet zoek zorg
"""
_IMPERATIVES = frozenset(_VERBS.split())
_LONGEST_LEAD = 5
"""Words up to which 'Zo pakt u het aan:' says nothing but that a list follows."""
_CLAUSE = re.compile(r"[,:;]\s+")


def kind_of(sentence: str, *, step: bool = False, heading: bool = False) -> Kind:
    """What a Dutch sentence does: a few words and a colon lead in a list, an imperative gives advice ('Bij twijfel: vraag het'), 'weten wij niet' states no fact."""
    lead = sentence.endswith(":") and len(sentence.split()) <= _LONGEST_LEAD and not re.search(r"\d", sentence)
    if heading or lead:
        return Kind.HEADING if heading else Kind.LEAD
    if sentence.rstrip("”\"')").endswith("?"):
        return Kind.QUESTION
    if step:
        return Kind.STEP
    if _NOT_KNOWN.search(sentence) or (_OUR_KNOWING.search(sentence) and _NOT.search(sentence)):
        return Kind.UNKNOWN
    return Kind.ADVICE if _advises(sentence) else Kind.FACT


def _advises(sentence: str) -> bool:
    starts = (
        clause.split(maxsplit=1)[0].casefold().rstrip(".,") for clause in _CLAUSE.split(sentence) if clause.strip()
    )
    return bool(_OTHERS_KNOW.search(sentence)) or any(word in _IMPERATIVES for word in starts)
