"""Text to speech as the core asks for it: `bot.adapters.speech` has the engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.contract import Language
from bot.core.reply.reply import SpokenPart


@dataclass(frozen=True, slots=True)
class Audio:
    """A finished recording; `media_type` is `audio/mpeg` or `audio/ogg`."""

    data: bytes
    media_type: str


class Speech(Protocol):
    """Text to speech."""

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """One recording of all parts, each in its own language's voice; raises SpeechUnavailableError."""

    def languages(self) -> frozenset[Language]:
        """The languages that have a voice here."""
