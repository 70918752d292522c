"""What a choice sends back: `<kind>:<value>`, the only structured input a client may give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.core.errors import InvalidChoiceError

_VALUE = re.compile(r"[a-z0-9][a-z0-9/._-]{0,79}")


class ChoiceKind(StrEnum):
    """What is chosen. COMMAND is something the assistant does, named by a `gesprek/…` topic's last part."""

    TOPIC = "topic"
    NEED = "need"
    LAW = "law"
    FUNCTION = "function"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"
    LANGUAGE = "language"
    COMMAND = "command"
    AID = "aid"
    """A place in a decision aid, see `bot.core.topics.decision_aids`."""


@dataclass(frozen=True, slots=True)
class ChoiceValue:
    """A parsed choice; `str()` gives the form that travels."""

    kind: ChoiceKind
    value: str

    @classmethod
    def parse(cls, text: str) -> ChoiceValue:
        """Read `topic:wmo-zg/vervoer` and the like; raises InvalidChoiceError for anything else."""
        kind, separator, value = text.partition(":")
        if not separator or kind not in set(ChoiceKind) or not _VALUE.fullmatch(value):
            raise InvalidChoiceError
        return cls(ChoiceKind(kind), value)

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"
