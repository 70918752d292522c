"""A store in files: what is in it outlives a restart, and holds in every process that shares the folder."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.adapters.stores.whole import write_whole
from bot.core.store.port import Codec, Kept

_SUFFIX = ".kept"
_VERSION_BYTES = 8
_PRUNE_EVERY = 200
_RENEW_SECONDS = 3600.0


class FileStore[Value]:
    """The Store port on a file a value, whose time of change says until when it is kept.

    Reading waits for nobody. A disk that cannot be written or read raises OSError.

    Args:
        folder: of this store alone; made when first written to.
        codec: how a value is written.
        most: how many values are kept.
        clock: the time as the file system tells it.
    """

    def __init__(self, folder: Path, codec: Codec[Value], *, most: int, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._codec = codec
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._written = 0

    def get(self, key: str, *, seconds: float | None = None) -> Kept[Value] | None:
        """As in `Store`; a damaged file is nothing. Renewing is rounded up to an hour, to spare the disk."""
        path = self._path(key)
        kept = self._read(path)
        if kept is not None and seconds is not None:
            until = self._clock() + seconds
            with contextlib.suppress(OSError):  # a disk that is full still reads
                if abs(path.stat().st_mtime - until) > min(_RENEW_SECONDS, seconds / 10):
                    os.utime(path, (until, until))
        return kept

    def put(self, key: str, value: Value, *, seconds: float, version: str | None = None) -> bool:
        """As in `Store`."""
        path = self._path(key)
        with self._alone():
            kept = self._read(path)
            if (kept.version if kept else None) != version:
                return False
            until = self._clock() + seconds
            data = secrets.token_hex(_VERSION_BYTES).encode() + b"\n" + self._codec.encode(value)
            write_whole(path, data, changed=until)
            self._written += 1
            if self._written % _PRUNE_EVERY == 0:
                self._prune()
        return True

    def delete(self, key: str) -> bool:
        """As in `Store`."""
        path = self._path(key)
        with self._alone():
            found = self._read(path) is not None
            path.unlink(missing_ok=True)
        return found

    def prune(self) -> None:
        """Let go of what has expired, and of the first to expire of what is too many."""
        with self._alone():
            self._prune()

    def _prune(self) -> None:
        files = sorted(
            ((entry.stat().st_mtime, entry.path) for entry in os.scandir(self._folder) if entry.name.endswith(_SUFFIX)),
            reverse=True,
        )
        now = self._clock()
        for number, (until, path) in enumerate(files):
            if number >= self._most or until <= now:
                Path(path).unlink(missing_ok=True)

    def _read(self, path: Path) -> Kept[Value] | None:
        try:
            until = path.stat().st_mtime
            version, _, data = path.read_bytes().partition(b"\n")
        except (FileNotFoundError, NotADirectoryError):
            return None
        if until <= self._clock():
            return None
        try:
            return Kept(self._codec.decode(data), version.decode("ascii"))
        except ValueError:
            return None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else writes, in this process or another."""
        with self._lock:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / ".lock").open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield

    def _path(self, key: str) -> Path:
        # A key may be anything; a file's name may not.
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}{_SUFFIX}"
