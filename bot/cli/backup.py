"""`kennispunt backup` and `kennispunt restore`: everything that is nowhere else, in one file, and back."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import tarfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.sql import dump
from bot.adapters.sql.base import engine_for
from bot.adapters.stores.whole import write_whole
from bot.core.errors import KennispuntError
from bot.settings import Settings

_FORM = 1
_MANIFEST, _DATABASE, _CONTENT = "manifest.json", "database.json", "content/"
_FEEDBACK = ("feedback.jsonl", "feedback.earlier.jsonl", "reports.jsonl")
"""What people thought of the answers, and what they said is not right (`bot.adapters.feedback`)."""
_ONLY_OWNER = 0o600


class BackupError(KennispuntError):
    """The backup cannot be made or put back; the message says why."""


def backup_main(arguments: Sequence[str]) -> int:
    """`kennispunt backup`; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="kennispunt backup",
        description="Bewaar de gids, de meningen over antwoorden en de inhoud in één bestand, terwijl alles doordraait.",
    )
    parser.add_argument(
        "file", type=Path, nargs="?", help="naar dit bestand (standaard: in de map backups van KENNISPUNT_VAR_DIR)"
    )
    chosen = parser.parse_args(list(arguments))
    settings = Settings.from_env()
    now = datetime.now(UTC)
    path = chosen.file or settings.var_dir / "backups" / f"kennispunt-{now:%Y%m%d-%H%M%S}.tar.gz"
    parts = collect(settings)
    save(path, parts, now)
    sys.stdout.write(f"Bewaard in {path}: {len(parts)} onderdelen, {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


def restore_main(arguments: Sequence[str]) -> int:
    """`kennispunt restore`; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="kennispunt restore",
        description="Zet een reservekopie terug. De database van nu mag leeg zijn of een andere soort (SQLite, PostgreSQL).",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="ook als de database niet leeg is: dat gaat dan verloren")
    parser.add_argument("--content", type=Path, help="zet ook de inhoud terug, in deze map, die nog niet mag bestaan")
    chosen = parser.parse_args(list(arguments))
    settings = Settings.from_env()
    parts = read(chosen.file)
    put_back(settings, parts, replace=chosen.force, content=chosen.content)
    sys.stdout.write(f"Teruggezet uit {chosen.file}\n")
    return 0


def collect(settings: Settings) -> dict[str, bytes]:
    """What a backup holds, by name, each as it was at one moment."""
    engine = engine_for(settings.database)
    try:
        version, rows = dump.dump(engine)
    finally:
        engine.dispose()
    text = json.dumps({"version": version, "tables": rows}, ensure_ascii=False, indent=1, sort_keys=True)
    parts = {_DATABASE: text.encode()}
    for name in _FEEDBACK:
        path = settings.var_dir / name
        if path.is_file():
            data = path.read_bytes()
            parts[name] = data[: data.rfind(b"\n") + 1]  # a line that is being written comes with the next backup
    for path in sorted(settings.content_dir.rglob("*")):
        if path.is_file():
            parts[_CONTENT + path.relative_to(settings.content_dir).as_posix()] = path.read_bytes()
    return parts


def save(path: Path, parts: Mapping[str, bytes], now: datetime) -> None:
    """Write a backup that its owner alone can read, whole or not at all."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    manifest = {"form": _FORM, "made": now.isoformat(timespec="seconds"), "sha256": digests}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in {_MANIFEST: json.dumps(manifest, indent=1).encode(), **parts}.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(data), _ONLY_OWNER, int(now.timestamp())
            archive.addfile(entry, io.BytesIO(data))
    try:
        write_whole(path, out.getvalue())
        path.chmod(_ONLY_OWNER)
    except OSError as error:
        raise BackupError(f"{path} kan niet worden geschreven: {error.strerror}") from error


def read(path: Path) -> dict[str, bytes]:
    """The parts of a backup; raises BackupError when it is not whole."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            parts = {entry.name: file.read() for entry in archive if (file := archive.extractfile(entry)) is not None}
        manifest = json.loads(parts.pop(_MANIFEST))
        form, digests = manifest["form"], dict(manifest["sha256"])
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError, TypeError) as error:
        raise BackupError(f"{path} is geen reservekopie, of is beschadigd ({type(error).__name__})") from error
    if form != _FORM:
        raise BackupError(f"{path} heeft vorm {form}; deze versie van het kennispunt kent alleen vorm {_FORM}")
    wrong = [
        name for name in {*parts, *digests} if hashlib.sha256(parts.get(name, b"")).hexdigest() != digests.get(name)
    ]
    if wrong:
        raise BackupError(f"{path} is beschadigd: {', '.join(sorted(wrong)[:5])}")
    return parts


def put_back(settings: Settings, parts: Mapping[str, bytes], *, replace: bool, content: Path | None) -> None:
    """Put the parts where they were; raises before anything is written when they do not fit there."""
    if content is not None and content.exists():
        raise BackupError(f"{content} bestaat al; kies een map die er nog niet is")
    if not replace and any((settings.var_dir / name).exists() for name in _FEEDBACK if name in parts):
        raise BackupError(
            f"in {settings.var_dir} staan al meningen; met --force komt de reservekopie ervoor in de plaats"
        )
    data = json.loads(parts[_DATABASE])
    engine = engine_for(settings.database)
    try:
        dump.restore(engine, data["version"], data["tables"], replace=replace)
    finally:
        engine.dispose()
    for name in _FEEDBACK:
        if name in parts:
            write_whole(settings.var_dir / name, parts[name])
        elif replace:
            (settings.var_dir / name).unlink(missing_ok=True)
    if content is not None:
        for name in filter(lambda name: name.startswith(_CONTENT), parts):
            write_whole(_inside(content, name.removeprefix(_CONTENT)), parts[name])


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BackupError(f"de reservekopie wil buiten {folder} schrijven: {name}")
    return path
