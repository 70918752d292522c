"""`glossary/<language>.csv`: the one word for each thing, and the words that say something else; texts are held to it.

Columns: `dutch`, `use`, `avoid` (several, separated by `|`) and `note`. A language without a glossary is held to nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.content.front_matter import read_text
from bot.adapters.content.problems import Problems
from bot.contract import Language
from bot.core.topics.decision_aids import DecisionAid, Outcome, Step
from bot.core.topics.topic import Text, Topic

FOLDER = "glossary"
COLUMNS = ("dutch", "use", "avoid", "note")
_JOINED = frozenset({Language.ARABIC, Language.PERSIAN, Language.TIGRINYA})
"""Languages that write small words onto the front of a word: what is to be avoided may stand inside one."""
_MARKUP = re.compile(r"\{lang=\w+\}|[\[\]*]")


@dataclass(frozen=True, slots=True)
class Term:
    """A thing with its name in one language, and a way to say it that is to be avoided."""

    dutch: str
    use: str
    avoid: str
    pattern: re.Pattern[str]


def read_glossaries(root: Path, problems: Problems) -> dict[Language, tuple[Term, ...]]:
    """What is to be avoided in each language that has a glossary; mistakes in the files are noted."""
    glossaries = {}
    for path in sorted((root / FOLDER).glob("*.csv")):
        if path.stem not in set(Language):
            problems.add(path, 0, f"'{path.stem}' is geen taal van het kennispunt; kies uit: {', '.join(Language)}")
            continue
        glossaries[Language(path.stem)] = tuple(_terms(path, Language(path.stem), problems))
    return glossaries


def _terms(path: Path, language: Language, problems: Problems) -> Iterator[Term]:
    reader = csv.reader(io.StringIO(read_text(path, problems) or "", newline=""), strict=True)
    start = 1
    try:
        for row in reader:
            if start == 1 and tuple(row) != COLUMNS:
                problems.add(path, 1, f"de kolommen moeten zijn: {','.join(COLUMNS)}")
                return
            if len(row) not in {0, len(COLUMNS)}:
                problems.add(path, start, f"{len(row)} kolommen waar er {len(COLUMNS)} horen; aanhalingstekens?")
            elif row and start > 1:
                dutch, use, avoid, _ = (cell.strip() for cell in row)
                words = {_plain(word): word for word in (" ".join(part.split()) for part in avoid.split("|")) if word}
                for plain, word in words.items():
                    if not any(other in plain for other in words if other != plain):  # the shorter finds it too
                        yield Term(dutch, use, word, _pattern(plain, language))
            start = reader.line_num + 1
    except csv.Error:
        problems.add(path, start, "hier staat een aanhalingsteken te veel of te weinig")


def _pattern(word: str, language: Language) -> re.Pattern[str]:
    start = "" if language in _JOINED else r"(?<!\w)"
    return re.compile(start + re.escape(word).replace(r"\ ", r"\s+"), re.IGNORECASE)


def check_words(
    topics: Iterable[Topic],
    aids: Iterable[DecisionAid],
    glossaries: Mapping[Language, tuple[Term, ...]],
    problems: Problems,
) -> None:
    """Note each word that a glossary says to avoid. Example questions are left alone: people ask as they speak."""
    for topic in topics:
        for language, text in topic.texts.items():
            for term in _found(_said(text), glossaries.get(language, ())):
                path = problems.root.parent / text.path
                problems.add(path, _line(path, term), _message(term, language))
    for aid in aids:
        path = problems.root.parent / aid.path
        parts: list[Step | Outcome] = [*aid.steps.values(), *aid.outcomes.values()]
        for words in (aid.title, *(words for part in parts for words in part.all_words())):
            for language, said in words.texts.items():
                for term in _found(_plain(said), glossaries.get(language, ())):
                    problems.add(path, _line(path, term), _message(term, language))


def _found(said: str, terms: Iterable[Term]) -> Iterator[Term]:
    return (term for term in terms if term.pattern.search(said))


def _said(text: Text) -> str:
    return _plain(
        "\n".join(
            [text.title, text.short, *(block.text for block in text.blocks), *(facet.text for facet in text.facets)]
        )
    )


def _plain(words: str) -> str:
    """Words without the marks around a Dutch word in another language."""
    return _MARKUP.sub("", words)


def _line(path: Path, term: Term) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if term.pattern.search(_plain(line))), 0)


def _message(term: Term, language: Language) -> str:
    return f"'{term.avoid}' ({term.dutch}): gebruik '{term.use}', zie {FOLDER}/{language}.csv"
