"""Round trips: a voice says a question, the recogniser hears it, and the words are compared."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.adapters.hearing.whisper import WhisperHearing
from bot.adapters.speech.child import Child
from bot.contract import Language
from bot.core.errors import HearingUnavailableError, SoundError, SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Audio
from bot.evaluation.processes import processor_seconds
from bot.evaluation.sounds import RATE, decoded, distance, level, plain_words, wav

type Row = tuple[str, str]


class Voice(Protocol):
    """An engine in a process of its own."""

    @property
    def child(self) -> Child:
        """That process."""

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """As in `Speech`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed, as a recording (WAV), and as it was heard."""

    question: str
    sound: bytes
    heard: str


@dataclass(slots=True)
class Rounds:
    """What came of the questions of one language; seconds on the clock and of processor."""

    language: Language
    voice: str
    asked: list[Asked] = field(default_factory=list)
    silent: int = 0
    """Questions of which the voice made no usable sound."""
    wrong: int = 0
    words: int = 0
    sounding: float = 0.0
    speaking: float = 0.0
    speaking_processor: float = 0.0
    hearing: float = 0.0
    hearing_processor: float = 0.0
    size: int = 0
    levels: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """What is told of them."""
        name = f"{self.language}, {self.voice}"
        count = len(self.asked) + self.silent
        if self.silent or not self.asked:
            yield f"{name}: vragen zonder bruikbaar geluid", f"{self.silent} van {count}"
        if not self.asked:
            return
        yield f"{name}: woordfouten ({len(self.asked)} vragen)", f"{self.wrong / self.words:.2f}"
        speaking, spent = (one / self.sounding for one in (self.speaking, self.speaking_processor))
        yield f"{name}: spreken", f"{speaking:.2f} keer zo lang als het klinkt, {spent:.2f} aan rekentijd"
        hearing, spent = (5 * one / self.sounding for one in (self.hearing, self.hearing_processor))
        yield f"{name}: herkennen van 5 s spraak", f"{hearing:.1f} s, {spent:.1f} s aan rekentijd (twee draden)"
        yield f"{name}: bytes per seconde", f"{self.size / self.sounding:.0f}"
        yield (
            f"{name}: hardheid",
            f"{min(self.levels):.1f} tot {max(self.levels):.1f} LUFS, hoogste piek {max(self.peaks):.1f} dBFS",
        )


def rounds(
    voice: Voice,
    name: str,
    hearing: WhisperHearing,
    language: Language,
    questions: Sequence[str],
    tell: Callable[[str], None],
) -> Rounds:
    """Say each question and hear it; `tell` hears how far it is. A question that cannot be said or heard is counted as such."""
    found = Rounds(language, name)
    for warming in (
        lambda: voice.speak([SpokenPart(questions[0], language)]),
        lambda: _hear(hearing, silence(), language),
    ):
        try:
            warming()  # loads the models
        except SpeechUnavailableError:
            tell(f"{language}: {name} maakte van de eerste vraag geen geluid")
    for number, question in enumerate(questions, 1):
        _round(found, voice, hearing, question)
        tell(f"{language}, {name}: {number} van {len(questions)}")
    return found


def silence() -> bytes:
    """A second of it."""
    return wav([0] * RATE)


def _round(found: Rounds, voice: Voice, hearing: WhisperHearing, question: str) -> None:
    began, used = time.monotonic(), processor_seconds(voice.child.pid)
    try:
        sound = voice.speak([SpokenPart(question, found.language)]).data
    except SpeechUnavailableError:
        found.silent += 1
        return
    found.speaking += time.monotonic() - began
    found.speaking_processor += max(0.0, processor_seconds(voice.child.pid) - used)
    samples, rate = decoded(sound)
    found.size += len(sound)
    found.sounding += len(samples) / rate
    loud, peak = level(samples)
    found.levels.append(loud)
    found.peaks.append(peak)
    recording = wav([round(sample * 32767) for sample in samples], rate)
    began, used = time.monotonic(), processor_seconds(hearing.child.pid)
    heard = _hear(hearing, recording, found.language)
    found.hearing += time.monotonic() - began
    found.hearing_processor += max(0.0, processor_seconds(hearing.child.pid) - used)
    wanted = plain_words(question)
    found.wrong += distance(wanted, plain_words(heard))
    found.words += len(wanted)
    found.asked.append(Asked(question, recording, heard))


def _hear(hearing: WhisperHearing, recording: bytes, language: Language) -> str:
    try:
        return hearing.hear(bytearray(recording), language).text
    except (HearingUnavailableError, SoundError):
        return ""
