"""No speech: for a place that does not want it, or where the engine cannot run."""

from __future__ import annotations

from collections.abc import Sequence

from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio


class SilentSpeech:
    """Says of every text that it cannot be spoken."""

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """Always raises SpeechUnavailableError."""
        raise SpeechUnavailableError(f"speech is switched off ({len(parts)} parts)")

    def languages(self) -> frozenset[Language]:
        """None."""
        return frozenset()
