"""What a voice is given at a time, in one language: each is recorded, kept and sent on its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.core.reply.reply import SpokenPart
from bot.core.voice.sentences import END

_LONGEST = 400
"""Characters in one recording: half a minute. A longer sentence is parted, at a comma where there is one."""
_CLAUSE = re.compile(r"(?<=[,;:،؛፣፤፥])\s+|\s+")


def utterances(parts: Iterable[SpokenPart]) -> Iterator[SpokenPart]:
    """The sentences of all parts; what holds no letter or figure falls away."""
    for part in parts:
        for sentence in END.split(part.text):
            for piece in _pieces(_clean(sentence)):
                if any(map(str.isalnum, piece)):
                    yield SpokenPart(piece, part.language)


def _pieces(sentence: str) -> Iterator[str]:
    while len(sentence) > _LONGEST:
        places = list(_CLAUSE.finditer(sentence, 1, _LONGEST))
        marked = [match for match in places if match.string[match.start() - 1] in ",;:،؛፣፤፥"]
        at = (marked or places)[-1].end() if places else _LONGEST
        yield sentence[:at].rstrip()
        sentence = sentence[at:]
    yield sentence


def _clean(text: str) -> str:
    """One line without control characters: a zero byte would end the text inside a library."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
