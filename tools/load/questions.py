"""What the visitors say: about a municipality of their own, so that an answer meant for somebody else shows."""

from __future__ import annotations

_FIRST = "Ik zoek een aanbieder voor een blinde volwassene in de gemeente {}"
_THEN = (
    "Wie betaalt het vervoer naar de dagbesteding?",
    "Hoe lang is de wachttijd?",
    "Wie is het contact bij de gemeente {}?",
    "Wat is Wmo-zg?",
    "Hoe vraag ik een tolk aan?",
    "Wat kost dat?",
)


def after(municipality: str, turns: int) -> list[str]:
    """So many questions of somebody in this municipality."""
    return [_FIRST.format(municipality), *(_THEN[n % len(_THEN)].format(municipality) for n in range(turns - 1))]
