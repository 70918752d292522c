"""The government's own linter (Spectral with the ruleset of the REST API Design Rules) on the API's description."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).resolve().parents[3]
SPECTRAL = ROOT / "node_modules" / ".bin" / "spectral"
RULESET = Path(os.environ.get("KENNISPUNT_CONFORMANCE", "../shared/conformance")) / "adr" / "ruleset.yaml"


def findings(document: dict[str, object], folder: Path) -> list[dict[str, object]]:
    """What Spectral says of a document: errors, warnings and whatever else."""
    if not RULESET.is_file():
        pytest.skip(f"no published ruleset at {RULESET}")
    if shutil.which("node") is None or not SPECTRAL.exists():
        pytest.skip("no Spectral: tools/install_test_tools.py installs it")
    file = folder / "openapi.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    command = [
        str(SPECTRAL),
        "lint",
        "-r",
        str(RULESET.resolve()),
        "-f",
        "json",
        "--quiet",
        "--fail-severity=hint",
        str(file),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode in {0, 1}, done.stderr
    return json.loads(done.stdout[done.stdout.index("[") :])


def described(app: Flask, path: str) -> dict[str, object]:
    return app.test_client().get(path, base_url="https://localhost").json


@pytest.mark.timeout(240)
def test_spectral_has_nothing_to_say(app: Flask, tmp_path: Path):
    assert findings(described(app, "/api/v1/openapi.json"), tmp_path) == []


@pytest.mark.timeout(240)
def test_spectral_looks(app: Flask, tmp_path: Path):
    """That it says nothing means something: of a document with a mistake it does say it."""
    document = described(app, "/api/v1/openapi.json")
    document["paths"]["/Slecht_Pad"] = document["paths"].pop("/topics")
    assert "nlgov:paths-kebab-case" in {item["code"] for item in findings(document, tmp_path)}
