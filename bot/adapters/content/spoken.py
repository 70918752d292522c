"""`spoken/<language>.csv`: words that are said otherwise than they are written, for the voice.

Columns: `word`, `say` and `note`. A `#` in `word` stands for a number before or after it (`no. #`, `# dB`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.adapters.content.front_matter import read_text
from bot.adapters.content.problems import Problems
from bot.contract import Language
from bot.core.voice.lexicon import Lexicon
from bot.core.voice.tongues import TONGUES

FOLDER = "spoken"
COLUMNS = ("word", "say", "note")
_PLACE_OF_NUMBER = re.compile(r"(?:# )?[^#]+|[^#]+ #")
_LATIN = re.compile(r"[A-Za-z]")


def read_spoken(root: Path, problems: Problems) -> dict[Language, dict[str, str]]:
    """Per language how words are said; every mistake is noted. A language without a file has no such words."""
    spoken = {}
    for path in sorted((root / FOLDER).glob("*.csv")):
        if path.stem not in set(Language):
            problems.add(path, 0, f"'{path.stem}' is geen taal van het kennispunt; kies uit: {', '.join(Language)}")
            continue
        language = Language(path.stem)
        lines = {word: (say, line) for line, word, say in _rows(path, language, problems)}
        spoken[language] = {word: say for word, (say, _) in lines.items()}
        _check_once(path, lines, problems)
    return spoken


def _rows(path: Path, language: Language, problems: Problems) -> Iterator[tuple[int, str, str]]:
    reader = csv.reader(io.StringIO(read_text(path, problems) or "", newline=""), strict=True)
    seen: set[str] = set()
    start = 1
    try:
        for row in reader:
            if start == 1 and tuple(row) != COLUMNS:
                problems.add(path, 1, f"de kolommen moeten zijn: {','.join(COLUMNS)}")
                return
            if len(row) not in {0, len(COLUMNS)}:
                problems.add(path, start, f"{len(row)} kolommen waar er {len(COLUMNS)} horen; aanhalingstekens?")
            elif row and start > 1:
                word, say = (" ".join(cell.split()) for cell in row[:2])
                message = _mistake(word, say, language) or (f"'{word}' staat er al" if word in seen else "")
                if message:
                    problems.add(path, start, message)
                else:
                    seen.add(word)
                    yield start, word, say
            start = reader.line_num + 1
    except csv.Error:
        problems.add(path, start, "hier staat een aanhalingsteken te veel of te weinig")


def _mistake(word: str, say: str, language: Language) -> str:
    if not word or not say:
        return "'word' en 'say' moeten allebei gevuld zijn"
    if not _PLACE_OF_NUMBER.fullmatch(word) or "#" in say:
        return "'#' staat alleen in 'word', voor- of achteraan met een spatie ertussen: 'no. #' of '# dB'"
    if any(character.isdigit() for character in say):
        return f"schrijf het getal in '{say}' als woord"
    if not TONGUES[language].latin and _LATIN.search(say):
        return f"'{say}' heeft Latijnse letters: schrijf het in het schrift van deze taal"
    return ""


def _check_once(path: Path, lines: Mapping[str, tuple[str, int]], problems: Problems) -> None:
    """What is said of a word may not hold a word of the list: it would be read differently the second time."""
    lexicon = Lexicon({word: say for word, (say, _) in lines.items()})
    for say, line in lines.values():
        if lexicon.apply(say) != say:
            problems.add(path, line, f"in '{say}' staat een woord dat zelf in de lijst staat")
