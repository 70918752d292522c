"""`kennispunt users`: the first account is made by one printed command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.base import engine_for
from bot.cli import main
from bot.core.accounts.accounts import Role
from bot.settings import Settings


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var"))


def linked(out: str) -> object:
    token = re.search(r"http://127\.0\.0\.1:8000/beheer/welkom/(\S+)", out)[1]
    engine = engine_for(Settings.from_env().database)
    try:
        return SqlAccounts(engine).linked(token)
    finally:
        engine.dispose()


def test_the_first_account_gets_a_link(capsys: pytest.CaptureFixture[str]):
    assert main(["users", "add", "beheerder@vng.example.nl", "--name", "Beheerder"]) == 0
    found = linked(capsys.readouterr().out)
    assert (found.email, found.role) == ("beheerder@vng.example.nl", Role.ADMINISTRATOR)


def test_others_a_new_link_and_the_list(capsys: pytest.CaptureFixture[str]):
    main(["users", "add", "loket@v.example.nl", "--role", "vertegenwoordiger", "--for", "0014"])
    first = capsys.readouterr().out
    assert main(["users", "link", "loket@v.example.nl"]) == 0
    assert linked(first) is None
    assert linked(capsys.readouterr().out).owners == ("0014",)
    assert main(["users", "list"]) == 0
    assert "loket@v.example.nl: loket@v.example.nl, vertegenwoordiger, 0014" in capsys.readouterr().out


def test_roles_closing_and_starting_anew(capsys: pytest.CaptureFixture[str]):
    main(["users", "add", "beheerder@vng.example.nl"])
    main(["users", "add", "loket@v.example.nl", "--role", "lezer"])
    capsys.readouterr()
    assert main(["users", "role", "loket@v.example.nl", "plaatsvervanger", "--for", "0014"]) == 0
    assert capsys.readouterr().out == "loket@v.example.nl is nu plaatsvervanger van 0014.\n"
    assert main(["users", "role", "loket@v.example.nl", "redacteur"]) == 0
    assert capsys.readouterr().out == "loket@v.example.nl is nu redacteur.\n"
    assert main(["users", "close", "loket@v.example.nl"]) == main(["users", "list"]) == 0
    assert "redacteur, afgesloten" in capsys.readouterr().out
    assert main(["users", "open", "loket@v.example.nl"]) == main(["users", "reset", "loket@v.example.nl"]) == 0
    assert linked(capsys.readouterr().out).email == "loket@v.example.nl"
    for way in (["close", "beheerder@vng.example.nl"], ["role", "beheerder@vng.example.nl", "redacteur"]):
        assert main(["users", *way]) == 1
        assert "laatste beheerder" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["add", "geen-adres"], ["link", "niemand@x.example.nl"], ["add", "a@b.example.nl", "--role", "vertegenwoordiger"]])  # fmt: skip
def test_what_cannot_be_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["users", *arguments]) == 1
    assert capsys.readouterr().err.startswith("kennispunt users: ")
