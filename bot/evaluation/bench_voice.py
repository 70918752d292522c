"""`kennispunt bench-voice`: how well speech is made and understood, on this machine, with our own voices and recogniser.

It runs to its end whatever a voice or the machine does: what could not be measured stands in the table as such.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bot.adapters.hearing.setup import hearing_from
from bot.adapters.hearing.whisper import WhisperHearing
from bot.adapters.speech.cache import CachedSpeech
from bot.adapters.speech.chain import ChainedSpeech
from bot.adapters.speech.child import Child
from bot.adapters.speech.espeak import EspeakSpeech
from bot.adapters.speech.neural_voices import NeuralSpeech, voice_child
from bot.adapters.sql.directory.setup import prepare
from bot.contract import Language
from bot.core.errors import HearingUnavailableError, KennispuntError, SpeechUnavailableError
from bot.core.reply.reply import SpokenPart
from bot.evaluation.figures import circumstances, save, table
from bot.evaluation.processes import memory, processor_seconds
from bot.evaluation.service import MeasuringError, running
from bot.evaluation.sounds import no_speech, wav
from bot.evaluation.spoken_answers import answers
from bot.evaluation.spoken_questions import QUESTIONS
from bot.evaluation.voice_rounds import Rounds, Row, rounds
from bot.settings import ROOT, Settings
from bot.wiring import Wiring

REPORT = ROOT / "docs" / "spraak.md"
SECTION = "bench-voice"
_DEADLINE_SECONDS = 300.0
"""Of a process that is measured: a busy machine is told about, and does not end the measuring."""
_NEURAL = {Language.DUTCH: "kokoro", Language.ENGLISH: "hibari"}
_USUAL = "espeak"
"""Who speaks all other languages."""
_SENTENCES = 4
"""Of which the first sound is measured, a language."""
_BUSY = "**drukke machine**: de tijden op de klok zijn te lang, kijk naar de rekentijd"


def main(argv: Sequence[str]) -> int:
    """`kennispunt bench-voice`: measure, print, and save when asked to; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="kennispunt bench-voice",
        description="Meet hoe goed spraak wordt gemaakt en verstaan, met de eigen stemmen en herkenner (na make voice).",
    )
    parser.add_argument("--url", default="", help="adres van een lopende dienst (anders start er een voor de meting)")
    parser.add_argument(
        "--alone", action="store_true", help="zonder dienst: sla over wat met antwoorden te maken heeft"
    )
    parser.add_argument(
        "--questions", type=int, default=12, metavar="N", help="hooguit zoveel vragen per taal (standaard %(default)s)"
    )
    parser.add_argument(
        "--answers", type=int, default=4, metavar="N",
        help="van hooguit zoveel vragen per taal de tijd tot het gesproken antwoord (standaard %(default)s)",
    )  # fmt: skip
    parser.add_argument("--save", action="store_true", help="zet de cijfers in docs/spraak.md")
    chosen = parser.parse_args(list(argv))
    if chosen.questions < 1 or chosen.answers < 0:
        parser.error("--questions is minstens 1, --answers minstens 0")
    rows = [("met", f"`{' '.join(['kennispunt bench-voice', *argv])}`"), ("wanneer, waar", circumstances())]
    for row in _rows(Settings.from_env(), chosen):
        rows.append(row)
        _tell(": ".join(row))
    text = table(("gemeten", "uitkomst"), rows)
    print(text)
    if chosen.save:
        save(SECTION, text, REPORT)
    return 0


def _tell(line: str) -> None:
    """How far it is, beside the table."""
    print(f"{time.strftime('%H:%M:%S')}  {line}", file=sys.stderr, flush=True)


def _rows(settings: Settings, chosen: argparse.Namespace) -> Iterator[Row]:
    busiest = os.getloadavg()[0]
    prepare(
        settings.database, settings.content_dir / "directory"
    )  # of the directory come words that are likely to be said
    hearing = hearing_from(settings, Wiring(settings)._hot_words)  # noqa: SLF001  # the service's own words
    if not isinstance(hearing, WhisperHearing):
        raise MeasuringError("er is geen herkenner; voer uit: make voice")
    hearing.child.extend(_DEADLINE_SECONDS)
    done = []
    try:
        yield from _nothing_heard(hearing)
        for language, questions in QUESTIONS.items():
            if language not in hearing.languages():
                continue
            name = _NEURAL.get(language, _USUAL)
            with _voice(settings, language, name) as voice:
                found = rounds(voice, name, hearing, language, questions[: chosen.questions], _tell)
                yield from found.rows()
                yield f"{language}, {name}: geheugen van de stem", _megabytes(voice.child.pid)
            done.append(found)
            busiest = max(busiest, os.getloadavg()[0])
        yield "geheugen van de herkenner", _megabytes(hearing.child.pid)
    finally:
        hearing.close()
    yield from _first_sound(settings)
    busiest = max(busiest, os.getloadavg()[0])
    if not chosen.alone:
        yield from _with_answers(chosen, done)
    busiest = max(busiest, os.getloadavg()[0])
    yield "hoogste belasting", f"{busiest:.1f}" + (f"; {_BUSY}" if busiest > (os.cpu_count() or 1) + 1 else "")


