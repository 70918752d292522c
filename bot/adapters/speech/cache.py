"""Recordings kept on disk, so that each is made once; and which words belong to a recording's address."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bot.contract import Language
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio

logger = logging.getLogger(__name__)

MEDIA_TYPE = "audio/mpeg"
_SUFFIX = ".mp3"
_DIGEST = re.compile(r"[0-9a-f]{32}")
_DIGEST_LENGTH = 32

WORDS_KEPT = 20_000
WORDS_DAYS = 30
_PRUNE_EVERY = 200
_TOUCH_SECONDS = 3600
_DAY_SECONDS = 24 * 60 * 60


class Engine(Protocol):
    """A `Speech` that makes MP3s and says what its sound depends on besides the words."""

    identity: str

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """As in `Speech`."""

    def languages(self) -> frozenset[Language]:
        """As in `Speech`."""


class CachedSpeech:
    """A `Speech` that asks its engine only for what is not on disk.

    The files' access is atomic, so several threads and processes may share the folder. When it outgrows its limit
    (in bytes), what was listened to longest ago goes first. A full or read-only disk costs speed, not the recording.
    """

    def __init__(self, engine: Engine, folder: Path, limit: int) -> None:
        self._engine = engine
        self._folder = folder
        self._limit = limit
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}
        self.words = SpokenWords(folder / "words", engine.identity)

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """One recording of all parts, from disk or new; raises SpeechUnavailableError."""
        digest = self.digest_of(parts)
        if (data := self._kept(digest)) is not None:
            return Audio(data, MEDIA_TYPE)
        with self._lock:
            making = self._making.setdefault(digest, threading.Lock())
        try:
            with making:  # whoever comes second for the same words gets what the first made
                data = self._kept(digest)
                if data is None:
                    data = self._engine.speak(parts).data
                    self._keep(digest, data)
        finally:
            with self._lock:
                self._making.pop(digest, None)
        return Audio(data, MEDIA_TYPE)

    def languages(self) -> frozenset[Language]:
        """The languages that have a voice here."""
        return self._engine.languages()

    def digest_of(self, parts: Sequence[SpokenPart]) -> str:
        """The recording's name, known before it is made; another engine, voice or speed gives another."""
        return self.words.digest_of(parts)

    def _path(self, digest: str) -> Path:
        return self._folder / (digest + _SUFFIX)

    def _kept(self, digest: str) -> bytes | None:
        path = self._path(digest)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data or None

    def _keep(self, digest: str, data: bytes) -> None:
        try:
            write_whole(self._path(digest), data)
            self._make_room()
        except OSError as error:
            logger.warning("a recording could not be kept: %s", error)

    def _make_room(self) -> None:
        files = []
        for entry in os.scandir(self._folder):
            if entry.name.endswith(_SUFFIX):
                try:
                    state = entry.stat()
                except FileNotFoundError:  # another process made room as well
                    continue
                files.append((state.st_mtime, state.st_size, entry.path))
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= self._limit:
                break
            Path(path).unlink(missing_ok=True)
            total -= size


class SpokenWords:
    """Which words belong to which address: only what the knowledge point offered itself can be listened to.

    Kept on disk, so that an address outlives a restart and holds in every process; bounded in number and age.
    """

    def __init__(self, folder: Path, identity: str = "", *, most: int = WORDS_KEPT, days: int = WORDS_DAYS) -> None:
        self._folder = folder
        self._identity = identity
        self._most = most
        self._seconds = days * _DAY_SECONDS
        self._offered = 0

    def digest_of(self, parts: Sequence[SpokenPart]) -> str:
        """The address of these words: the same words, the same digest, in every process and after a restart."""
        said = [self._identity, [[part.language.value, part.text] for part in parts]]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:_DIGEST_LENGTH]

    def offer(self, parts: Sequence[SpokenPart]) -> str:
        """The digest under which these words can be listened to from now on."""
        digest = self.digest_of(parts)
        path = self._path(digest)
        try:
            if time.time() - path.stat().st_mtime > _TOUCH_SECONDS:
                os.utime(path)
        except FileNotFoundError:
            written = json.dumps([[part.language.value, part.text] for part in parts], ensure_ascii=False)
            write_whole(path, written.encode())
            self._offered += 1
            if self._offered % _PRUNE_EVERY == 0:
                self.prune()
        return digest

    def words(self, digest: str) -> tuple[SpokenPart, ...] | None:
        """What is to be said, or None for a digest that was not offered (or too long ago)."""
        if not _DIGEST.fullmatch(digest):
            return None
        try:
            path = self._path(digest)
            if time.time() - path.stat().st_mtime > self._seconds:
                return None
            parts = json.loads(path.read_bytes())
            return tuple(SpokenPart(text, Language(language)) for language, text in parts)
        except (OSError, ValueError):
            return None

    def prune(self) -> None:
        """Forget what is too old, and the oldest of what is too many."""
        files = []
        for entry in os.scandir(self._folder):
            try:
                files.append((entry.stat().st_mtime, entry.path))
            except FileNotFoundError:  # another process prunes as well
                continue
        files.sort(reverse=True)
        oldest = time.time() - self._seconds
        for number, (changed, path) in enumerate(files):
            if number >= self._most or changed < oldest:
                Path(path).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.json"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".half-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
