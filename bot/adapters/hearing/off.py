"""No recognition: where it is not installed, or not wanted."""

from __future__ import annotations

from bot.contract import Language
from bot.core.errors import HearingUnavailableError
from bot.core.voice.heard import Heard


class DeafHearing:
    """Says of every sound that it cannot be recognised."""

    def hear(self, sound: bytearray, language: Language) -> Heard:
        """Always raises HearingUnavailableError."""
        sound[:] = bytes(len(sound))
        raise HearingUnavailableError(f"recognition is switched off ({language})")

    def languages(self) -> frozenset[Language]:
        """None."""
        return frozenset()
