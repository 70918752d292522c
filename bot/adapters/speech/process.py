"""The speech process: a child that records parts, and gives up on it in time."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from bot.adapters.speech.child import Child, ChildError
from bot.adapters.speech.frames import AUDIO
from bot.adapters.speech.voices import PAUSE_SECONDS, WORDS_PER_MINUTE
from bot.core.errors import SpeechUnavailableError

DEADLINE_SECONDS = 1.8
"""For one sentence, which takes some 50 ms: one that hangs is killed and replaced within two seconds."""
TURN_SECONDS = 15.0
START_SECONDS = 30.0
COMMAND = (sys.executable, "-m", "bot.adapters.speech.worker")
_MOST_WAITING = 64
"""More than the website lets in at once: its own lane refuses first."""


class SpeechProcess:
    """Started at the first request, again after a crash, and killed at the deadline. Safe for threads: one at a time."""

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        deadline_seconds: float = DEADLINE_SECONDS,
        turn_seconds: float = TURN_SECONDS,
    ) -> None:
        self._child = Child(
            "the speech process",
            command,
            deadline_seconds=deadline_seconds,
            most_waiting=_MOST_WAITING,
            turn_seconds=turn_seconds,
            start_seconds=START_SECONDS,
        )

    def prepare(self) -> None:
        """Start it, so that the first sentence does not wait for it."""
        self._child.prepare()

    def record(self, parts: Sequence[tuple[str, str]]) -> bytes:
        """The (voice, text) parts as one MP3; raises SpeechUnavailableError when it fails or takes too long."""
        request = {"parts": list(parts), "words_per_minute": WORDS_PER_MINUTE, "pause_seconds": PAUSE_SECONDS}
        try:
            sign, payload = self._child.ask(json.dumps(request).encode())
        except ChildError as error:
            raise SpeechUnavailableError(str(error)) from error
        if sign != AUDIO or not payload:
            raise SpeechUnavailableError(payload.decode(errors="replace"))
        return bytes(payload)

    @property
    def child(self) -> Child:
        """Its process."""
        return self._child

    def close(self) -> None:
        """End the process; a later request starts a new one."""
        self._child.close()

    @property
    def pid(self) -> int | None:
        """The running process's id, None when there is none."""
        return self._child.pid
