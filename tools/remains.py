"""Where words still stand: in files, and in the memory of processes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

_PIECE = 1 << 22
_OVERLAP = 256
_ENCODINGS = ("utf-8", "utf-16-le", "utf-32-le")
"""As bytes, and as Python and ICU keep letters that are not all ASCII."""


def in_files(folders: Iterable[Path], words: Sequence[str]) -> list[str]:
    """Which file holds which of the words."""
    found = []
    for path in (path for folder in folders for path in _files(folder)):
        with contextlib.suppress(OSError):
            data = path.read_bytes().lower()
            found += [f"{path.name}: {word}" for word in words if word.lower().encode() in data]
    return found


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in ((folder,) if folder.is_file() else folder.rglob("*")) if path.is_file())


def in_memory(pids: Mapping[str, Sequence[int]], words: Sequence[str]) -> list[str]:
    """Which process holds which of the words in memory that it may write to, and how often. Raises PermissionError."""
    found = []
    for name, numbers in pids.items():
        counts = dict.fromkeys(words, 0)
        for pid in numbers:
            for piece in _memory(pid):
                for word in words:
                    counts[word] += sum(piece.count(word.encode(encoding)) for encoding in _ENCODINGS)
        found += [f"{name}: {word} ({number} keer)" for word, number in counts.items() if number]
    return found


def _memory(pid: int) -> Iterator[bytes]:
    folder = Path("/proc") / str(pid)
    with (folder / "mem").open("rb", buffering=0) as memory:
        for line in (folder / "maps").read_text(encoding="ascii", errors="replace").splitlines():
            span, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(part, 16) for part in span.split("-"))
            tail = b""
            while start < end:
                try:
                    memory.seek(start)
                    piece = memory.read(min(_PIECE, end - start))
                except (OSError, ValueError):
                    break
                if not piece:
                    break
                yield tail + piece
                tail = piece[-_OVERLAP:]
                start += len(piece)
