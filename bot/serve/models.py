"""The trained models: which one belongs to the training data as it is now, and making it.

A model's file name carries the fingerprint of what it was trained on, so that 'is it stale' is 'is there such a file'.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.serve.rasa_command import rasa_environment, rasa_program
from bot.serve.supervisor import ServeError, leashed
from bot.settings import ROOT, Settings

KEPT_MODELS = 3
_MODELS = "kennispunt-*.tar.gz"
_PIECE = 1 << 20
REPORT_SECONDS = 5.0
LINES_OF_LOG = 15


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
    yield from sorted(settings.data_dir.rglob("tuning.npz"))
    yield from sorted(settings.data_dir.rglob("left_out.txt"))
    yield from sorted(settings.data_dir.rglob("*.tsv"))
    yield from sorted(
        path for path in (ROOT / "bot" / "nlu").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )


def model_path(settings: Settings) -> Path:
    """Where the model of the present training data is, or will be."""
    return settings.models_dir / f"kennispunt-{fingerprint(settings)}.tar.gz"


def set_aside_broken(settings: Settings) -> list[Path]:
    """Rename the models that cannot be read whole, so that none is served or kept in place of a good one; returns them."""
    broken = [path for path in settings.models_dir.glob(_MODELS) if not _is_whole(path)]
    return [path.rename(path.with_name(f"{path.name}.kapot")) for path in broken]


def _is_whole(path: Path) -> bool:
    try:
        with gzip.open(path) as packed:
            while packed.read(_PIECE):  # to its end, where its checksum is
                pass
        with tarfile.open(path, "r:gz") as archive:
            archive.next()
    except (tarfile.TarError, OSError, EOFError, zlib.error):
        return False
    return True


def newest_model(settings: Settings) -> Path:
    """The model to serve with: the present one, or the one trained last while a newer is being made."""
    present = model_path(settings)
    if present.is_file():
        return present
    models = sorted(settings.models_dir.glob(_MODELS), key=lambda path: path.stat().st_mtime)
    if not models:
        raise ServeError("er is geen getraind model; voer uit: kennispunt train")
    return models[-1]


def model_to_serve(settings: Settings) -> Path:
    """The newest model that can be read whole, now that Rasa starts: disks break files while the service runs.

    A broken one is set aside as long as there is another. Without any other it is given after all: then Rasa runs without
    a model, which visitors are told and `/readyz` tells, and the next start of the service trains one.
    """
    while True:
        model = newest_model(settings)
        others = [path for path in settings.models_dir.glob(_MODELS) if path != model]
        if _is_whole(model) or not others:
            return model
        model.rename(model.with_name(f"{model.name}.kapot"))


def train(settings: Settings, report: Callable[[float], None]) -> Path:
    """Train a model of the present training data and put it in its place at once; raises ServeError.

    Rasa's own output is long and not for people: it goes to `train.log` in the var folder, and its end is in the error.
    `report` is called every few seconds with the seconds that training has taken.
    """
    log = settings.var_dir / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    target = model_path(settings)
    settings.models_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".training-", dir=settings.models_dir) as folder:
        command = [
            *(*rasa_program(settings), "train"),
            *("--config", str(ROOT / "config.yml"), "--domain", str(ROOT / "domain.yml")),
            *("--data", str(settings.data_dir), "--out", folder, "--fixed-model-name", "model"),
            "--force",  # Rasa's cache does not know of the questions and the tuning that our component reads itself
            "--skip-validation",  # ten seconds; the tests talk to what comes of rules and domain
        ]
        with log.open("w", encoding="utf-8") as output:
            code = _wait(leashed(command, rasa_environment(settings), ROOT, output=output.fileno()), report)
        made = Path(folder) / "model.tar.gz"
        if code != 0 or not made.is_file():
            end = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_OF_LOG:])
            raise ServeError(f"het taalmodel kon niet worden getraind (code {code}); het eind van {log.name}:\n{end}")
        shutil.move(made, target)
    for old in sorted(settings.models_dir.glob(_MODELS), key=lambda path: path.stat().st_mtime)[:-KEPT_MODELS]:
        old.unlink()
    return target


def _wait(process: subprocess.Popen[str], report: Callable[[float], None]) -> int:
    started = time.monotonic()
    with process:
        while True:
            try:
                return process.wait(REPORT_SECONDS)
            except subprocess.TimeoutExpired:
                report(time.monotonic() - started)
