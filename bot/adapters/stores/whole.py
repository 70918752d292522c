"""Files that are never seen half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes, *, changed: float | None = None) -> None:
    """Write a file so that nobody ever sees half of it; `changed` sets its time of change. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".half-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        if changed is not None:
            os.utime(temporary, (changed, changed))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def why_it_refuses(folder: Path) -> str:
    """Why this folder cannot be written to and read from now; empty when it can."""
    said = os.urandom(8)
    path = folder / f".readiness-{os.getpid()}"
    try:
        write_whole(path, said)
        read = path.read_bytes()
        path.unlink(missing_ok=True)
    except OSError as error:
        return error.strerror or type(error).__name__
    return "" if read == said else "what was written is not what is read"
