"""The weekly letter over a real mail server: by its own command, and by what goes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.weekly.book import ReaderRow
from bot.cli import main
from bot.core.accounts.accounts import Role
from bot.core.closed.shelf import Development
from bot.settings import Settings
from bot.wiring import Wiring
from tests.contracts.closed_world import EDITOR
from tests.contracts.mail_server import MailServer, report

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
LEES = "lees@voorbeeld.example.nl"
STOP = "https://kennispunt.example.nl/bevestig/weekbericht/"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_dir: Path) -> Iterator[MailServer]:
    """A mail server, and somebody who asked for the letter in an earlier week, since when there is news."""
    with MailServer() as server:
        for name, value in {
            "VAR_DIR": tmp_path / "var",
            "MAIL": server.address,
            "MAIL_SENDER": "Kennispunt ZG <kennispunt@vng.example.nl>",
            "MAIL_RETURNS": tmp_path / "terug",
            "PUBLIC_URL": "https://kennispunt.example.nl",
            "ROUND": "off",
        }.items():
            monkeypatch.setenv(f"KENNISPUNT_{name}", str(value))
        settings = Settings.from_env()
        prepare(settings.database, sample_dir)
        parts = Wiring(settings)
        parts.weekly.ask(parts.accounts.add(LEES, "Lees", Role.READER, []))
        news(settings)
        yield server


def news(settings: Settings) -> None:
    """Something new, in a week of which nobody was told yet."""
    parts = Wiring(settings)
    parts.closed_part.write(Development(0, "Nieuw besluit", "Tekst.", parts.closed_part.today), EDITOR)
    engine = engine_for(settings.database)
    with engine.begin() as connection:
        connection.execute(update(ReaderRow).values(week="2026-W01"))
    engine.dispose()


def test_it_goes_once_with_what_a_mail_program_needs_to_stop_it(server: MailServer, capsys: pytest.CaptureFixture[str]):
    assert main(["mail", "weekly"]) == 0
    assert "1 weekberichten verstuurd." in capsys.readouterr().out
    assert main(["mail", "weekly"]) == 0
    assert main(["round", "run"]) == 0
    (message,) = server.to(LEES)
    stop = message["List-Unsubscribe"].strip("<>")
    assert stop.startswith(STOP)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        assert stop in message.get_body((kind,)).get_content().replace("\r\n", "\n")
    assert "Nieuw besluit" in message.get_body(("plain",)).get_content()


def test_it_goes_by_itself_and_a_report_that_it_came_back_ends_it(server: MailServer, tmp_path: Path):
    assert main(["round", "run"]) == 0
    assert len(server.to(LEES)) == 1
    (tmp_path / "terug").mkdir()
    (tmp_path / "terug" / "1.eml").write_bytes(report(server.received[0].sender, LEES))
    news(Settings.from_env())
    assert main(["round", "run"]) == 0
    assert len(server.to(LEES)) == 1


def test_a_server_that_closes_half_way_is_told_and_it_goes_later(
    server: MailServer, capsys: pytest.CaptureFixture[str]
):
    server.most = 0
    assert main(["mail", "weekly"]) == 1
    assert "mailserver" in capsys.readouterr().err
    server.most = 100
    assert main(["mail", "weekly"]) == 0
    assert len(server.to(LEES)) == 1


def test_a_line_that_breaks_after_the_letter_was_given_does_not_bring_it_twice(server: MailServer):
    server.breaks = True
    assert main(["mail", "weekly"]) == 1
    server.breaks = False
    assert main(["mail", "weekly"]) == 0
    assert len(server.to(LEES)) <= 1
