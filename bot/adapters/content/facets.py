"""The facets of an answer: what stands below the line `---` that ends its body.

    ### Wat kost de keuring? {price}
    ### is de keuring gratis

    De keuring kost € 225.

A facet has one or more headings, the ways of asking for it, and a short answer. The first heading ends with its kind,
and with `unknown` where the answer says that this is not known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.adapters.content.front_matter import Document
from bot.adapters.content.markdown import to_blocks
from bot.adapters.content.problems import Problems
from bot.contract import FacetKind, Language
from bot.core.topics.facet import Facet

MOST_WORDS = 40
"""An answer to one question is heard in a quarter of a minute."""

LINE = "---"
"""The line below which the facets stand."""
HEADING = re.compile(r"#{3}\s+(?P<question>.*?)\s*(?:\{(?P<mark>[^{}]*)\})?\s*")
UNKNOWN = "unknown"
_LONGEST_QUESTION = 300


@dataclass
class _Part:
    """A facet as it stands in the file."""

    line: int
    headings: list[re.Match[str]] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    body_line: int = 0

    @property
    def empty(self) -> bool:
        return not any(line.strip() for line in self.body)


def body_lines(document: Document) -> int:
    """How many lines of a document's body are the answer itself; what follows are its facets."""
    lines = document.body.split("\n")
    return next((number for number, line in enumerate(lines) if line.strip() == LINE), len(lines))


def read_facets(document: Document, language: Language, problems: Problems) -> tuple[Facet, ...]:
    """The facets of one file; every mistake is noted with its line and the best that can be read is returned."""
    lines = document.body.split("\n")
    facets: list[Facet] = []
    count: Counter[FacetKind] = Counter()
    for part in _parts(lines, body_lines(document) + 1, document, problems):
        kind, unknown = _mark(part, document, problems)
        if kind is None:
            continue
        asked = tuple(match["question"] for match in part.headings)
        for offset, question in enumerate(asked):
            if not question or len(question) > _LONGEST_QUESTION:
                problems.add(document.path, part.line + offset, f"een vraag heeft 1 tot {_LONGEST_QUESTION} tekens")
        if part.empty:
            problems.add(document.path, part.line, "onder deze vraag ontbreekt het korte antwoord")
            continue
        blocks = to_blocks(
            "\n".join(part.body), language, path=document.path, first_line=part.body_line, problems=problems
        )
        words = sum(len(block.text.split()) for block in blocks)
        if words > MOST_WORDS:
            message = f"het korte antwoord is {words} woorden lang; hoogstens {MOST_WORDS}"
            problems.add(document.path, part.body_line, message)
        count[kind] += 1
        name = str(kind) if count[kind] == 1 else f"{kind}-{count[kind]}"
        facets.append(Facet(name, kind, asked, blocks, unknown))
    return tuple(facets)


def _parts(lines: list[str], start: int, document: Document, problems: Problems) -> Iterator[_Part]:
    part: _Part | None = None
    for number, line in enumerate(lines[start:], document.body_line + start):
        match = HEADING.fullmatch(line.strip())
        if match:
            if part is None or match["mark"] or not part.empty:
                if part:
                    yield part
                part = _Part(number)
            part.headings.append(match)
            part.body_line = number + 1
        elif part is not None:
            part.body.append(line)
            part.body_line = part.body_line if not part.empty else number + 1
            if part.empty:
                part.body.clear()
        elif line.strip():
            problems.add(
                document.path, number, "onder de lijn '---' begint elk kort antwoord met '### een vraag {soort}'"
            )
            return
    if part:
        yield part


def _mark(part: _Part, document: Document, problems: Problems) -> tuple[FacetKind | None, bool]:
    """The kind in the first heading's braces, and whether it is marked as unknown."""
    marks = [word.strip() for word in (part.headings[0]["mark"] or "").split(",") if word.strip()]
    kinds = [word for word in marks if word != UNKNOWN]
    if len(kinds) != 1 or kinds[0] not in set(FacetKind):
        said = f"'{', '.join(kinds)}'" if kinds else "geen soort"
        known = ", ".join(FacetKind)
        problems.add(document.path, part.line, f"achter de vraag staat {said} tussen accolades; kies één uit: {known}")
        return None, False
    return FacetKind(kinds[0]), UNKNOWN in marks
