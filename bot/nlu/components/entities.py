"""Names as Rasa's entities and back, without loss: what one component finds another reads."""

from __future__ import annotations

from typing import Any

from bot.contract import DENIED
from bot.nlu.names.finder import Entity


def to_rasa(entity: Entity, extractor: str) -> dict[str, Any]:
    """The entity as Rasa carries it; `extractor` names the component."""
    return {
        "entity": entity.kind,
        "start": entity.start,
        "end": entity.end,
        "value": entity.value,
        "confidence_entity": entity.confidence,
        "extractor": extractor,
        **({"role": DENIED} if entity.denied else {}),
    }


def from_rasa(found: dict[str, Any]) -> Entity:
    """What `to_rasa` wrote; an entity of another extractor counts as certain."""
    return Entity(
        found["entity"],
        found["value"],
        found["start"],
        found["end"],
        found.get("confidence_entity", 1.0),
        found.get("role") == DENIED,
    )
