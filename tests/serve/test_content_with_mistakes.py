"""`kennispunt serve` on content with mistakes: told, and what is good is served."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.serve import preflight
from bot.serve.supervisor import ServeError
from bot.settings import Settings
from web.__main__ import services


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    content = tmp_path / "content"
    shutil.copytree(Settings().content_dir, content)
    return replace(Settings(), content_dir=content, var_dir=tmp_path / "var")


def test_one_broken_file_does_not_keep_the_site_down(settings: Settings, capsys: pytest.CaptureFixture[str]):
    broken = next((settings.content_dir / "nl").glob("over/*.md"))
    broken.write_text("geen voorblad", encoding="utf-8")
    assert preflight.content_problems(settings) > 0
    assert broken.name in capsys.readouterr().err
    library = services(settings).library
    assert (
        len(library.topics())
        >= len(services(replace(settings, content_dir=Settings().content_dir)).library.topics()) - 1
    )
    assert f"over/{broken.stem}" not in library.topics()
    assert library.problems()


def test_registers_that_cannot_be_read_do(settings: Settings):
    (settings.content_dir / "sources.yml").write_text("[", encoding="utf-8")
    with pytest.raises(ServeError):
        preflight.content_problems(settings)
