"""Names of places and providers made anonymous before a text's meaning is taken.

'Hoe bereik ik Visio' and 'hoe bereik ik Kentalis' ask the same, and 'een man uit Zutphen ziet slecht' is not about the
municipality of Zutphen: a model that sees the names themselves learns the few it was shown.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bot.nlu.names.finder import PARTIES, Entity, NameFinder
from bot.nlu.text.casing import plain_case
from bot.nlu.text.cleaning import clean

_STAND_INS = {"gemeente": "de gemeente", "aanbieder": "de aanbieder"}
_SPACES = re.compile(r" {2,}")
_WORTH_SHARING = 2000
_AT_ONCE = 250
_SAID_ALREADY = re.compile(r"\bgemeente\s$", re.IGNORECASE)


def mask(text: str, entities: Iterable[Entity]) -> str:
    """The text with each named place or provider replaced by a word for what it is, and without capitals that say nothing."""
    masked = plain_case(text)
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


def masked_texts(texts: Sequence[str], names: NameFinder) -> list[str]:
    """Each text cleaned and masked. Finding names keeps one core busy, so many texts are shared out among all."""
    if len(texts) < _WORTH_SHARING or sys.platform != "linux":
        return [_masked(text, names) for text in texts]
    # Forked, for those have the names already; a process begun anew would import Rasa first.
    with ProcessPoolExecutor(mp_context=get_context("fork"), initializer=_finders.append, initargs=(names,)) as pool:
        return list(pool.map(_masked_here, texts, chunksize=_AT_ONCE))


_finders: list[NameFinder] = []
"""In a forked process: what it finds names with."""


def _masked_here(text: str) -> str:
    return _masked(text, _finders[-1])


def _masked(text: str, names: NameFinder) -> str:
    cleaned = clean(text)
    return mask(cleaned, names.named(cleaned))
