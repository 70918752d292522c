"""Which files a content folder holds, and whether any changed: looked at twice a second, so in few steps."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bot.adapters.content.questions import FOLDER as QUESTIONS
from bot.adapters.content.spoken import FOLDER as SPOKEN

VOCABULARIES = ("needs", "laws", "functions")
"""Vocabularies of the directory that topics name."""
_DIRECTORY = "directory"
_VOCABULARY_FILES = tuple(f"{vocabulary}.csv" for vocabulary in VOCABULARIES)
_MORE_ENDINGS = {"aids": (".yml",), SPOKEN: (".csv",), _DIRECTORY: _VOCABULARY_FILES}
"""What a folder holds beside texts, in itself and not in folders below it."""

type FileState = tuple[str, int, int]
"""Path, modification time (nanoseconds) and size (bytes) of a file."""
type Fingerprint = tuple[FileState, ...]
"""The state of every file in order: changes when any file does."""


def fingerprints(root: Path) -> Iterator[FileState]:
    """The state of every file of content under `root`, in no order; a folder that is not there has none."""
    for entry in _entries(os.fspath(root)):
        if entry.is_dir(follow_symlinks=False):
            deep = (".md", ".txt") if entry.name == QUESTIONS else (".md",)
            yield from _states(_below(entry.path, deep, _MORE_ENDINGS.get(entry.name, ())))
        elif entry.name.endswith(".yml"):
            yield from _states([entry])


def _below(folder: str, deep: tuple[str, ...], here: tuple[str, ...] = ()) -> Iterator[os.DirEntry[str]]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, deep)
        elif entry.name.endswith(deep) or (here and entry.name.endswith(here)):
            yield entry


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):  # an editor's tool may take a folder away between two looks
        return []


def _states(entries: Iterator[os.DirEntry[str]] | list[os.DirEntry[str]]) -> Iterator[FileState]:
    for entry in entries:
        try:
            found = entry.stat()
        except FileNotFoundError:  # an editor's save may replace a file between the listing and this look
            continue
        yield entry.path, found.st_mtime_ns, found.st_size
