"""The trained models: which one belongs to the training data as it is now, and making it.

A model's file name carries the fingerprint of what it was trained on, so that 'is it stale' is 'is there such a file'.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.serve.rasa_command import rasa_environment, rasa_program
from bot.serve.supervisor import ServeError, leashed
from bot.settings import ROOT, Settings

KEPT_MODELS = 3


def fingerprint(settings: Settings) -> str:
    """A digest of everything that training reads: data, configuration, domain, our components, Rasa's version."""
    total = hashlib.sha256()
    for path in _inputs(settings):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _inputs(settings: Settings) -> Iterator[Path]:
    yield from (ROOT / "config.yml", ROOT / "domain.yml", ROOT / "requirements" / "rasa.txt")
    yield from sorted(settings.data_dir.rglob("*.yml"))
    yield from sorted(
        path for path in (ROOT / "bot" / "nlu").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )


def model_path(settings: Settings) -> Path:
    """Where the model of the present training data is, or will be."""
    return settings.models_dir / f"kennispunt-{fingerprint(settings)}.tar.gz"


def newest_model(settings: Settings) -> Path:
    """The model to serve with: the present one, or the one trained last while a newer is being made."""
    present = model_path(settings)
    if present.is_file():
        return present
    models = sorted(settings.models_dir.glob("kennispunt-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise ServeError("er is geen getraind model; voer uit: kennispunt train")
    return models[-1]


def train(settings: Settings) -> Path:
    """Train a model of the present training data and put it in its place at once; raises ServeError.

    Rasa's own output goes to standard output, so that the progress can be seen.
    """
    target = model_path(settings)
    settings.models_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".training-", dir=settings.models_dir) as folder:
        command = [
            *(rasa_program(settings), "train"),
            *("--config", str(ROOT / "config.yml"), "--domain", str(ROOT / "domain.yml")),
            *("--data", str(settings.data_dir), "--out", folder, "--fixed-model-name", "model"),
        ]
        with leashed(command, rasa_environment(settings), ROOT) as process:
            code = process.wait()
        made = Path(folder) / "model.tar.gz"
        if code != 0 or not made.is_file():
            raise ServeError(f"het taalmodel kon niet worden getraind (code {code}); zie de regels hierboven")
        shutil.move(made, target)
    for old in sorted(settings.models_dir.glob("kennispunt-*.tar.gz"), key=lambda path: path.stat().st_mtime)[
        :-KEPT_MODELS
    ]:
        old.unlink()
    return target
