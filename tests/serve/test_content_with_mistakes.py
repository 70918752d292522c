"""`kennispunt serve` on content with mistakes: told, and what is good is served."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.serve import preflight
from bot.serve.supervisor import ServeError
from bot.settings import Settings
from bot.wiring import Wiring
from tests.adapters.content.conftest import content  # noqa: F401  # a small whole content folder


@pytest.fixture
def settings(content: Path, tmp_path: Path) -> Settings:  # noqa: F811 - the fixture
    return replace(Settings(), content_dir=content, var_dir=tmp_path / "var")


def test_one_broken_file_does_not_keep_the_site_down(settings: Settings, capsys: pytest.CaptureFixture[str]):
    assert preflight.content_problems(Wiring(settings)) == 0
    (settings.content_dir / "nl/proef/thee.md").write_text("geen voorblad", encoding="utf-8")
    assert preflight.content_problems(Wiring(settings)) > 0
    assert "thee.md" in capsys.readouterr().err
    library = Wiring(settings).library
    assert "proef/koffie" in library.topics()
    assert library.problems()


def test_registers_that_cannot_be_read_do(settings: Settings):
    (settings.content_dir / "sources.yml").write_text("[", encoding="utf-8")
    with pytest.raises(ServeError):
        preflight.content_problems(Wiring(settings))