def _with_answers(chosen: argparse.Namespace, done: Sequence[Rounds]) -> Iterator[Row]:
    """What the service makes of what was heard; a service that does not come is told as such."""
    _tell("de dienst start" if not chosen.url else f"de dienst op {chosen.url}")
    try:
        with contextlib.ExitStack() as open_now:
            url = chosen.url or open_now.enter_context(running()).url
            for found in done:
                yield from answers(url, found, chosen.answers, _tell)
    except KennispuntError as error:
        yield "met de dienst", f"niet gemeten: {' '.join(str(error).split())[:200]}"


@contextlib.contextmanager
def _voice(settings: Settings, language: Language, name: str) -> Iterator[NeuralSpeech | EspeakSpeech]:
    """The voice of that name; closed after use."""
    voice: NeuralSpeech | EspeakSpeech
    if name == _USUAL:
        voice = EspeakSpeech()
        voice.child.extend(_DEADLINE_SECONDS)
    else:
        python, folder = settings.voice_environment / "bin" / "python", settings.voice_environment / name
        voice = NeuralSpeech(voice_child(python, name, folder, deadline_seconds=_DEADLINE_SECONDS), language, name)
    try:
        yield voice
    finally:
        voice.close()


def _nothing_heard(hearing: WhisperHearing) -> Iterator[Row]:
    """Silence, noise and music, which are no words."""
    right, sounds = 0, no_speech()
    for name, samples in sounds.items():
        with contextlib.suppress(HearingUnavailableError):  # not heard is not right either
            right += not hearing.hear(bytearray(wav(samples)), Language.DUTCH).text
        _tell(f"zonder spraak: {name}")
    yield f"niets verstaan bij {', '.join(sounds)}", f"{right} van {len(sounds)}"


def _first_sound(settings: Settings) -> Iterator[Row]:
    """From asking to the first sentence, with the process running: new, and kept."""
    with tempfile.TemporaryDirectory() as folder:
        for name, languages in ((_USUAL, tuple(QUESTIONS)), ("hibari", (Language.ENGLISH,))):
            with _voice(settings, languages[0], name) as voice:
                cached = CachedSpeech(voice, Path(folder), 10_000_000)
                speech = ChainedSpeech({language: [cached] for language in languages})
                yield from _sounding(speech, voice.child, name, languages)
                yield f"geheugen van {name}", _megabytes(voice.child.pid)


def _sounding(speech: ChainedSpeech, child: Child, name: str, languages: Sequence[Language]) -> Iterator[Row]:
    new: list[float] = []
    kept: list[float] = []
    worked: list[float] = []
    for language in languages:
        try:
            speech.speak([SpokenPart("112", language)])  # loads what it needs for the language
            for question in QUESTIONS[language][:_SENTENCES]:
                parts = [SpokenPart(question, language)]
                began, used = time.monotonic(), processor_seconds(child.pid)
                next(speech.stream(parts))
                new.append(1000 * (time.monotonic() - began))
                worked.append(1000 * (processor_seconds(child.pid) - used))
                began = time.monotonic()
                next(speech.stream(parts))
                kept.append(1000 * (time.monotonic() - began))
        except SpeechUnavailableError as error:
            yield f"eerste klank met {name} in het {language}", f"niet gemeten: {error}"
        _tell(f"eerste klank met {name}: {language}")
    if new:
        found = f"mediaan {median(new):.0f} ms, langst {max(new):.0f} ms; rekentijd mediaan {median(worked):.0f} ms"
        yield f"eerste klank met {name}, nieuw ({len(new)} zinnen)", found
        yield f"eerste klank met {name}, bewaard", f"mediaan {median(kept):.1f} ms, langst {max(kept):.1f} ms"


def _megabytes(pid: int | None) -> str:
    now, most = memory(pid)
    return f"{now} MB, hoogst {most} MB" if most else "niet gemeten: het proces is er niet meer"
