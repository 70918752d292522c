"""`kennispunt round` and `kennispunt mail`, over a real mail server on this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.rounds.book import SqlRoundBook
from bot.cli import main
from bot.core.accounts.accounts import Role
from bot.settings import Settings
from tests.contracts.mail_server import MailServer, report

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
NOOR, SAM = "noor@voorbeeld.example.nl", "sam@voorbeeld.example.nl"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_dir: Path) -> Iterator[MailServer]:
    with MailServer() as server:
        for name, value in {
            "VAR_DIR": tmp_path / "var",
            "MAIL": server.address,
            "MAIL_SENDER": "Kennispunt ZG <kennispunt@vng.example.nl>",
            "MAIL_RETURNS": tmp_path / "terug",
            "PUBLIC_URL": "https://kennispunt.example.nl",
        }.items():
            monkeypatch.setenv(f"KENNISPUNT_{name}", str(value))
        settings = Settings.from_env()
        prepare(settings.database, sample_dir)
        engine = engine_for(settings.database)
        accounts = SqlAccounts(engine)
        accounts.add(NOOR, "Noor", Role.REPRESENTATIVE, ["9001"])
        accounts.add(SAM, "Sam", Role.DEPUTY, ["9001"])
        engine.dispose()
        yield server


def test_a_round_is_planned_begun_and_sent_once(server: MailServer, capsys: pytest.CaptureFixture[str]):
    assert main(["round", "plan", "--for", "9001"]) == 0
    assert f"9001: {NOOR} (vertegenwoordiger)" in capsys.readouterr().out
    assert main(["round", "start", "--for", "9001"]) == 0
    assert main(["round", "send"]) == 0
    assert "1 mails verstuurd, 0 wachten nog." in capsys.readouterr().out
    assert main(["round", "send"]) == 0
    (message,) = server.to(NOOR)
    text = message.get_body(("plain",)).get_content()
    assert re.search(r"^https://kennispunt\.example\.nl/bevestig/[\w-]{43}\r?$", text, re.MULTILINE)
    assert server.received[0].sender.startswith("kennispunt+ronde-")


def test_a_server_that_is_away_is_told_and_the_rest_goes_later(server: MailServer, capsys: pytest.CaptureFixture[str]):
    main(["round", "start", "--for", "9001", "--for", "horizon"])
    server.most = 0
    assert main(["round", "send"]) == 1
    assert "mailserver" in capsys.readouterr().err
    server.most = 100
    assert main(["round", "send"]) == 0
    assert len(server.received) == len({item.recipients[0] for item in server.received})


def test_what_goes_by_itself_reads_what_came_back_and_asks_the_next(
    server: MailServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    main(["round", "start", "--for", "9001"])
    main(["round", "send"])
    (tmp_path / "terug").mkdir()
    (tmp_path / "terug" / "1.eml").write_bytes(report(server.received[0].sender, NOOR))
    assert main(["round", "run"]) == 0
    assert "1 retourberichten gelezen." in capsys.readouterr().out
    assert len(server.to(SAM)) == 1


def test_the_week_begins_by_itself_only_when_mail_goes_by_a_server(server: MailServer, monkeypatch: pytest.MonkeyPatch):
    def asked() -> int:
        engine = engine_for(Settings.from_env().database)
        try:
            return len(SqlRoundBook(engine).asks())
        finally:
            engine.dispose()

    with monkeypatch.context() as patched:
        patched.setenv("KENNISPUNT_MAIL", "folder")
        assert main(["round", "run"]) == 0
        patched.setenv("KENNISPUNT_MAIL", server.address)
        patched.setenv("KENNISPUNT_ROUND", "off")
        assert main(["round", "run"]) == 0
    assert asked() == 0
    assert main(["round", "run"]) == 0
    assert asked() == 1  # a twelfth of four, rounded up


def test_whom_to_call_is_listed(server: MailServer, capsys: pytest.CaptureFixture[str]):
    main(["round", "start", "--for", "elders"])  # of whom no address is known
    assert main(["round", "call"]) == 0
    assert "Élders Loket (elders): geen nummer bekend" in capsys.readouterr().out


def test_the_check_says_what_is_missing_and_tries_the_server(server: MailServer, capsys: pytest.CaptureFixture[str]):
    assert main(["mail", "check", "--no-dns", "--to", "iemand@example.nl"]) == 1
    out = capsys.readouterr().out
    assert "antwoordt." in out
    for setting in ("MAIL_REPLY_TO", "MAIL_PHONE", "MAIL_PRIVACY_URL", "MAIL_RETURNS"):
        assert f"KENNISPUNT_{setting}" in out
    assert "KENNISPUNT_MAIL_SENDER" not in out
    assert len(server.to("iemand@example.nl")) == 1


def test_nothing_is_missing_when_all_is_set(
    server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "terug").mkdir()
    monkeypatch.setenv("KENNISPUNT_MAIL_REPLY_TO", "redactie@vng.example.nl")
    monkeypatch.setenv("KENNISPUNT_MAIL_PHONE", "0700 555 0100")
    monkeypatch.setenv("KENNISPUNT_MAIL_PRIVACY_URL", "https://vng.example.nl/privacy")
    published = {
        "vng.example.nl": ["v=spf1 -all"],
        "_dmarc.example.nl": ["v=DMARC1; p=reject"],
        "s1._domainkey.vng.example.nl": ["v=DKIM1; p=abc"],
    }
    monkeypatch.setattr("bot.cli.mail.texts", lambda name: published.get(name, []))
    assert main(["mail", "check", "--selector", "s1"]) == 0
    assert "Er mist niets." in capsys.readouterr().out
    published.clear()
    assert main(["mail", "check"]) == 1
    out = capsys.readouterr().out
    assert all(word in out for word in ("SPF:", "DMARC:", "DKIM:"))


def test_a_server_that_is_away_is_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("KENNISPUNT_MAIL_SENDER", "kennispunt@vng.example.nl")
    with MailServer() as gone:
        monkeypatch.setenv("KENNISPUNT_MAIL", gone.address)
    assert main(["mail", "check", "--no-dns"]) == 1
    assert "niet te bereiken" in capsys.readouterr().out


def test_without_a_server_letters_are_files(
    monkeypatch: pytest.MonkeyPatch, server: MailServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("KENNISPUNT_MAIL", "folder")
    main(["round", "start", "--for", "9001"])
    assert main(["round", "send"]) == 0
    assert len(list((tmp_path / "var" / "mail").glob("*.eml"))) == 1
    assert server.received == []
    assert main(["mail", "check"]) == 1
    assert "er niets weg" in capsys.readouterr().out
