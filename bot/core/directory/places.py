"""Municipalities named in a message that is likely to name one, where the language model cannot know that it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.directory.organisations import Municipality

_ADDITION = re.compile(r"\s*\([^)]*\)$")
"""CBS adds the province's letter to names that occur twice: `Bergen (L.)`."""


def named_places(text: str, municipalities: Sequence[Municipality], *, any_case: bool = False) -> tuple[str, ...]:
    """Canonical names of the municipalities that stand in the text as whole words, in the order of the text.

    Many names are also words (`Kampen`, `Best`), so a name counts with its capital only, unless `any_case`. Of names
    that occur twice, those in a province that the text names; all of them when it names none.
    """
    found: dict[tuple[int, str], list[Municipality]] = {}
    for municipality in municipalities:
        name = _ADDITION.sub("", municipality.name)
        match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE if any_case else 0)
        if match:
            found.setdefault((match.start(), name), []).append(municipality)
    names: list[str] = []
    for (start, name), homonyms in sorted(found.items()):
        if any(len(longer) > len(name) and at <= start < at + len(longer) for at, longer in found):
            continue  # part of a longer name: 'Bergen' in 'Bergen op Zoom'
        in_province = [item for item in homonyms if item.province.casefold() in text.casefold()]
        names += [item.name for item in in_province or homonyms]
    return tuple(names)
