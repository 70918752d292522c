from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.directory_sample import write_sample


@pytest.fixture
def sample_dir(tmp_path: Path) -> Path:
    return write_sample(tmp_path / "content" / "directory")
