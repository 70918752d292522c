"""The `TallyBook` port in memory, for who has no database."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping

from bot.core.use.tally import Tallied


class MemoryTallyBook:
    """Implements `bot.core.use.tally.TallyBook`; gone when the process ends."""

    def __init__(self) -> None:
        self._counts: Counter[Tallied] = Counter()
        self._lock = threading.Lock()

    def add(self, counts: Mapping[Tallied, int]) -> None:
        """As in the port."""
        with self._lock:
            self._counts.update(counts)

    def counts(self) -> Mapping[Tallied, int]:
        """As in the port."""
        with self._lock:
            return dict(self._counts)

    def forget(self, before: str) -> int:
        """As in the port."""
        with self._lock:
            old = [item for item in self._counts if item.month < before]
            for item in old:
                del self._counts[item]
            return len(old)
