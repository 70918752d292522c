"""Neural voices in processes of their own: hibari's English, Kokoro to render ahead, and what an operator supplies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bot.adapters.speech.child import Child, ChildError, model_environment, threads_for_models
from bot.adapters.speech.frames import AUDIO
from bot.adapters.speech.voices import PAUSE_SECONDS
from bot.contract import Language
from bot.core.errors import SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio

DEADLINE_SECONDS = 1.8
"""For one sentence: an engine that hangs is killed and replaced within two seconds."""
TURN_SECONDS = 15.0
START_SECONDS = 60.0
_MOST_WAITING = 64


class NeuralSpeech:
    """One language, sentence by sentence, in a process that `voice_child` makes."""

    def __init__(self, child: Child, language: Language, identity: str) -> None:
        self.child = child
        self._language = language
        self.identity = identity

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """One MP3; parts in another language are left out, and without any left it is unavailable."""
        text = " ".join(part.text for part in parts if part.language is self._language).strip()
        if not any(map(str.isalnum, text)):
            raise SpeechUnavailableError("no words for which there is a voice")
        try:
            sign, payload = self.child.ask(json.dumps({"text": text, "pause_seconds": PAUSE_SECONDS}).encode())
        except ChildError as error:
            raise SpeechUnavailableError(str(error)) from error
        if sign != AUDIO or not payload:
            raise SpeechUnavailableError(payload.decode(errors="replace"))
        return Audio(bytes(payload), "audio/mpeg")

    def speak_one(self, sentence: SpokenPart) -> bytes:
        """The MP3 of one sentence; raises SpeechUnavailableError."""
        return self.speak([sentence]).data

    def languages(self) -> frozenset[Language]:
        """Its one language."""
        return frozenset({self._language})

    def prepare(self) -> None:
        """Load the voice."""
        self.child.prepare()

    def close(self) -> None:
        """End the process."""
        self.child.close()


def voice_child(python: Path, engine: str, folder: Path, *, deadline_seconds: float = DEADLINE_SECONDS) -> Child:
    """The process of a voice: `engine` is one of `bot.adapters.speech.neural`."""
    threads = threads_for_models()
    return Child(
        f"the voice of {engine}",
        (str(python), "-m", "bot.adapters.speech.neural", engine, str(folder), str(threads)),
        deadline_seconds=deadline_seconds,
        most_waiting=_MOST_WAITING,
        turn_seconds=TURN_SECONDS,
        start_seconds=START_SECONDS,
        environment=model_environment(threads),
    )


def form_of(folder: Path) -> str:
    """`piper` or `sherpa` for a folder with such a voice, empty for any other."""
    voices = sorted(folder.glob("*.onnx"))
    if not voices:
        return ""
    if (folder / "tokens.txt").is_file():
        return "sherpa"
    return "piper" if voices[0].with_name(f"{voices[0].name}.json").is_file() else ""
