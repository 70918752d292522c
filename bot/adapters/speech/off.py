"""No speech: for a place that does not want it, or where the engine cannot run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio


class SilentSpeech:
    """Says of every text that it cannot be spoken."""

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """Always raises SpeechUnavailableError."""
        raise SpeechUnavailableError(f"speech is switched off ({len(parts)} parts)")

    def stream(self, parts: Sequence[SpokenPart]) -> Iterator[bytes]:
        """As `speak`."""
        yield self.speak(parts).data

    def apart(self, parts: Sequence[SpokenPart]) -> Audio:
        """As `speak`."""
        return self.speak(parts)

    def kept(self, parts: Sequence[SpokenPart]) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def prepare(self) -> None:
        """Nothing."""

    def languages(self) -> frozenset[Language]:
        """None."""
        return frozenset()
