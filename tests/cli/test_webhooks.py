"""`kennispunt webhooks`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.sql.directory.setup import prepare
from bot.cli import main
from bot.settings import Settings
from bot.wiring import Wiring
from tests.contracts.directory_sample import write_sample

URL = "https://www.leverancier.invalid/melding"


@pytest.fixture(autouse=True)
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wiring:
    monkeypatch.setenv("KENNISPUNT_VAR_DIR", str(tmp_path / "var"))
    settings = Settings.from_env()
    prepare(settings.database, write_sample(tmp_path / "content" / "directory"))
    monkeypatch.setattr("bot.adapters.webhooks.sending.lookup", _nowhere)
    return Wiring(settings)


def _nowhere(_host: str, _port: int) -> list[str]:
    raise OSError


def test_an_address_is_added_listed_given_another_secret_and_taken_away(
    capsys: pytest.CaptureFixture[str], parts: Wiring
):
    assert main(["webhooks", "add", URL, "--name", "Leverancier"]) == 0
    secret = capsys.readouterr().out.rpartition(": ")[2].strip()
    (made,) = parts.webhooks.book.webhooks()
    assert main(["webhooks", "list"]) == 0
    listed = capsys.readouterr().out
    assert "Leverancier" in listed
    assert "nog niets gemeld" in listed
    assert secret not in listed
    assert main(["webhooks", "secret", str(made.id)]) == 0
    assert capsys.readouterr().out.rpartition(": ")[2].strip() != secret
    assert main(["webhooks", "run"]) == 0
    assert "0 meldingen" in capsys.readouterr().out
    assert main(["webhooks", "remove", str(made.id)]) == 0
    assert parts.webhooks.book.webhooks() == ()


@pytest.mark.parametrize(
    "arguments",
    [["add", "http://www.example.nl/", "--name", "x"], ["remove", "9"], ["start", "9"], ["secret", "9"]],
)
def test_what_cannot_be_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["webhooks", *arguments]) == 1
    error = capsys.readouterr().err
    assert error.startswith("kennispunt webhooks: ")
    assert "Traceback" not in error
