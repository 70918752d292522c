"""A reply's block as lines to say: paragraphs, headings and items of lists, with the language of each stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

from bot.contract import Language
from bot.core.reply.reply import Block, BlockType

_NUMBERED, _BULLET = re.compile(r"^\s*\d+\.\s+"), re.compile(r"^\s*[–•-]\s+")
_LINES = frozenset({"p", "li", "h2", "h3"})


class LineKind(StrEnum):
    """What a line is."""

    PARAGRAPH = "paragraph"
    STEP = "step"
    POINT = "point"


@dataclass(slots=True)
class Line:
    """A paragraph or an item, as stretches of text in one language each. `group` is the list that an item is of."""

    kind: LineKind
    group: int = 0
    stretches: list[tuple[str, Language]] = field(default_factory=list)

    def add(self, text: str, language: Language) -> None:
        """Put words at the end."""
        if self.stretches and self.stretches[-1][1] is language:
            self.stretches[-1] = (self.stretches[-1][0] + text, language)
        else:
            self.stretches.append((text, language))

    @property
    def has_words(self) -> bool:
        """Whether there is anything to say."""
        return any(any(map(str.isalnum, text)) for text, _ in self.stretches)


def lines_of(block: Block) -> list[Line]:
    """The block's lines, from its markup where it has that, else from its text."""
    if block.html:
        parser = _Lines(block.language)
        parser.feed(block.html)
        parser.close()
        found = parser.found
    else:
        found = list(_plain_lines(block))
    return [line for line in found if line.has_words]


def _plain_lines(block: Block) -> Iterator[Line]:
    group, before = 0, LineKind.PARAGRAPH
    for text in block.text.splitlines():
        kind = _kind(text, block.type)
        group += kind is not before  # a list goes on for as long as its items follow each other
        before = kind
        yield Line(kind, group, [(_BULLET.sub("", _NUMBERED.sub("", text)), block.language)])


def _kind(text: str, block: BlockType) -> LineKind:
    if block is BlockType.STEPS or _NUMBERED.match(text):
        return LineKind.STEP
    return LineKind.POINT if _BULLET.match(text) else LineKind.PARAGRAPH


class _Lines(HTMLParser):
    """Cuts trusted markup into lines, and lines into stretches of one language."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._languages = [language]
        self._lists: list[tuple[LineKind, int]] = []
        self._groups = 0
        self.found: list[Line] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element, and its language if it names one."""
        if tag in {"ol", "ul"}:
            self._groups += 1
            # A list inside an item is said as sentences: numbers inside numbers are not followed by ear.
            inner = bool(self._lists)
            kind = LineKind.PARAGRAPH if inner else LineKind.STEP if tag == "ol" else LineKind.POINT
            self._lists.append((kind, self._groups))
        elif tag == "li":
            self.found.append(Line(*self._lists[-1]) if self._lists else Line(LineKind.PARAGRAPH))
        elif tag in _LINES and ((self.found and self.found[-1].has_words) or not self.found or not self._lists):
            self.found.append(Line(LineKind.PARAGRAPH))
        elif tag == "span":
            code = dict(attrs).get("lang")
            self._languages.append(Language(code) if code in set(Language) else self._languages[-1])
        elif tag == "br":
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
            self.found.append(Line(LineKind.PARAGRAPH))
        elif tag == "span" and len(self._languages) > 1:
            self._languages.pop()

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self._add(re.sub(r"\s+", " ", data))

    def _add(self, text: str) -> None:
        if not self.found:
            self.found.append(Line(LineKind.PARAGRAPH))
        self.found[-1].add(text, self._languages[-1])
