"""What carries each sentence of a Dutch answer: the lines of evidence nearest to it, and where their meaning may differ.

A comparison of words, for a person to read: it finds the line to lay beside the sentence and says where the two differ
in 'niet', 'alleen', 'moet' and the like. It decides nothing; `bot.adapters.content.evidence` does.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.adapters.content.evidence import claims_of
from bot.adapters.content.sentences import Kind, kind_of, split
from bot.contract import Language
from bot.core.reply.reply import BlockType
from bot.core.topics.topic import Evidence, Source, Text, Topic

ENOUGH = 0.75
"""Share of a sentence's words from which one line is enough to carry it."""
_ADDS = 2
"""Words that a second line must add to be shown beside the first."""
_NUMBER_WEIGHT = 3
_SHORTEST_PART = 5
"""Letters from which a word inside a longer one counts as the same (`ondersteuning` in `cliëntondersteuning`)."""

_SMALL_WORDS = frozenset(
    """
aan al als ander andere anders bij dan dat de der deze die dit doet door dus een eigen en er geen haar hebben heeft hem het
hier hij hoe hun iemand iets in is ja je kan krijgt kunnen kunt maar mag meer met mij mijn moet moeten na naar niet nog nu
of om onder onze ook op over te ten tot tussen u uit uw van vaak veel via voor waar waarom wat weer wel welke wie wij
word worden wordt zal ze zelf zich zien zij zijn zo zoals zodat zonder zou
""".split()  # noqa: SIM905  # a list of sixty quoted words reads worse
)
_ALIKE = {
    word: group[0]
    for group in (
        ("hulp", "ondersteuning", "begeleiding", "steun"),
        ("beschikking", "besluit"),
        ("complex", "ingewikkeld"),
        ("probleem", "problematiek"),
        ("client", "inwoner", "inburgeraar", "mens"),
        ("langdurig", "levenslang", "blijvend"),
        ("rekening", "factuur", "factur"),
        ("doorverwijz", "verwijz", "verwijs"),
        ("raamcontract", "raamovereenkomst", "contract", "overeenkomst"),
        ("prijs", "tarief", "tariev"),
        ("meedo", "meedoen"),
    )
    for word in group
}
_MEANINGS = {
    "ontkenning": r"niet|geen|nooit|niemand|niets|nergens|zonder",
    "alleen": r"alleen|uitsluitend|slechts|enkel",
    "moet": r"moet|moeten|verplicht|verplichten|verplichting|dient|hoeft|hoeven",
    "mag": r"mag|mogen|toegestaan|recht|bevoegd",
    "altijd": r"altijd|elke|elk|alle|ieder|iedere|iedereen|steeds",
    "hoogstens": r"hooguit|hoogstens|maximaal|maximum|uiterlijk|binnen|tot en met|niet meer dan",
    "minstens": r"minstens|minimaal|tenminste|ten minste|vanaf|meer dan",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _MEANINGS.items()}
