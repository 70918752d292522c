"""Whoever starts the service for the first time reads how the desk gets its first account."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import upgrade
from bot.core.accounts.accounts import Role
from bot.serve.command import _first_account
from bot.settings import Settings


def test_it_is_said_until_there_is_one(tmp_path: Path) -> None:
    settings, said = Settings(var_dir=tmp_path), []
    engine = engine_for(settings.database)
    upgrade(engine)
    _first_account(settings, lambda subject, text: said.append((subject, text)))
    assert said == [("beheer", "nog geen account; maak het eerste: .venv/bin/kennispunt users add UW-E-MAILADRES")]
    SqlAccounts(engine).add("beheerder@vng.example.nl", "", Role.ADMINISTRATOR, ())
    engine.dispose()
    _first_account(settings, lambda subject, text: said.append((subject, text)))
    assert len(said) == 1
