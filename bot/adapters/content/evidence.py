"""Truth: every number, date, article and name in an answer must stand in the evidence of a source that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from bot.core.decision_aids import DecisionAid, Outcome, Step
from bot.core.language import Language
from bot.core.ports import Problem
from bot.core.topics import Source, Text, Topic

_EASTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NUMBER = re.compile(r"(?<![\w])\d+(?:[.,:]\d+)*(?![\w])|(?<=[€$])\d+")
_CODE = re.compile(r"\b[A-Z]*\d+[A-Z]+\d*\b|\b[A-Z]\d\b")
_STEP = re.compile(r"^\d+\. ", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|\n|[‘“\"(–]\s*)$")

_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        ("vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien", "vijftien"), 4
    )
}
"""Two and three are left out: 'deze twee dingen' counts the sentence's own words, not a fact."""

_EVERYDAY = frozenset(
    {
        "VNG", "Vereniging", "Nederlandse", "Gemeenten", "Wmo", "Wmo-zg", "Wet", "Zvw", "Wlz", "Jeugdwet", "Zorgverzekeringswet",
        "Nederland", "Nederlands", "ZG", "U", "Ja", "Nee", "Kennispunt", "TOS", "LTA", "PIP", "DUO", "UWV", "KNM", "iWmo", "B1", "A1", "A2",
        "Engels", "Arabisch", "Turks", "Oekraïens", "Perzisch", "Pools", "Tigrinya", "English", "Esc", "Enter", "BSN",
    }
)  # fmt: skip
"""Words with a capital that state no fact: names of laws, languages and keys."""


def evidence_problems(topics: Mapping[str, Topic]) -> tuple[Problem, ...]:
    """What stands in an answer and in none of the sources that it cites, for every topic and language."""
    return tuple(
        Problem(text.path, 0, f"'{claim}' staat in geen bron van dit antwoord")
        for topic in topics.values()
        for text in topic.texts.values()
        for claim in unsupported(text, [citation.source for citation in topic.citations], _ends(topic))
    )


def aid_evidence_problems(aids: Mapping[str, DecisionAid]) -> tuple[Problem, ...]:
    """The same for decision aids: each step and outcome against its own sources, in every language."""
    found = []
    for aid in aids.values():
        parts: list[Step | Outcome] = [*aid.steps.values(), *aid.outcomes.values()]
        for part in parts:
            found += [
                Problem(aid.path, 0, f"'{claim}' bij '{part.id}' staat in geen bron van deze stap")
                for words in part.all_words()
                for language, text in words.texts.items()
                for claim in claims_without_source(text, language, part.sources)
            ]
    return tuple(found)


def _ends(topic: Topic) -> list[str]:
    """The last day of each ground that the topic rests on, and the first day after it."""
    days = [day for ground in topic.rests_on for day in (ground.ended, ground.ended + timedelta(days=1))]
    return [f"{day.day} {day.year}" for day in days]


def unsupported(text: Text, sources: Iterable[Source], also_known: Iterable[str] = ()) -> list[str]:
    """The claims (numbers as digits, names as written) of one text that neither its sources nor `also_known` hold."""
    body = "\n".join([*(_STEP.sub("", block.text) for block in text.blocks), text.short])
    return claims_without_source(body, text.language, sources, also_known)


def claims_without_source(
    body: str, language: Language, sources: Iterable[Source], also_known: Iterable[str] = ()
) -> list[str]:
    """The same for plain words."""
    lines = [
        line
        for source in sources
        for line in (*(known.fact for known in source.evidence), source.title, source.publisher, str(source.date))
    ]
    lines += also_known
    known_numbers = {number for line in lines for number in _numbers(line, Language.DUTCH)}
    known_words = {word.casefold() for line in lines for word in _WORD.findall(line)}
    claims = [number for number in _numbers(body, language) if number not in known_numbers]
    claims += [name for name in _names(body, language) if name.casefold() not in known_words]
    return list(dict.fromkeys(claims))


def _numbers(text: str, language: Language) -> Iterator[str]:
    plain = text.translate(_EASTERN_DIGITS)
    for match in _NUMBER.finditer(plain):
        yield _normal(match[0])
    for match in _CODE.finditer(plain):
        if match[0] not in _EVERYDAY:
            yield match[0]
    if language is Language.DUTCH:
        for word in re.findall(r"[a-zë]+", plain.casefold()):
            if word in _NUMBER_WORDS:
                yield _NUMBER_WORDS[word]


def _normal(number: str) -> str:
    """`2.000` and `2,000` are 2000; `0,3` is 0.3; an article such as 2.3.2 stays."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return re.sub(r"[.,]", "", number)
    return number.replace(",", ".")


def _names(text: str, language: Language) -> Iterator[str]:
    """Words with a capital inside a sentence; only Dutch writes few enough of them for this to say something."""
    if language is not Language.DUTCH:
        return
    for match in _WORD.finditer(text):
        word = match[0]
        everyday = word in _EVERYDAY or word.partition("-")[0] in _EVERYDAY  # Wmo-melding is the everyday Wmo
        if word[0].isupper() and not everyday and not _SENTENCE_START.search(text[: match.start()]):
            yield word.removesuffix("'s")
