"""No speech: for a place that does not want it, or where the engine cannot run."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.errors import SpeechUnavailableError
from bot.core.language import Language
from bot.core.ports import Audio
from bot.core.replies import SpokenPart


class SilentSpeech:
    """Says of every text that it cannot be spoken."""

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """Always raises SpeechUnavailableError."""
        raise SpeechUnavailableError(f"speech is switched off ({len(parts)} parts)")

    def languages(self) -> frozenset[Language]:
        """None."""
        return frozenset()
