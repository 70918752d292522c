"""Recordings that are kept, so that each is made once: on disk what stands on a page for all, in memory what was looked up."""

from __future__ import annotations

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from bot.adapters.speech.words import digest_of
from bot.adapters.stores.whole import write_whole
from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio

logger = logging.getLogger(__name__)

MEDIA_TYPE = "audio/mpeg"
_SUFFIX = ".mp3"
_MOST_IN_MEMORY = 10_000_000
"""Bytes of recordings of what was looked up: some forty minutes."""
_LOOK_EVERY = 20
"""The folder is looked through when a twentieth of its limit came in, and emptied to a twentieth below it."""


class Engine(Protocol):
    """A `Speech` that makes MP3s and says what its sound depends on besides the words."""

    identity: str

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """As in `Speech`."""

    def languages(self) -> frozenset[Language]:
        """As in `Speech`."""

    def prepare(self) -> None:
        """As in `Link`."""


class CachedSpeech:
    """A `Speech` that asks its engine only for what it does not have.

    The files' access is atomic, so several threads and processes may share the folder. When it outgrows its limit
    (in bytes), what was listened to longest ago goes first. A full or read-only disk costs speed, not the recording.

    Args:
        engine: makes recordings.
        folder: where those are that may be kept on disk.
        limit: how many bytes.
        public: whether a recording of these words may be kept on disk; the others stay in memory, the newest of them.
        here: whether the engine speaks on this machine; what is for one person alone is told to no other.
    """

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        limit: int,
        *,
        public: Callable[[Sequence[SpokenPart]], bool] = lambda _: True,
        here: bool = True,
    ) -> None:
        self._engine = engine
        self._here = here
        self._folder = folder
        self._limit = limit
        self._public = public
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}
        self._passing: OrderedDict[str, bytes] = OrderedDict()
        self._passing_bytes = 0
        self._since_looked = limit

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """One recording of all parts, kept or new; raises SpeechUnavailableError."""
        return Audio(self.make(parts, on_disk=self._public(parts)), MEDIA_TYPE)

    def kept(self, parts: Sequence[SpokenPart]) -> bytes | None:
        """As in `Link`."""
        return self._kept(digest_of(parts, self._engine.identity))

    def make(self, parts: Sequence[SpokenPart], *, on_disk: bool) -> bytes:
        """As in `Link`: each is made once, also when many ask for it at once."""
        digest = digest_of(parts, self._engine.identity)
        if (data := self._kept(digest)) is not None:
            return data
        with self._lock:
            making = self._making.setdefault(digest, threading.Lock())
        try:
            with making:  # whoever comes second for the same words gets what the first made
                data = self._kept(digest)
                if data is None:
                    data = self._engine.speak(parts).data
                    self._keep(digest, data, on_disk=on_disk)
        finally:
            with self._lock:
                self._making.pop(digest, None)
        return data

    def apart(self, parts: Sequence[SpokenPart]) -> bytes:
        """As in `Link`."""
        if not self._here:
            raise SpeechUnavailableError("what is for one person alone is not sent elsewhere")
        return self._engine.speak(parts).data

    def prepare(self) -> None:
        """As in `Link`."""
        self._engine.prepare()

    def languages(self) -> frozenset[Language]:
        """The languages that have a voice here."""
        return self._engine.languages()

    def _path(self, digest: str) -> Path:
        return self._folder / (digest + _SUFFIX)

    def _kept(self, digest: str) -> bytes | None:
        with self._lock:
            if digest in self._passing:
                self._passing.move_to_end(digest)
                return self._passing[digest]
        path = self._path(digest)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data or None

    def _keep(self, digest: str, data: bytes, *, on_disk: bool) -> None:
        if not on_disk:
            with self._lock:
                self._passing_bytes += len(data) - len(self._passing.get(digest, b""))
                self._passing[digest] = data
                while self._passing_bytes > _MOST_IN_MEMORY:
                    self._passing_bytes -= len(self._passing.popitem(last=False)[1])
            return
        try:
            write_whole(self._path(digest), data)
            self._since_looked += len(data)
            if self._since_looked >= self._limit // _LOOK_EVERY:
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
        most = self._limit - self._limit // _LOOK_EVERY  # what comes before the next look fits as well
        self._since_looked = 0
        for _, size, path in sorted(files):
            if total <= most:
                break
            Path(path).unlink(missing_ok=True)
            total -= size
