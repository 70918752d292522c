"""Both books of counts: in memory, and on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.directory.setup import upgrade
from bot.adapters.sql.use.tally import SqlTallyBook
from bot.adapters.tally.memory import MemoryTallyBook
from bot.contract import Language
from bot.core.use.tally import Counted, Tallied, TallyBook

REPLY = Tallied("2026-05", Counted.REPLY, Language.DUTCH)
UNKNOWN = Tallied("2026-05", Counted.UNANSWERED, Language.TURKISH, "wmo-zg/vervoer")
OLD = Tallied("2025-12", Counted.CONVERSATION, Language.DUTCH)


class TallyBookContract:
    """What every book of counts does."""

    def test_counts_add_up_and_old_months_are_let_go_of(self, book: TallyBook):
        assert book.counts() == {}
        book.add({REPLY: 2, UNKNOWN: 1})
        book.add({REPLY: 3, OLD: 1})
        assert book.counts() == {REPLY: 5, UNKNOWN: 1, OLD: 1}
        assert book.forget("2026-05") == 1
        assert book.forget("2026-05") == 0
        assert book.counts() == {REPLY: 5, UNKNOWN: 1}

    def test_those_who_count_at_once_lose_nothing(self, book: TallyBook):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: book.add({REPLY: 1, UNKNOWN: 2}), range(8)))
        assert book.counts() == {REPLY: 8, UNKNOWN: 16}


class TestMemory(TallyBookContract):
    @pytest.fixture
    def book(self) -> TallyBook:
        return MemoryTallyBook()


class TestSql(TallyBookContract):
    @pytest.fixture
    def book(self, engine: Engine) -> TallyBook:
        upgrade(engine)
        return SqlTallyBook(engine)
