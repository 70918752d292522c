from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.content import ContentFiles
from bot.core.topics.port import Library
from tests.contracts.library_contract import LibraryContract
from tests.fakes.library import FakeLibrary
from tests.fakes.world import PAPER, topic

FILE = """---
title: Onderwerp
audience: worker
kind: article
laws: []
needs: []
functions: []
status: concept
reviewed_on: 2026-11-22
valid_until: 2999-01-01
rests_on: []
sources:
  - {id: papier}
related: []
short: Kort.
questions:
  - Wat is dit?
---
Een antwoord.
"""
SOURCES = """papier:
  title: Verzonnen papier
  publisher: Voorbeeld
  date: "2019"
  url: ""
  evidence:
    - {fact: Een feit., words: Een feit.}
"""


class TestContentFiles(LibraryContract):
    @pytest.fixture
    def library(self, tmp_path: Path) -> Library:
        (tmp_path / "nl" / "groep").mkdir(parents=True)
        (tmp_path / "nl" / "groep" / "onderwerp.md").write_text(FILE, encoding="utf-8")
        (tmp_path / "sources.yml").write_text(SOURCES, encoding="utf-8")
        (tmp_path / "grounds.yml").write_text("{}\n", encoding="utf-8")
        return ContentFiles(tmp_path)


class TestFakeLibrary(LibraryContract):
    @pytest.fixture
    def library(self) -> Library:
        return FakeLibrary([topic("groep/onderwerp")], [PAPER])
