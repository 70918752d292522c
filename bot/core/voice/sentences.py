"""What is said, sentence by sentence: somebody who listens goes back to one, and sees which one is being read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.reply.reply import SpokenPart

END = re.compile(r"(?<=[.!?؟።፧])\s+")
_ENDED = re.compile(r"[.!?؟።፧]\W*$")

type Sentence = tuple[SpokenPart, ...]
"""One sentence; more than one part where it goes from one language to another."""


def sentences(parts: Sequence[SpokenPart]) -> tuple[Sentence, ...]:
    """The sentences of a recording in their order; together they are all that is said."""
    found: list[Sentence] = []
    open_sentence: Sentence = ()
    for part in parts:
        for text in END.split(part.text):
            if not any(map(str.isalnum, text)):  # a lone mark makes no sound
                continue
            open_sentence = (*open_sentence, SpokenPart(text.strip(), part.language))
            if _ENDED.search(text):
                found.append(open_sentence)
                open_sentence = ()
    return (*found, open_sentence) if open_sentence else tuple(found)
