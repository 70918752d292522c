"""Speech recognised on this machine, by Whisper through faster-whisper."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from bot.adapters.speech.child import Child, ChildError, model_environment, threads_for_models
from bot.adapters.speech.frames import AUDIO, LENGTH, REFUSAL
from bot.contract import Language
from bot.core.errors import HearingUnavailableError, SoundError
from bot.core.voice.heard import LONGEST_SECONDS, MOST_BYTES, Heard, Piece, Word, heard

DEADLINE_SECONDS = 30.0
"""For one utterance, waiting for its turn included: a minute of speech takes ten seconds on two quiet cores."""
MOST_WAITING = 3
_BLOCK = "65536"


class WhisperHearing:
    """Each utterance in a process of its own, one at a time.

    Args:
        child: that process.
        languages: which are recognised.
        hot_words: names that are likely to be said, most telling first.
    """

    def __init__(
        self, child: Child, languages: Collection[Language], hot_words: Callable[[], Sequence[str]] = tuple
    ) -> None:
        self._child = child
        self._languages = frozenset(languages)
        self._hot_words = hot_words

    def hear(self, sound: bytearray, language: Language) -> Heard:
        """As in `Hearing`."""
        try:
            if not sound:
                raise SoundError("empty")
            if len(sound) > MOST_BYTES:
                raise SoundError("large")
            if language not in self._languages:
                raise HearingUnavailableError(f"no recognition in {language}")
            return self._recognised(sound, language)
        finally:
            sound[:] = bytes(len(sound))

    def languages(self) -> frozenset[Language]:
        """As in `Hearing`."""
        return self._languages

    @property
    def child(self) -> Child:
        """Its process."""
        return self._child

    def close(self) -> None:
        """End the process."""
        self._child.close()

    def _recognised(self, sound: bytearray, language: Language) -> Heard:
        asked = {"language": str(language), "seconds": LONGEST_SECONDS, "hot_words": ", ".join(self._hot_words())}
        head = json.dumps(asked).encode()
        try:
            sign, payload = self._child.ask(LENGTH.pack(len(head)) + head, sound)
        except ChildError as error:
            raise HearingUnavailableError(str(error)) from error
        if sign == REFUSAL:
            raise SoundError(payload.decode())
        if sign != AUDIO:
            raise HearingUnavailableError(payload.decode(errors="replace"))
        found = json.loads(payload)
        pieces = [
            Piece(
                item["text"],
                tuple(Word(text, sure) for text, sure in item["words"]),
                item["likely"],
                item["silent"],
                item["repeated"],
            )
            for item in found["pieces"]
        ]
        return heard(pieces, found["seconds"])


def whisper_child(python: Path, model: Path) -> Child:
    """The process of this model, in this environment."""
    threads = threads_for_models()
    return Child(
        "the recogniser",
        (str(python), "-m", "bot.adapters.hearing.worker", str(model), str(threads)),
        deadline_seconds=DEADLINE_SECONDS,
        most_waiting=MOST_WAITING,
        environment={
            **model_environment(threads),
            # Larger blocks go back to the system when they are let go; the worker has smaller ones overwritten.
            "MALLOC_MMAP_THRESHOLD_": _BLOCK,
        },
    )
