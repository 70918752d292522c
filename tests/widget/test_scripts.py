"""The widget's parts that need no browser, tested by node's own test runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


@pytest.mark.parametrize("name", ["conversation", "recorder", "commands"])
def test_in_node(name: str) -> None:
    file = Path(__file__).with_name(f"{name}.test.mjs")
    result = subprocess.run(["node", "--test", str(file)], capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 0, result.stdout
    assert "# fail 0" in result.stdout
