"""What the judging of a row needs: the columns, the owners, and what the file has said so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.importing.columns import Columns
from bot.core.importing.owners import Owners


@dataclass(slots=True)
class Context:
    """One sheet's; `said` remembers what earlier rows said, by owner, desk and kind: value and row."""

    columns: Columns
    owners: Owners
    today: date
    sheet: str
    answers: Mapping[tuple[str, int], str]
    said: dict[tuple[str, str, str], list[tuple[str, int]]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    """Keys that may occur once (a code, an id), with their row."""
