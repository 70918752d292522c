"""Names of places and providers made anonymous before a text's meaning is taken.

'Hoe bereik ik Visio' and 'hoe bereik ik Kentalis' ask the same, and 'een man uit Zutphen ziet slecht' is not about the
municipality of Zutphen: a model that sees the names themselves learns the few it was shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.nlu.directory import PARTIES, Entity

_STAND_INS = {"gemeente": "de gemeente", "aanbieder": "de aanbieder"}
_SPACES = re.compile(r" {2,}")
_SAID_ALREADY = re.compile(r"\bgemeente\s$", re.IGNORECASE)


def mask(text: str, entities: Iterable[Entity]) -> str:
    """The text with each named place or provider replaced by a word for what it is."""
    masked = text
    done = len(text)
    for entity in sorted(entities, key=lambda entity: -entity.start):
        stand_in = _STAND_INS.get(entity.kind)
        if stand_in is None or entity.end > done or entity.value in PARTIES:
            continue
        before = masked[: entity.start]
        if _SAID_ALREADY.search(before):
            stand_in = ""
        masked = f"{before}{stand_in}{masked[entity.end :]}"
        done = entity.start
    return _SPACES.sub(" ", masked).strip()
