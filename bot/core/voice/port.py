"""Text to speech and speech to text as the core asks for them: `bot.adapters.speech` and `bot.adapters.hearing` have the engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.contract import Language
from bot.core.reply.reply import SpokenPart
from bot.core.voice.heard import Heard


@dataclass(frozen=True, slots=True)
class Audio:
    """A finished recording; `media_type` is `audio/mpeg` or `audio/ogg`."""

    data: bytes
    media_type: str


class Speech(Protocol):
    """Text to speech."""

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """One recording of all parts, each in its own language's voice; raises SpeechUnavailableError."""

    def stream(self, parts: Sequence[SpokenPart]) -> Iterator[bytes]:
        """The same recording sentence by sentence, each as soon as it is there; raises as `speak`, when it comes to that."""

    def apart(self, parts: Sequence[SpokenPart]) -> Audio:
        """One recording for one request: made on this machine, and neither its words nor its sound is kept; raises as `speak`."""

    def kept(self, parts: Sequence[SpokenPart]) -> bool:
        """Whether all of it is there already."""

    def prepare(self) -> None:
        """Get ready, so that the first sentence does not wait for an engine that starts."""

    def languages(self) -> frozenset[Language]:
        """The languages that have a voice here."""


class Hearing(Protocol):
    """Speech to text."""

    def hear(self, sound: bytearray, language: Language) -> Heard:
        """What is said in a recording (as browsers make them, or WAV), in this language; the sound is wiped afterwards.

        Raises SoundError for a sound that is not taken, HearingUnavailableError when it cannot be recognised now.
        """

    def languages(self) -> frozenset[Language]:
        """The languages that are recognised here."""
