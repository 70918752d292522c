"""How a fact stands: where it comes from, and whether an answer may rely on it (docs/adr/0015-states-and-provenance.md)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

MONTHS_FRESH = 6
"""How long a confirmation counts."""
MONTHS_FRESH_NAME = 12
"""The same for what seldom changes: the organisation itself."""
MONTHS_REGISTER = 12
"""After so long the national register itself calls its details outdated."""
_YEAR = 12
_LAST_SURE_DAY = 28


class Origin(StrEnum):
    """Who said it, the strongest first. What is weaker than a fact's own origin changes nothing: it makes a proposal."""

    OWNER = "owner"
    VNG = "vng"
    REGISTER = "register"
    FILES = "files"

    @property
    def at_the_desk(self) -> bool:
        """Whether a person of the owner or of VNG said it, and no register or file."""
        return self in {Origin.OWNER, Origin.VNG}

    def yields_to(self, other: Origin) -> bool:
        """Whether the other one may change what this one said: the same or a stronger one may."""
        order = list(Origin)
        return order.index(other) <= order.index(self)


class State(StrEnum):
    """What a fact is worth, in the words of the editors."""

    CONFIRMED = "bevestigd"
    OUTDATED = "verouderd"
    UNCONFIRMED = "onbevestigd"
    DISPUTED = "betwist"
    WITHDRAWN = "ingetrokken"


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; at the end of a month no later than the 28th."""
    month = day.year * _YEAR + day.month - 1 - months
    return date(month // _YEAR, month % _YEAR + 1, min(day.day, _LAST_SURE_DAY))
