"""What visitors do, and what happened to them: what goes into their process and what comes out of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

BEGUN = "begun"
"""The line that the visitors' process writes when there have been as many answers as there are visitors; the last line is what they saw."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the visitors do.

    `rate` is turns a second of all visitors together, 0 for as fast as they are answered. `municipalities` are those that may
    be asked about, in a fixed order. `rasa` says that `url` is that of Rasa's own channel, asked with `token`.
    """

    url: str
    people: int
    seconds: float
    turns: int
    rate: float
    municipalities: tuple[str, ...]
    rasa: bool = False
    token: str = ""


@dataclass(slots=True)
class Seen:
    """What happened; times are in seconds, in the order in which things ended."""

    answered: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    """How long it took to be told that there is no room."""
    degraded: int = 0
    errors: list[str] = field(default_factory=list)
    mixed_up: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    conversations: int = 0
    """Those that came to their end."""
    seconds: float = 0.0


def read_seen(said: bytes) -> Seen:
    """What the visitors' process wrote when they had left."""
    return Seen(**json.loads(said.splitlines()[-1]))
