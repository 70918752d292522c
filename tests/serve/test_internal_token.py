"""The processes of one service know each other."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

from sanic import Request

from bot.actions.server import refuse_strangers
from bot.serve.command import services
from bot.serve.internal_token import with_token
from bot.settings import Settings


def test_token_is_made_once_and_is_for_nobody_else(tmp_path: Path):
    made = with_token(Settings(var_dir=tmp_path / "var"))
    assert len(made.internal_token) >= 32
    assert with_token(Settings(var_dir=tmp_path / "var")).internal_token == made.internal_token
    (file,) = (tmp_path / "var").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_file_that_was_left_empty_gets_one(tmp_path: Path):
    (tmp_path / "internal-token").touch()
    assert with_token(Settings(var_dir=tmp_path)).internal_token


def test_token_of_the_settings_goes_first(tmp_path: Path):
    assert with_token(Settings(var_dir=tmp_path, internal_token="eigen")).internal_token == "eigen"
    assert list(tmp_path.iterdir()) == []


def test_each_process_gets_it_and_no_command_line_shows_it(tmp_path: Path):
    (tmp_path / "kennispunt-1.tar.gz").touch()
    settings = replace(Settings.from_env(), internal_token="geheim", models_dir=tmp_path, var_dir=tmp_path)
    for service in services(settings):
        assert service.environment["KENNISPUNT_INTERNAL_TOKEN"] == "geheim"
        assert not any("geheim" in part for part in service.command())


def request(path: str, **headers: str) -> Request:
    return Request(path.encode(), headers, "1.1", "POST", None, None)  # type: ignore[arg-type]


def test_action_server_answers_rasa_alone():
    def status(token: str, path: str, **headers: str) -> int:
        refused = refuse_strangers(token, request(path, **headers))
        assert refused is None or json.loads(refused.body or b"") == {"error": "unauthorized"}
        return 200 if refused is None else refused.status

    assert status("geheim", "/webhook", authorization="Bearer geheim") == 200
    for said in ("", "geheim", "Bearer", "Bearer gehei", "Bearer geheim2", "bearer geheim"):
        assert status("geheim", "/webhook", authorization=said) == 401
    assert status("geheim", "/webhook") == 401
    assert status("geheim", "/actions") == 401
    assert status("geheim", "/health") == 200
    assert status("", "/webhook") == 200
