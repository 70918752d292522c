"""The number of each change: what somebody who keeps a copy of the directory compares, and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.directory.organisations import Retired

FIRST = 1
"""The number of what was there before the history began."""


@dataclass(frozen=True, slots=True)
class ChangeNumbers:
    """By which change of the history each owner became as it is.

    Numbers only go up. `removed` are owners that are in the history and no longer in the directory.
    """

    latest: int = FIRST
    by_owner: Mapping[str, int] = field(default_factory=dict)
    removed: tuple[Retired, ...] = ()

    def of(self, owner_id: str) -> int:
        """The number of the newest change of this owner or a fact of it."""
        return self.by_owner.get(owner_id, FIRST)
