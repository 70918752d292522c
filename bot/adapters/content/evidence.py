"""Truth: every number, date, article and name in an answer must stand in the evidence of a source that it cites.

All that one sentence names must stand together in one line of evidence: spread over several, the right numbers and
names can still make a wrong sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.adapters.content.sentences import Kind, kind_of, sentences, split
from bot.contract import Language
from bot.core.topics.decision_aids import DecisionAid, Outcome, Step
from bot.core.topics.port import Problem
from bot.core.topics.problems import told_once
from bot.core.topics.topic import Source, Text, Topic

_EASTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NUMBER = re.compile(r"(?<![\w])\d+(?:[.,:]\d+)*(?![\w])|(?<=[€$])\d+")
_CODE = re.compile(r"\b[A-Z]*\d+[A-Z]+\d*\b|\b[A-Z]\d\b")
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


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A sentence with claims that its sources do not carry: `missing` stand in no line, `scattered` in none together."""

    sentence: str
    missing: tuple[str, ...] = ()
    scattered: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """What the sentence names and no source carries (together)."""
        return self.missing or self.scattered

    def message(self, whose: str) -> str:
        """What is wrong, in Dutch; `whose` says whose sources are meant ('dit antwoord')."""
        named = ", ".join(f"'{claim}'" for claim in self.claims)
        fault = "in geen bron" if self.missing else "niet samen in één regel van een bron"
        return f'{named}: staat {fault} van {whose}: "{self.sentence}"'


def evidence_problems(topics: Iterable[Topic]) -> tuple[Problem, ...]:
    """What an answer states and none of the sources that it cites carries, once for all languages."""
    found = [
        Problem(text.path, 0, wrong.message("dit antwoord"), cause=f"{topic.id}#{sorted(wrong.claims)}")
        for topic in topics
        for text in topic.texts.values()
        for wrong in unsupported(text, [citation.source for citation in topic.citations], _ends(topic))
    ]
    return told_once(found)


def aid_evidence_problems(aids: Iterable[DecisionAid]) -> tuple[Problem, ...]:
    """The same for decision aids: each step and outcome against its own sources."""
    found = []
    for aid in aids:
        parts: list[Step | Outcome] = [*aid.steps.values(), *aid.outcomes.values()]
        for part in parts:
            found += [
                Problem(aid.path, 0, wrong.message(f"'{part.id}'"), cause=f"{aid.path}#{part.id}{sorted(wrong.claims)}")
                for words in part.all_words()
                for language, text in words.texts.items()
                for wrong in unsupported_sentences(split(text), language, part.sources)
            ]
    return told_once(found)


def _ends(topic: Topic) -> list[str]:
    """The last day of each ground that the topic rests on, and the first day after it."""
    days = [day for ground in topic.rests_on for day in (ground.ended, ground.ended + timedelta(days=1))]
    return [f"{day.day} {day.year}" for day in days]


def unsupported(text: Text, sources: Iterable[Source], also_known: Iterable[str] = ()) -> list[Unsupported]:
    """The sentences of one text (short form and facets included) that neither its sources nor `also_known` carry."""
    stated = [*sentences(text), *split(text.short), *(said for facet in text.facets for said in split(facet.text))]
    return unsupported_sentences(stated, text.language, sources, also_known)


def unsupported_sentences(
    stated: Iterable[str], language: Language, sources: Iterable[Source], also_known: Iterable[str] = ()
) -> list[Unsupported]:
    """The same for sentences: all claims of one must stand together in one line, to which its source's title, publisher and date count."""
    lines = [_Line.of(line) for line in also_known]
    for source in sources:
        about = f"{source.title} {source.publisher} {source.date or ''}"
        lines += [_Line.of(f"{known.fact}\n{about}") for known in source.evidence] or [_Line.of(about)]
    found = []
    for sentence in stated:
        claims = claims_of(sentence, language)
        missing = tuple(claim for claim in claims if not any(line.carries(claim) for line in lines))
        if missing:
            found.append(Unsupported(sentence, missing=missing))
        elif (
            claims
            and not any(all(line.carries(claim) for claim in claims) for line in lines)
            and _states(sentence, claims)
        ):
            found.append(Unsupported(sentence, scattered=claims))
    return found


def claims_of(sentence: str, language: Language) -> tuple[str, ...]:
    """What a sentence names that can be looked for: numbers as digits, codes, and (in Dutch) names."""
    return tuple(dict.fromkeys((*_numbers(sentence, language), *_names(sentence, language))))


def _states(sentence: str, claims: Iterable[str]) -> bool:
    """Whether a sentence puts its claims together; 'vraag het aan A of B' and 'van A en B weten wij niets' only name them."""
    numbers = any(character.isdigit() for claim in claims for character in claim)
    return numbers or kind_of(sentence) not in {Kind.ADVICE, Kind.UNKNOWN}


@dataclass(frozen=True, slots=True)
class _Line:
    numbers: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, line: str) -> _Line:
        return cls(
            frozenset(_numbers(line, Language.DUTCH)), frozenset(word.casefold() for word in _WORD.findall(line))
        )

    def carries(self, claim: str) -> bool:
        return claim in self.numbers or claim.casefold() in self.words


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
