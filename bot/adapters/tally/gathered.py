"""Counts gathered in memory, so that no reply waits for a database; `write` puts them in the book now and then."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from bot.contract import Language
from bot.core.use.tally import LONGEST_TOPIC, Counted, Tallied, TallyBook, month_of

MOST = 5_000
"""So many different counts are gathered while the book cannot be written; of more the new ones are lost."""


class GatheredTally:
    """Implements `bot.core.use.tally.Tally` on a book. Safe to use from threads; `now` is an aware time."""

    def __init__(self, book: TallyBook, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._book = book
        self._now = now
        self._gathered: Counter[Tallied] = Counter()
        self._lock = threading.Lock()

    def count(self, what: Counted, language: Language, topic: str = "") -> None:
        """As in the port."""
        item = Tallied(month_of(self._now().date()), what, language, topic[:LONGEST_TOPIC])
        with self._lock:
            if item in self._gathered or len(self._gathered) < MOST:
                self._gathered[item] += 1

    def write(self) -> None:
        """As in the port."""
        with self._lock:
            taken, self._gathered = self._gathered, Counter()
        if not taken:
            return
        try:
            self._book.add(taken)
        except Exception:
            with self._lock:
                self._gathered.update(taken)
            raise
