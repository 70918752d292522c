"""What is served when the content has mistakes at the start: how it was when it had none, else all of it but the broken files."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.core.topics.port import Problem

_LOG = logging.getLogger(__name__)

_KEPT = 2
_HALF = ".half-"
_LONG_AGO_SECONDS = 3600
_ALWAYS_NEEDED = ("sources.yml", "grounds.yml", "directory/")
"""Of these a part is worse than nothing."""


class LastGood:
    """Copies of a content folder, under the digest of what is in them.

    Args:
        root: the content folder.
        folder: below which the copies are kept; made when it is needed.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        # Copies of another folder are no versions of this one.
        self._folder = folder / hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]

    def keep_soon(self, version: str, digest: Callable[[Path], str]) -> threading.Thread:
        """Copy the content, which has this digest now, in a thread; a disk that refuses costs nothing but the copy."""
        thread = threading.Thread(target=self._keep, args=(version, digest), name="last-good-content", daemon=True)
        thread.start()
        return thread

    def copies(self) -> list[Path]:
        """The content folders that are kept, newest first."""
        kept = [path for path in self._folder.glob(f"*/{self._root.name}") if not path.parent.name.startswith(_HALF)]
        return sorted(kept, key=lambda path: path.parent.stat().st_mtime, reverse=True)

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """A copy of the content as it is now, to take files out of; removed afterwards."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_HALF, dir=self._folder) as folder:
            copy = Path(folder) / self._root.name
            shutil.copytree(self._root, copy)
            yield copy

    def _keep(self, version: str, digest: Callable[[Path], str]) -> None:
        target = self._folder / version
        try:
            if not target.exists():
                with self.scratch() as copy:
                    if digest(copy) != version:
                        return  # edited meanwhile
                    complete = Path(tempfile.mkdtemp(prefix=_HALF, dir=self._folder))
                    copy.rename(complete / copy.name)
                    try:
                        complete.rename(target)
                    except OSError:  # another process was first
                        shutil.rmtree(complete, ignore_errors=True)
            for old in self.copies()[_KEPT:]:
                shutil.rmtree(old.parent, ignore_errors=True)
            for half in self._folder.glob(f"{_HALF}*"):  # of a process that ended while it was copying
                if time.time() - half.stat().st_mtime > _LONG_AGO_SECONDS:
                    shutil.rmtree(half, ignore_errors=True)
        except OSError as error:
            _LOG.warning("no copy of the content can be kept: %s", error.strerror or type(error).__name__)


def leave_out(root: Path, copy: Path, problems: Sequence[Problem]) -> list[str]:
    """Remove from the copy of `root` the files that the problems are about; returns which, none when that would not help."""
    names = {Path(problem.path).relative_to(root.name).as_posix() for problem in problems if _is_below(root, problem)}
    if len(names) == 0 or any(name.startswith(_ALWAYS_NEEDED) for name in names):
        return []
    gone = []
    for name in sorted(names):
        if (copy / name).is_file():
            (copy / name).unlink()
            gone.append(name)
    return gone


def _is_below(root: Path, problem: Problem) -> bool:
    return problem.path.startswith(f"{root.name}/")
