"""The files in deploy/ are what Docker Compose, Docker and systemd understand."""

from __future__ import annotations

import configparser
import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from sqlalchemy import make_url

from bot.adapters.speech.process import DEADLINE_SECONDS
from bot.serve.freed_memory import OVERWRITES_FREED
from bot.serve.supervisor import STOP_SECONDS
from bot.settings import ROOT, Settings

DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent


def compose_schema() -> dict[str, object]:
    package = importlib.util.find_spec("check_jsonschema")
    assert package is not None
    assert package.origin is not None
    path = Path(package.origin).parent / "builtin_schemas" / "vendor" / "compose-spec.json"
    schema: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def compose_of(name: str = "compose.yaml") -> dict[str, Any]:
    compose: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))
    return compose


def test_compose_files_fit_the_compose_specification() -> None:
    schema = compose_schema()
    validator = jsonschema.validators.validator_for(schema)(schema)
    compose = compose_of()
    for found in (compose, compose_of("compose.edit.yaml")):
        assert [error.message for error in validator.iter_errors(found)] == []
    compose["services"]["web"]["ports"] = "none"
    assert not validator.is_valid(compose)


def test_compose_file_sets_only_settings_that_exist() -> None:
    services = compose_of()["services"]
    names = {name for service in services.values() for name in service.get("environment", {})}
    known = {f"KENNISPUNT_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert {name for name in names if name.startswith("KENNISPUNT_")} <= known


def test_only_the_web_application_has_a_port_outside() -> None:
    services = compose_of()["services"]
    outside = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert outside == {"network": [f"127.0.0.1:8000:{services['web']['environment']['KENNISPUNT_PORT']}"]}


def test_nothing_loses_its_network_when_another_is_made_anew() -> None:
    services = compose_of()["services"]
    assert {services[name]["network_mode"] for name in ("web", "actions", "rasa")} == {"service:network"}
    assert "build" not in services["network"], "a new image of ours does not touch it"


def test_content_of_a_newer_image_is_hidden_by_no_volume() -> None:
    mounted = {volume for service in compose_of()["services"].values() for volume in service.get("volumes", ())}
    assert not any("/content" in volume for volume in mounted)
    assert "models:/srv/kennispunt/models" in mounted
    mounts = {name: service["volumes"] for name, service in compose_of("compose.edit.yaml")["services"].items()}
    assert mounts.pop("web") == ["../content:/srv/kennispunt/content"], "editors' texts are written there"
    assert list(mounts.values()) == [["../content:/srv/kennispunt/content:ro"]] * 2


def test_what_two_processes_must_agree_on_is_said_once() -> None:
    services = compose_of()["services"]
    for name in ("KENNISPUNT_CONVERSATION_MINUTES", "KENNISPUNT_INTERNAL_TOKEN", "KENNISPUNT_ACTIONS_PORT"):
        assert len({services[service]["environment"][name] for service in ("web", "actions", "rasa")}) == 1


def test_everything_has_a_limit() -> None:
    for name, service in compose_of()["services"].items():
        assert service["deploy"]["resources"]["limits"]["memory"], name
        assert service["pids_limit"], name
        assert service["logging"]["options"]["max-size"], name
        assert service["cap_drop"] == ["ALL"], name


@pytest.mark.parametrize("password", ["100%", "a%40b", "p@ss:w/rd?#&", "spatie en ‘é’", "$$'\""])
def test_password_may_hold_any_character(password: str) -> None:
    environment = compose_of()["services"]["web"]["environment"]
    assert "PASSWORD" not in environment["KENNISPUNT_DATABASE_URL"]
    settings = Settings.from_env(
        {
            "KENNISPUNT_DATABASE_URL": environment["KENNISPUNT_DATABASE_URL"],
            "KENNISPUNT_DATABASE_PASSWORD": password,
        }
    )
    address = make_url(settings.database)
    assert (address.username, address.password, address.host, address.database) == (
        "kennispunt", password, "database", "kennispunt",
    )  # fmt: skip


def test_password_goes_only_where_a_name_is() -> None:
    assert Settings(database_url="sqlite:///x.db", database_password="p").database == "sqlite:///x.db"
    assert (
        Settings(database_url="postgresql://a:oud@b/c", database_password="nieuw").database
        == "postgresql://a:nieuw@b/c"
    )
    assert Settings(database_url="postgresql://a:oud@b/c").database == "postgresql://a:oud@b/c"


def test_proxy_has_time_limits_and_hides_what_is_for_monitors() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for directive in ("client_header_timeout", "client_body_timeout", "send_timeout", "proxy_request_buffering on"):
        assert f"    {directive}" in text
    for address in ("/readyz", "/metrics"):
        assert f"location = {address} {{ return 404; }}" in text
    assert "X-Forwarded-For $remote_addr" in text, "what a visitor says of it is not passed on"
    assert int(re.findall(r"proxy_read_timeout (\d+)s", text)[0]) > DEADLINE_SECONDS


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_understands_its_file(tmp_path: Path) -> None:
    made = [
        *(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=kennispunt.example.nl",
        ),
        *("-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")),
    ]
    subprocess.run(made, check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/etc/ssl/kennispunt", str(tmp_path))
    main = tmp_path / "nginx.conf"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    main.write_text(f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {own} {site} }}")
    result = subprocess.run(["nginx", "-t", "-c", str(main)], check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_dockerfile_is_without_faults() -> None:
    result = subprocess.run([BIN / "hadolint", DEPLOY / "Dockerfile"], check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_unit_starts_the_command_that_exists() -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    unit.read(DEPLOY / "kennispunt.service", encoding="utf-8")
    program, *arguments = shlex.split(unit["Service"]["ExecStart"])
    assert (BIN / Path(program).name).is_file()
    assert arguments == ["serve"]
    assert int(unit["Service"]["LimitNOFILE"]) >= 4096, "as many as its connections need"
    assert int(unit["Service"]["TimeoutStopSec"]) > 2 * STOP_SECONDS, "web stops first, and then the others"


def test_memory_that_is_given_back_is_overwritten_in_the_images_too() -> None:
    _, *images = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")
    assert len(images) == 2
    for image in images:
        assert [f"{name}={value}" for name, value in OVERWRITES_FREED.items() if f"{name}={value}" not in image] == []
