"""Concepts and changes in SQLite and PostgreSQL, held to the port's contract, as their fake twin is."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from bot.adapters.sql.directory.setup import upgrade
from bot.adapters.sql.texts.book import SqlDraftBook
from tests.contracts.draft_book_contract import DraftBookContract


class TestSqlDraftBook(DraftBookContract):
    @pytest.fixture
    def book(self, engine: Engine) -> SqlDraftBook:
        upgrade(engine)
        return SqlDraftBook(engine)
