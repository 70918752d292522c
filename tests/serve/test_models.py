"""A model that is not whole is not served: Rasa would load nothing, and say so every second for ever."""

from __future__ import annotations

import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from bot.serve import models
from bot.serve.supervisor import ServeError
from bot.settings import Settings


def model(path: Path) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name in ("metadata.json", "components/weights.bin"):
            content = bytes(range(256)) * 400
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


@pytest.mark.parametrize("left", [0, 1, 30, 0.5, 0.99, -9, -1])
def test_truncated_model_is_set_aside(tmp_path: Path, left: float):
    settings = replace(Settings(), models_dir=tmp_path)
    good, broken = model(tmp_path / "kennispunt-1.tar.gz"), model(tmp_path / "kennispunt-2.tar.gz")
    data = broken.read_bytes()
    broken.write_bytes(data[: int(len(data) * left) if isinstance(left, float) else left])
    assert models.set_aside_broken(settings) == [tmp_path / "kennispunt-2.tar.gz.kapot"]
    assert models.newest_model(settings) == good
    assert models.set_aside_broken(settings) == []


def test_model_with_other_bytes_in_it_is_set_aside(tmp_path: Path):
    settings = replace(Settings(), models_dir=tmp_path)
    path = model(tmp_path / "kennispunt-1.tar.gz")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    assert len(models.set_aside_broken(settings)) == 1
    with pytest.raises(ServeError, match="kennispunt train"):
        models.newest_model(settings)


def test_no_models_at_all_is_no_trouble(tmp_path: Path):
    assert models.set_aside_broken(replace(Settings(), models_dir=tmp_path / "nergens")) == []


def test_model_that_broke_while_the_service_runs_is_not_loaded_again(tmp_path: Path):
    settings = replace(Settings(), models_dir=tmp_path)
    good = model(tmp_path / "kennispunt-1.tar.gz")
    newest = models.model_path(settings)
    model(newest)
    assert models.model_to_serve(settings) == newest
    newest.write_bytes(newest.read_bytes()[:-9])
    assert models.model_to_serve(settings) == good
    assert newest.with_name(f"{newest.name}.kapot").exists()


def test_the_only_model_is_given_also_when_it_is_broken(tmp_path: Path):
    """Rasa runs without one then, and the website says that the assistant is away: better than no service at all."""
    settings = replace(Settings(), models_dir=tmp_path)
    only = model(tmp_path / "kennispunt-1.tar.gz")
    only.write_bytes(b"")
    assert models.model_to_serve(settings) == only
    only.unlink()
    with pytest.raises(ServeError, match="kennispunt train"):
        models.model_to_serve(settings)