_CLAUSE = re.compile(r"[.;:,]\s+")
_CAN = re.compile(r"\b(?:kan|kunnen|kunt)\b", re.IGNORECASE)
_HEADING = re.compile(r"<h[23]>(.*?)</h[23]>", re.DOTALL)
_TOKEN = re.compile(r"[^\W_]+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A line of evidence and the source that it is of."""

    source: Source
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Carried:
    """A sentence with what carries it, nearest first; `share` (0 to 1) of its words stands there."""

    sentence: str
    kind: Kind
    carriers: tuple[Carrier, ...] = ()
    share: float = 0.0
    differences: tuple[str, ...] = ()

    @property
    def must_be_carried(self) -> bool:
        """Whether the sentence states something: a fact, or a step or advice with a number or a name in it."""
        stated = self.kind is Kind.FACT
        return stated or (self.kind in {Kind.STEP, Kind.ADVICE} and bool(claims_of(self.sentence, Language.DUTCH)))


def carried(topic: Topic) -> list[Carried]:
    """Every sentence of the Dutch answer, then those of its short form and facets that the answer does not have."""
    text = topic.text(Language.DUTCH)
    lines = [
        _Line(Carrier(citation.source, evidence))
        for citation in topic.citations
        for evidence in citation.source.evidence
    ]
    lines += [
        _Line(Carrier(ground.source, evidence))
        for ground in topic.rests_on
        for evidence in ground.source.evidence
        if str(ground.ended.year) in evidence.fact
    ]
    stated = dict(_stated(text))
    for words in (text.short, *(facet.text for facet in text.facets)):
        stated |= {sentence: kind_of(sentence) for sentence in split(words) if sentence not in stated}
    return [_carry(sentence, kind, lines) for sentence, kind in stated.items()]


def _stated(text: Text) -> Iterator[tuple[str, Kind]]:
    for block in text.blocks:
        headings = {html.unescape(re.sub(r"<[^>]+>", "", heading)).strip() for heading in _HEADING.findall(block.html)}
        for line in block.text.split("\n"):
            for sentence in split(line):
                yield sentence, kind_of(sentence, step=block.type is BlockType.STEPS, heading=line in headings)


class _Line:
    """A line of evidence with its words, and those of its source's title and publisher, ready to compare."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier = carrier
        about = f"{carrier.source.title} {carrier.source.publisher} {carrier.source.date or ''}"
        self.words = frozenset(_stems(carrier.evidence.fact))
        self._more = frozenset(_stems(f"{about} {carrier.evidence.words}"))

    def has(self, word: str) -> bool:
        return word in self.words or word in self._more or any(_inside(word, other) for other in self.words)


def _carry(sentence: str, kind: Kind, lines: Iterable[_Line]) -> Carried:
    words = frozenset(_stems(sentence))
    result = Carried(sentence, kind)
    if not result.must_be_carried or not words:
        return result
    found = [(frozenset(word for word in words if line.has(word)), line) for line in lines]
    chosen: list[Carrier] = []
    covered: frozenset[str] = frozenset()
    for fewest in (1, _ADDS):
        # of lines that add as much, the one that says least else is the nearest
        best = max(found, key=lambda entry: (_telling(entry[0] - covered), -len(entry[1].words)), default=None)
        if best is None or len(best[0] - covered) < fewest or len(covered) >= ENOUGH * len(words):
            break
        chosen.append(best[1].carrier)
        covered |= best[0]
    return Carried(sentence, kind, tuple(chosen), len(covered) / len(words), differences(sentence, chosen))


def _telling(words: Iterable[str]) -> int:
    """How much shared words say: a number or date is seldom shared by chance."""
    return sum(_NUMBER_WEIGHT if word[0].isdigit() else 1 for word in words)


def differences(sentence: str, carriers: Iterable[Carrier]) -> tuple[str, ...]:
    """Where a sentence and what carries it may mean something else: a word of one kind stands in one and not in the other."""
    evidence = [carrier.evidence for carrier in carriers]
    said = " ".join(f"{line.fact} {line.words}" for line in evidence)
    if not said:
        return ()
    found = [
        f"de zin zegt '{match[0].casefold()}', de bron niet"
        for name, pattern in _PATTERNS.items()
        if (match := pattern.search(sentence))
        and not pattern.search(said)
        and not (name == "mag" and _CAN.search(said))
    ]
    nearest = _nearest_clause(sentence, evidence[0].fact)
    for name in ("ontkenning", "alleen"):
        match = _PATTERNS[name].search(nearest)
        if match and not _PATTERNS[name].search(sentence):
            found.append(f"de bron zegt '{match[0].casefold()}', de zin niet")
    if _CAN.search(sentence) and _PATTERNS["moet"].search(nearest) and not _CAN.search(nearest):
        found.append("de zin zegt 'kan', de bron 'moet'")
    return tuple(found)


def _nearest_clause(sentence: str, fact: str) -> str:
    """The part of a fact that says what the sentence says; empty where no part says at least half of it."""
    words = frozenset(_stems(sentence))
    clauses = [(len(words & frozenset(_stems(clause))), clause) for clause in _CLAUSE.split(fact)]
    shared, nearest = max(clauses, key=lambda entry: entry[0])
    return nearest if 2 * shared >= len(words) else ""


def _stems(words: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFD", words.casefold())
    for token in _TOKEN.findall("".join(letter for letter in plain if not unicodedata.combining(letter))):
        if token not in _SMALL_WORDS and (len(token) > 1 or token.isdigit()):
            stem = _stem(token)
            yield _ALIKE.get(stem, stem)


def _stem(word: str) -> str:
    """A Dutch word without its commonest endings: crude, and the same for both sides."""
    for ending in ("en", "e", "s", "t"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word  # noqa: PLR2004  # 'bell' is 'bel'


def _inside(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return len(short) >= _SHORTEST_PART and short in long
