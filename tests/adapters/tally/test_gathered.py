"""Counts are gathered, written together, and not lost when the book does not take them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from bot.adapters.tally import gathered
from bot.adapters.tally.gathered import GatheredTally
from bot.adapters.tally.memory import MemoryTallyBook
from bot.contract import Language
from bot.core.use.tally import LONGEST_TOPIC, Counted, Tallied

NL = Language.DUTCH
NOW = datetime(2026, 5, 31, 23, 59, tzinfo=UTC)


class _Book(MemoryTallyBook):
    """A book that is away, when it is told so."""

    def __init__(self) -> None:
        super().__init__()
        self.away = False
        self.writes = 0

    def add(self, counts: Mapping[Tallied, int]) -> None:
        self.writes += 1
        if self.away:
            raise OSError
        super().add(counts)


@pytest.fixture
def book() -> _Book:
    return _Book()


def test_nothing_is_written_before_it_is_asked_and_everything_once(book: _Book):
    tally = GatheredTally(book, lambda: NOW)
    tally.count(Counted.REPLY, NL)
    tally.count(Counted.REPLY, NL)
    tally.count(Counted.UNANSWERED, NL, "wmo-zg/vervoer")
    assert book.counts() == {}
    tally.write()
    tally.write()
    assert book.writes == 1
    assert book.counts() == {
        Tallied("2026-05", Counted.REPLY, NL): 2,
        Tallied("2026-05", Counted.UNANSWERED, NL, "wmo-zg/vervoer"): 1,
    }


def test_what_the_book_does_not_take_is_written_later_with_what_came_since(book: _Book):
    tally = GatheredTally(book, lambda: NOW)
    tally.count(Counted.REPLY, NL)
    book.away = True
    with pytest.raises(OSError):  # noqa: PT011 - it has no words
        tally.write()
    tally.count(Counted.REPLY, NL)
    book.away = False
    tally.write()
    assert book.counts() == {Tallied("2026-05", Counted.REPLY, NL): 2}


def test_memory_has_an_end_and_what_is_counted_already_goes_on(book: _Book, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gathered, "MOST", 1)
    tally = GatheredTally(book, lambda: NOW)
    for topic in ("a" * 500, "b", "a" * 500):
        tally.count(Counted.UNANSWERED, NL, topic)
    tally.write()
    assert book.counts() == {Tallied("2026-05", Counted.UNANSWERED, NL, "a" * LONGEST_TOPIC): 2}
