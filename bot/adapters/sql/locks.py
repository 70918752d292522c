"""When the database is busy: telling that from other errors, and who has it open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

_PROCESSES = Path("/proc")
_DAMAGED_WORDS = ("file is not a database", "malformed", "disk I/O error", "file is encrypted")
_BUSY_WORDS = ("database is locked", "database table is locked", "lock timeout", "could not obtain lock")


def is_busy(error: SQLAlchemyError) -> bool:
    """Whether the database refused because another one is writing."""
    return any(words in str(getattr(error, "orig", None) or error) for words in _BUSY_WORDS)


def is_damaged(error: SQLAlchemyError) -> bool:
    """Whether the database's file is no database, or not a whole one."""
    return any(words in str(getattr(error, "orig", None) or error) for words in _DAMAGED_WORDS)


def processes_with(database_url: str) -> tuple[str, ...]:
    """The other processes of this machine that have the database's file open, by name and number; empty where not known."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database or not _PROCESSES.is_dir():
        return ()
    wanted = {str(Path(url.database).resolve()) + ending for ending in ("", "-wal", "-shm")}
    return tuple(_named(process) for process in _others() if wanted & set(_open_files(process)))


def _others() -> Iterator[Path]:
    own = str(os.getpid())
    return (process for process in _PROCESSES.iterdir() if process.name.isdigit() and process.name != own)


def _open_files(process: Path) -> Iterator[str]:
    try:
        for file in (process / "fd").iterdir():
            yield str(file.readlink())
    except OSError:  # another person's process, or one that has just ended
        return


def _named(process: Path) -> str:
    try:
        name = (process / "comm").read_text(encoding="utf-8").strip()
    except OSError:
        name = "onbekend"
    return f"{name}, proces {process.name}"
