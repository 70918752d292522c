"""Speech made on this machine, by pyttsx3 with espeak-ng."""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.speech.child import Child
from bot.adapters.speech.process import SpeechProcess
from bot.adapters.speech.voices import PAUSE_SECONDS, VOICES, WORDS_PER_MINUTE
from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio

LONGEST_TEXT = 6000
"""Characters in one recording: ten times the longest answer, and well within a pipe (64 kB)."""


class EspeakSpeech:
    """Each part in its own language's voice, with a pause between; the sound is made in a process of its own."""

    identity = f"espeak {WORDS_PER_MINUTE} {PAUSE_SECONDS} mp3 32"
    """What the sound depends on besides the words, for the cache."""

    def __init__(self, process: SpeechProcess | None = None) -> None:
        self._process = process or SpeechProcess()

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """One MP3 of all parts; parts without words or voice are left out, and without any left it is unavailable."""
        said = [(VOICES[part.language], _clean(part.text)) for part in parts if part.language in VOICES]
        said = [(voice, text) for voice, text in said if any(map(str.isalnum, text))]  # a lone dash makes no sound
        if not said:
            raise SpeechUnavailableError("no words for which there is a voice")
        if sum(len(text) for _, text in said) > LONGEST_TEXT:
            raise SpeechUnavailableError("too much for one recording")
        return Audio(self._process.record(said), "audio/mpeg")

    def languages(self) -> frozenset[Language]:
        """The languages that have a voice."""
        return frozenset(VOICES)

    def prepare(self) -> None:
        """Start the speech process."""
        self._process.prepare()

    @property
    def child(self) -> Child:
        """Its process."""
        return self._process.child

    def close(self) -> None:
        """End the speech process."""
        self._process.close()


def _clean(text: str) -> str:
    """One line without control characters: a zero byte would end the text inside the library."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
