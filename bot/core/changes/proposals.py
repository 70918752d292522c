"""What somebody says that is not theirs to decide: kept until somebody decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.core.directory.standing import Origin


class ProposalKind(StrEnum):
    """What is proposed."""

    NEW = "new"
    ENDED = "ended"
    MISSING = "missing"
    RENAMED = "renamed"
    DOUBLE = "double"
    CONTACT = "contact"
    """Another number or address, or another value of a fact that we have."""


class Decision(StrEnum):
    """What became of a proposal."""

    OPEN = ""
    TAKEN = "aangenomen"
    REFUSED = "afgewezen"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal, in a sentence for editors. `record` and `proposed` say what taking it would change, where it can."""

    id: int
    owner_id: str
    kind: ProposalKind
    text: str
    found_on: date
    origin: Origin
    who: str = ""
    record: str = ""
    proposed: Mapping[str, str] = field(default_factory=dict)
    decision: Decision = Decision.OPEN
    decided_on: date | None = None
    decided_by: str = ""
    reason: str = ""

    @property
    def can_be_taken(self) -> bool:
        """Whether taking it changes something by itself; else an editor does what it says."""
        return bool(self.proposed)
