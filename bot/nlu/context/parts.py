"""A message that asks several things, taken apart into its questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.contract import MOST_QUESTIONS
from bot.nlu.text.cleaning import fold
from bot.nlu.text.word_lists import word_list

_SENTENCE = re.compile(r"(?<=[?!.;؟።])\s+|\n+")
_NUMBERED = re.compile(r"(?:^|(?<=[\s:,;]))(?:\d{1,2}[.)]|[a-e]\))\s+")
_ASKS = ("?", "؟")
_SHORTEST = 2
"""Words that a question has at least."""
_WORTH_CUTTING = 7
"""Words from which one sentence may hold two questions."""
_WORD = re.compile(r"\S+")
_CUTS = 2

Span = tuple[int, int]


def spans(text: str) -> list[Span]:
    """Where each question of a text stands, in order; one span when it asks one thing or nothing.

    Numbered points are questions each. Otherwise sentences with a question mark are; what is told before one goes with
    it, what is told after the last goes with that.
    """
    numbered = [match.start() for match in _NUMBERED.finditer(text)]
    if len(numbered) > 1:
        return _bounded([_trimmed(text, *span) for span in zip(numbered, [*numbered[1:], len(text)], strict=True)])
    found: list[Span] = []
    begin = 0
    for start, end in _sentences(text):
        if text[start:end].rstrip().endswith(_ASKS) and len(text[begin:end].split()) >= _SHORTEST:
            found.append((begin, end))
            begin = end
    if found and text[begin:].strip():
        found[-1] = (found[-1][0], len(text))
    return _bounded([_trimmed(text, *span) for span in found]) or [(0, len(text))]


def question_of(text: str) -> int:
    """Where the sentence with the question mark begins; 0 when that is the first, or there is none."""
    asking = [start for start, end in _sentences(text) if text[start:end].rstrip().endswith(_ASKS)]
    return asking[0] if asking else 0


def cut(text: str, both: Callable[[Span, Span], bool]) -> list[Span]:
    """One sentence as two questions, where it can be cut before an 'and' so that `both` holds of the two; else as it is."""
    words = list(_WORD.finditer(text))
    if len(words) < _WORTH_CUTTING:
        return [(0, len(text))]
    places = [
        number
        for number, word in enumerate(words)
        if _SHORTEST <= number <= len(words) - _SHORTEST and fold(word[0]).strip(",") in word_list("and")
    ]
    for number in places[:_CUTS]:
        first, second = (0, words[number - 1].end()), (words[number + 1].start(), len(text))
        if both(first, second):
            return [first, second]
    return [(0, len(text))]


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the number before it and the white space around it."""
    number = _NUMBERED.match(text, start)
    start = number.end() if number else start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in " \n\t,;":
        end -= 1
    return start, end


def _bounded(found: list[Span]) -> list[Span]:
    return [span for span in found if span[0] < span[1]][:MOST_QUESTIONS]
