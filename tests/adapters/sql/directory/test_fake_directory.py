from __future__ import annotations

import pytest

from tests.contracts.directory_contract import DirectoryContract
from tests.contracts.directory_sample import MUNICIPALITIES, ORGANISATIONS, TERMS
from tests.fakes.directory import FakeDirectory


class TestFakeDirectory(DirectoryContract):
    @pytest.fixture
    def directory(self) -> FakeDirectory:
        return FakeDirectory(ORGANISATIONS, MUNICIPALITIES, TERMS)
