"""A topic that a message may be about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that the message may be about; `confidence` runs from 0 to 1."""

    topic: str
    confidence: float
