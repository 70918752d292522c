"""`kennispunt directory import-register` as a person runs it, and as the service runs it every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.register_fetch import FetchState, read_fetch
from bot.cli.directory import main
from bot.cli.register import Wishes, run
from bot.settings import Settings
from tests.contracts.register_sample import NERGENSHUIZEN, VOORBEELD, export, municipality, write_export
from tests.contracts.register_server import RegisterServer

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
DAILY = Wishes(daily=True)
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_dir: Path) -> Settings:
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KENNISPUNT_CONTENT_DIR", str(sample_dir.parent))
    main(["load"])
    return Settings.from_env()


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with RegisterServer(export(VOORBEELD, NERGENSHUIZEN).encode()) as running:
        yield running


def state(settings: Settings) -> FetchState:
    engine = engine_for(settings.database)
    try:
        return read_fetch(engine)
    finally:
        engine.dispose()


def test_a_file_is_tried_first_and_then_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = str(write_export(tmp_path, VOORBEELD, NERGENSHUIZEN, municipality("9010", "Nieuwstad")))
    capsys.readouterr()
    assert main(["import-register", path, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Register gelezen: 2 gemeenten, 6 nummers en adressen, 5 plaatsen, waarvan 1 in meer gemeenten." in said
    assert "Overgeslagen: 1 nummers en adressen van 'Omgevingsloket'." in said
    assert "Voorstel, voor een redacteur: Nieuwstad (9010) is nieuw" in said
    assert "Er is niets gewijzigd (--dry-run)." in said
    main(["show", "9002"])
    assert "contact: niet bekend" in capsys.readouterr().out
    assert main(["import-register", path]) == 0
    main(["show", "9002"])
    assert "Algemeen: 0555 01 01 02 (onbevestigd)" in capsys.readouterr().out
    assert main(["proposals"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("  Nieuwstad (9010) is nieuw")
    assert said[-1] == "1 voorstellen."


def test_what_cannot_be_used_is_one_line_in_dutch(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["import-register", str(tmp_path / "weg.xml")]) == 1
    assert "kan niet gelezen worden" in capsys.readouterr().err
    assert main(["import-register", str(write_export(tmp_path, municipality("9009", "Anders")))]) == 1
    error = capsys.readouterr().err
    assert "Er is niets gewijzigd" in error
    assert "Traceback" not in error


def test_an_address_is_fetched_once_a_day_and_taken_when_it_is_new(
    settings: Settings, server: RegisterServer, capsys: pytest.CaptureFixture[str]
):
    assert run(settings, server.address, DAILY, NOW) == 0
    assert state(settings) == FetchState(server.address, server.etag, server.last_modified, NOW, NOW)
    assert run(settings, server.address, DAILY, NOW + timedelta(hours=2)) == 0
    assert len(server.asked) == 1, "a restart does not fetch again"
    tomorrow = NOW + timedelta(days=1)
    assert run(settings, server.address, DAILY, tomorrow) == 0
    assert "heeft niets nieuws" in capsys.readouterr().out
    assert state(settings).succeeded_at == tomorrow
    server.body = export(VOORBEELD, NERGENSHUIZEN.replace("01 01 02", "01 01 03")).encode()
    assert run(settings, server.address, DAILY, NOW + timedelta(days=2)) == 0
    main(["show", "9002"])
    assert "0555 01 01 03" in capsys.readouterr().out


@pytest.mark.parametrize("fault", ["status", "empty"])
def test_a_fetch_that_fails_leaves_what_is_there_and_is_remembered(
    settings: Settings, server: RegisterServer, capsys: pytest.CaptureFixture[str], fault: str
):
    run(settings, server.address, DAILY, NOW)
    if fault == "status":
        server.status, server.body = 503, b"stuk"
    else:
        server.body = export().encode()
    tomorrow = NOW + timedelta(days=1)
    assert run(settings, server.address, DAILY, tomorrow) == 1
    after = state(settings)
    assert (after.tried_at, after.succeeded_at, after.etag != "") == (tomorrow, NOW, True)
    assert after.problem in capsys.readouterr().err
    main(["show", "9002"])
    assert "0555 01 01 02" in capsys.readouterr().out
    server.status, server.body = 200, export(VOORBEELD, NERGENSHUIZEN).encode()
    assert run(settings, server.address, DAILY, NOW + timedelta(days=2)) == 0
    assert state(settings).problem == ""


def test_who_asks_by_hand_gets_it_whenever_and_a_dry_run_is_not_remembered(settings: Settings, server: RegisterServer):
    assert run(settings, server.address, Wishes(dry_run=True), NOW) == 0
    assert state(settings) == FetchState()
    run(settings, server.address, DAILY, NOW)
    assert run(settings, server.address, Wishes(), NOW) == 0
    assert "If-None-Match" not in server.asked[-1]
