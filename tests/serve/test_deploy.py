"""The files in deploy/ are what Docker Compose, Docker and systemd understand."""

from __future__ import annotations

import configparser
import importlib.util
import json
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import yaml

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


def test_compose_file_fits_the_compose_specification() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    schema = compose_schema()
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(compose)] == []
    compose["services"]["web"]["ports"] = "none"
    assert not validator.is_valid(compose)


def test_compose_file_sets_only_settings_that_exist() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    names = {name for service in services.values() for name in service.get("environment", {})}
    known = {f"KENNISPUNT_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert {name for name in names if name.startswith("KENNISPUNT_")} <= known


def test_only_the_web_application_has_a_port_outside() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert {name for name, service in services.items() if "ports" in service} == {"web"}


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
