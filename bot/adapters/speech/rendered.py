"""Sentences that were recorded ahead, one by one: what is not there is another engine's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.adapters.speech.words import digest_of
from bot.adapters.stores.whole import write_whole
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart

IDENTITY = "kokoro jm_kumo 0.95 whole mp3 32"
"""What the sound depends on besides the words; another one where it is made in another way."""


class RenderedSpeech:
    """The recordings in a folder, by the digest of their sentence."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kept(self, parts: Sequence[SpokenPart]) -> bytes | None:
        """The recording of this sentence, or None."""
        try:
            return self._path(parts).read_bytes() or None
        except OSError:
            return None

    def make(self, parts: Sequence[SpokenPart], *, on_disk: bool) -> bytes:  # noqa: ARG002  # it makes nothing
        """What is there; raises SpeechUnavailableError for what is not."""
        if (data := self.kept(parts)) is None:
            raise SpeechUnavailableError("not recorded ahead")
        return data

    def apart(self, parts: Sequence[SpokenPart]) -> bytes:  # noqa: ARG002  # it makes nothing
        """Never: what somebody said is not recorded ahead."""
        raise SpeechUnavailableError("not recorded ahead")

    def put(self, parts: Sequence[SpokenPart], data: bytes) -> None:
        """Keep a recording; raises OSError."""
        write_whole(self._path(parts), data)

    def prepare(self) -> None:
        """Nothing: it is there or not."""

    def _path(self, parts: Sequence[SpokenPart]) -> Path:
        return self._folder / f"{digest_of(parts, IDENTITY)}.mp3"
