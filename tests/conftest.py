"""For all tests: sockets stay closed, except to this machine in the folders that start servers."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
STARTS_SERVERS = {"accessibility", "chaos", "e2e", "load", "serve", "postgresql"}
LOOPBACK = pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(TESTS).parts[0] in STARTS_SERVERS:
            item.add_marker(LOOPBACK)
