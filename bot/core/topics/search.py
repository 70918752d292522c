"""Search over the topics in plain Python: the answer when the dialogue is away, and the search field of the topics page.

Words are scored with BM25 (Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75) over weighted fields; a word that occurs
nowhere counts as the known word whose letter trigrams are most like its own, so a typing mistake costs little.
"""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.contract import OUT_OF_SCOPE, Language
from bot.core.topics.port import Library
from bot.core.topics.topic import Text, Topic

_K1 = 1.2
_B = 0.75
_TITLE_WEIGHT = 3
_QUESTION_WEIGHT = 2
_SHORT_WEIGHT = 2
_BODY_WEIGHT = 1
_MOST_QUESTIONS = 100
"""Of a topic's example questions the first so many are searched: the thousands after them are there to learn from."""
_LIKE_ENOUGH = 0.45
_SHORTEST_FUZZY = 4
_STEM_LENGTH = 6
_WORD = re.compile(r"[^\W_]+")
_NOT_SEARCHED = ("gesprek/", OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class Found:
    """A topic that fits, and how well: 0 not at all, 1 every word of the question found in its title."""

    topic: Topic
    score: float


@dataclass(frozen=True, slots=True)
class _Index:
    topics: tuple[Topic, ...]
    counts: tuple[Counter[str], ...]
    lengths: tuple[float, ...]
    average: float
    spread: dict[str, int]
    """In how many topics a word occurs."""
    trigrams: dict[str, frozenset[str]]

    def weight(self, word: str) -> float:
        """How telling a word is: rare words more than common ones."""
        occurs = self.spread.get(word, 0)
        return math.log(1 + (len(self.topics) - occurs + 0.5) / (occurs + 0.5))


class TopicSearch:
    """Searches a library; rebuilds its index when the content changes. Safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._version = ""
        self._indexes: dict[Language, _Index] = {}

    def find(self, text: str, language: Language, *, limit: int = 5) -> Sequence[Found]:
        """The best topics for `text`, best first; empty when no word of it occurs anywhere."""
        index = self._index(language)
        wanted = [match for word in _words(text) if (match := _known(word, index))]
        if not wanted:
            return ()
        scores = [
            sum(index.weight(word) * likeness * _saturation(counts[word], length, index) for word, likeness in wanted)
            for counts, length in zip(index.counts, index.lengths, strict=True)
        ]
        best_possible = sum(index.weight(word) for word, _ in wanted) * (_K1 + 1)
        ranked = sorted(zip(scores, index.topics, strict=True), key=lambda pair: (-pair[0], pair[1].id))
        return tuple(Found(topic, score / best_possible) for score, topic in ranked[:limit] if score > 0)

    def knows(self, word: str, language: Language) -> bool:
        """Whether this word stands in a topic as it is, and not only one that is like it."""
        index = self._index(language)
        return any(part in index.spread for part in _words(word))

    def _index(self, language: Language) -> _Index:
        version = self._library.version()
        with self._lock:
            if version != self._version:
                self._indexes.clear()
                self._version = version
            if language not in self._indexes:
                self._indexes[language] = _build(self._library.topics().values(), language)
            return self._indexes[language]


def _build(topics: Iterable[Topic], language: Language) -> _Index:
    searched = tuple(topic for topic in topics if not topic.id.startswith(_NOT_SEARCHED))
    counts = tuple(_count(topic, language) for topic in searched)
    lengths = tuple(float(counter.total()) for counter in counts)
    spread: Counter[str] = Counter(word for counter in counts for word in counter)
    average = sum(lengths) / len(lengths) if lengths else 1.0
    return _Index(searched, counts, lengths, average, dict(spread), {word: _trigrams(word) for word in spread})


def _count(topic: Topic, language: Language) -> Counter[str]:
    """Weighted words of a topic: in the language asked for, and in Dutch, whose terms are used in every language."""
    counter: Counter[str] = Counter()
    for text in {id(text): text for text in (topic.text(language), topic.text(Language.DUTCH))}.values():
        questions = topic.questions_in(text.language)[:_MOST_QUESTIONS]
        for weight, part in _fields(text, questions):
            for word in _words(part):
                counter[word] += weight
    return counter


def _fields(text: Text, questions: Iterable[str]) -> Iterable[tuple[int, str]]:
    yield _TITLE_WEIGHT, text.title
    yield _SHORT_WEIGHT, text.short
    for question in questions:
        yield _QUESTION_WEIGHT, question
    for block in text.blocks:
        yield _BODY_WEIGHT, block.text


def _saturation(count: int, length: float, index: _Index) -> float:
    return count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / index.average))


def _known(word: str, index: _Index) -> tuple[str, float] | None:
    """The indexed word that this word stands for, and how alike they are (1: the same)."""
    if word in index.spread:
        return word, 1.0
    if len(word) < _SHORTEST_FUZZY:
        return None
    own = _trigrams(word)
    best = max(index.trigrams.items(), key=lambda item: _likeness(own, item[1]), default=None)
    if best is None or (likeness := _likeness(own, best[1])) < _LIKE_ENOUGH:
        return None
    return best[0], likeness


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient: shared trigrams, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other))


def _trigrams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))


def _words(text: str) -> list[str]:
    """Words without case and accents, cut at six letters: 'gemeenten' and 'gemeente', 'vergoed' and 'vergoeding'."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )
    return [word[:_STEM_LENGTH] for word in _WORD.findall(plain) if word not in _EMPTY_WORDS]


_EMPTY_WORDS = frozenset(
    # Words of a Dutch or English question that say nothing of its subject.
    """aan als bij dan dat de deze die dit door een en er ergens geen haar hebben heb heeft hem het hij hoe hun iemand
    ik in is ja je jij jullie kan kun kunnen maar me mee met mij mijn moet mogen mag naar nee niet nog nou nu of om
    omdat onder ons onze ook op over te tegen toch tot u uit uw van veel voor waar waarom wanneer wat we wel welk welke
    werd wie wij wil word wordt worden ze zij zijn zo zou
    a an and are at be by can do does for from has have how i if in is it me my no not of on or our that the their they
    this to us was we what when where which who why will with you your""".split()  # noqa: SIM905 - as a list it would fill a page
)
