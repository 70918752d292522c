"""`kennispunt bench-voice`: how well speech is made and understood, on this machine, with our own voices and recogniser."""

from __future__ import annotations

import argparse
import io
import math
import os
import random
import re
import struct
import tempfile
import time
import unicodedata
import wave
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from bot.adapters.hearing.setup import hearing_from
from bot.adapters.hearing.whisper import WhisperHearing
from bot.adapters.speech.cache import CachedSpeech
from bot.adapters.speech.chain import ChainedSpeech
from bot.adapters.speech.espeak import EspeakSpeech
from bot.adapters.speech.neural_voices import NeuralSpeech, voice_child
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import upgrade
from bot.contract import Language
from bot.core.reply.reply import SpokenPart
from bot.core.voice.port import Hearing
from bot.evaluation.service import MeasuringError, Service
from bot.evaluation.spoken_questions import QUESTIONS
from bot.settings import Settings
from bot.wiring import Wiring

_RATE = 16_000
_DEADLINE_SECONDS = 300.0
"""Of a process that is measured: a busy machine is told about, and does not end the measuring."""
_ENGINES = {Language.DUTCH: "kokoro", Language.ENGLISH: "hibari"}
_TICKS = os.sysconf("SC_CLK_TCK")
_APOSTROPHES = re.compile(r"[^\w\s]+")

type Row = tuple[str, str]


def main(argv: Sequence[str]) -> int:
    """`kennispunt bench-voice`: measure and print a table; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="kennispunt bench-voice",
        description="Meet hoe goed spraak wordt gemaakt en verstaan, met de eigen stemmen en herkenner (na make voice).",
    )
    parser.add_argument("--url", default="", help="adres van een lopende dienst, om ook de antwoorden te vergelijken")
    parser.add_argument("--most", type=int, default=0, metavar="N", help="hooguit zoveel vragen per taal")
    chosen = parser.parse_args(list(argv))
    settings = Settings.from_env()
    print("| gemeten | uitkomst |\n|---|---|")
    for name, outcome in _rows(settings, chosen.url, chosen.most or None):
        print(f"| {name} | {outcome} |", flush=True)
    return 0


def _rows(settings: Settings, url: str, most: int | None) -> Iterator[Row]:
    yield "wanneer, waar", _now()
    database = engine_for(settings.database)
    upgrade(database)  # the words that are likely to be said come from the directory, which may be new here
    database.dispose()
    hearing = hearing_from(settings, Wiring(settings)._hot_words)  # noqa: SLF001  # the service's own words
    if not isinstance(hearing, WhisperHearing):
        raise MeasuringError("er is geen herkenner; voer uit: make voice")
    hearing.child.extend(_DEADLINE_SECONDS)
    service = Service(url) if url else None
    python = settings.voice_environment / "bin" / "python"
    try:
        yield from _nothing_heard(hearing)
        for language, engine in _ENGINES.items():
            folder = settings.voice_environment / engine
            child = voice_child(python, engine, folder, deadline_seconds=_DEADLINE_SECONDS)
            voice = NeuralSpeech(child, language, engine)
            try:
                yield from _round_trip(voice, hearing, language, QUESTIONS[language][:most], service)
                yield f"{language}: geheugen van {engine}", f"{_peak(child.pid)} MB"
            finally:
                voice.close()
        yield "geheugen van de herkenner", f"{_peak(hearing.child.pid)} MB"
        yield from _first_sound(settings)
        if url:
            yield from _spoken_answer(settings, url)
        yield "belasting aan het eind", f"{os.getloadavg()[0]:.1f}"
    finally:
        hearing.close()
        if service:
            service.close()


def _now() -> str:
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{moment}; {os.cpu_count()} kernen, belasting bij het begin {os.getloadavg()[0]:.1f}"


def _round_trip(
    voice: NeuralSpeech, hearing: WhisperHearing, language: Language, questions: Sequence[str], service: Service | None
) -> Iterator[Row]:
    """Say each question, hear it, and compare the words and what is answered."""
    wrong = words = same = 0
    speaking = heard_in = sounding = speaking_cpu = hearing_cpu = 0.0
    loud: list[float] = []
    peaks: list[float] = []
    size = 0
    voice.speak([SpokenPart(questions[0], language)])  # loads the model
    hearing.hear(bytearray(wav([0] * _RATE)), language)
    for question in questions:
        began, cpu = time.monotonic(), _cpu(voice.child.pid)
        sound = voice.speak([SpokenPart(question, language)]).data
        speaking += time.monotonic() - began
        speaking_cpu += _cpu(voice.child.pid) - cpu
        samples, rate = _decoded(sound)
        size += len(sound)
        sounding += len(samples) / rate
        level, peak = _loudness(samples)
        loud.append(level)
        peaks.append(peak)
        began, cpu = time.monotonic(), _cpu(hearing.child.pid)
        found = hearing.hear(bytearray(wav([round(sample * 32767) for sample in samples], rate)), language)
        heard_in += time.monotonic() - began
        hearing_cpu += _cpu(hearing.child.pid) - cpu
        asked, got = plain_words(question), plain_words(found.text)
        wrong += distance(asked, got)
        words += len(asked)
        if service:
            same += _topic(service, question, language) == _topic(service, found.text, language)
    yield f"{language}: woordfouten ({len(questions)} vragen)", f"{wrong / words:.2f}"
    if service:
        yield (
            f"{language}: zelfde antwoord als getypt",
            f"{same} van {len(questions)} ({100 * same / len(questions):.0f}%)",
        )
    yield (
        f"{language}: spreken",
        f"{speaking / sounding:.2f} keer zo lang als het klinkt, {speaking_cpu / sounding:.2f} aan rekentijd",
    )
    yield (
        f"{language}: herkennen",
        f"{5 * heard_in / sounding:.1f} s per 5 s spraak, {5 * hearing_cpu / sounding:.1f} s aan rekentijd (twee kernen)",
    )
    yield f"{language}: bytes per seconde", f"{size / sounding:.0f}"
    yield (
        f"{language}: hardheid",
        f"{min(loud):.1f} tot {max(loud):.1f} LUFS, hoogste piek {max(peaks):.1f} dBFS",
    )


def _first_sound(settings: Settings) -> Iterator[Row]:
    """From asking to the first sentence, with the process running: new, and kept."""
    python = settings.voice_environment / "bin" / "python"
    hibari = NeuralSpeech(voice_child(python, "hibari", Path()), Language.ENGLISH, "hibari")
    espeak = EspeakSpeech()
    with tempfile.TemporaryDirectory() as folder:
        for engine, child, languages in (
            (espeak, espeak.child, tuple(Language)),
            (hibari, hibari.child, (Language.ENGLISH,)),
        ):
            speech = ChainedSpeech({one: [CachedSpeech(engine, Path(folder), 10_000_000)] for one in languages})
            new, kept, worked = [], [], []
            for language in languages:
                text = QUESTIONS.get(language, QUESTIONS[Language.DUTCH])
                speech.speak([SpokenPart(text[-1], language)])
                for question in text[:4]:
                    parts = [SpokenPart(question, language)]
                    began, cpu = time.monotonic(), _cpu(child.pid)
                    next(speech.stream(parts))
                    new.append(time.monotonic() - began)
                    worked.append(_cpu(child.pid) - cpu)
                    began = time.monotonic()
                    next(speech.stream(parts))
                    kept.append(time.monotonic() - began)
            name = f"eerste klank met {engine.identity.split()[0]}"
            yield (
                f"{name}, nieuw",
                (
                    f"mediaan {1000 * median(new):.0f} ms, langst {1000 * max(new):.0f} ms; rekentijd mediaan "
                    f"{1000 * median(worked):.0f} ms"
                ),
            )
            yield f"{name}, bewaard", f"mediaan {1000 * median(kept):.1f} ms"
            yield f"geheugen van {engine.identity.split()[0]}", f"{_peak(child.pid)} MB"
            engine.close()


def _spoken_answer(settings: Settings, url: str) -> Iterator[Row]:
    """A spoken question to the running service: from its last sound to the first sound of the answer."""
    python = settings.voice_environment / "bin" / "python"
    voice = NeuralSpeech(voice_child(python, "hibari", Path()), Language.ENGLISH, "hibari")
    took = []
    with httpx.Client(base_url=url, timeout=120.0) as http:
        try:
            for question in QUESTIONS[Language.ENGLISH][:4]:
                samples, rate = _decoded(voice.speak([SpokenPart(question, Language.ENGLISH)]).data)
                sound = wav([round(sample * 32767) for sample in samples], rate)
                started = http.post("/api/v1/conversations", json={"language": "en"}).json()["id"]
                began = time.monotonic()
                heard = http.post(
                    "/api/v1/hearing?language=en", content=sound, headers={"Content-Type": "audio/wav"}
                ).json()["text"]
                reply = http.post(f"/api/v1/conversations/{started}/messages", json={"text": heard or "?"}).json()
                spoken = (reply["speech"]["short"] or reply["speech"])["url"]
                with http.stream("GET", spoken) as sounding:
                    next(sounding.iter_bytes())
                took.append(time.monotonic() - began)
        except (httpx.HTTPError, KeyError) as error:
            raise MeasuringError(f"de dienst antwoordde niet: {error!r}") from error
        finally:
            voice.close()
    yield (
        "van het eind van de vraag tot de eerste klank van het antwoord",
        (f"mediaan {median(took):.1f} s, langst {max(took):.1f} s"),
    )


def _nothing_heard(hearing: Hearing) -> Iterator[Row]:
    """Silence, noise and music, which are no words."""
    right, sounds = 0, _no_speech()
    for samples in sounds.values():
        right += not hearing.hear(bytearray(wav(samples)), Language.DUTCH).text
    yield f"niets verstaan bij {', '.join(sounds)}", f"{right} van {len(sounds)}"


def _no_speech() -> dict[str, list[int]]:
    noise = random.Random(1)  # noqa: S311  # the same noise each time
    seconds = range(_RATE * 5)

    def chord(at: int) -> float:
        notes = (220.0, 277.2, 329.6) if at // _RATE % 2 else (196.0, 246.9, 293.7)
        return sum(math.sin(2 * math.pi * note * at / _RATE) for note in notes) * (1 - at % _RATE / _RATE) / 3

    return {
        "stilte": [0 for _ in seconds],
        "ruis": [noise.randrange(-6000, 6000) for _ in seconds],
        "gebrom": [round(4000 * math.sin(2 * math.pi * 50 * at / _RATE)) for at in seconds],
        "muziek": [round(9000 * chord(at)) for at in seconds],
    }


def wav(samples: Sequence[int], rate: int = _RATE) -> bytes:
    """One channel of 16 bits as WAV."""
    file = io.BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(rate)
        recording.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def plain_words(text: str) -> list[str]:
    """The words of a sentence without capitals, accents and signs."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(letter)
    )
    return _APOSTROPHES.sub(" ", bare).split()


def distance(asked: Sequence[str], got: Sequence[str]) -> int:
    """Words that must change, go or come to make one of the other (Levenshtein)."""
    row = list(range(len(got) + 1))
    for at, word in enumerate(asked, 1):
        before, row[0] = row[0], at
        for place, other in enumerate(got, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row[-1]


def _topic(service: Service, text: str, language: Language) -> object:
    if not text:
        return None
    reply = service.say(service.start(str(language)), text)
    return reply.topic or reply.choices


def _decoded(sound: bytes) -> tuple[Any, int]:
    try:
        import soundfile  # noqa: PLC0415  # of the tests' tools
    except ImportError:
        raise MeasuringError("voor het meten is make setup nodig") from None
    with soundfile.SoundFile(io.BytesIO(sound)) as file:
        return file.read(), file.samplerate


def _loudness(samples: Any) -> tuple[float, float]:  # noqa: ANN401  # numpy's array
    from bot.adapters.speech.loudness import decibels, loudness  # noqa: PLC0415  # numpy is loaded by who measures

    return loudness(samples), decibels(float(abs(samples).max()))


def _cpu(pid: int | None) -> float:
    """Seconds of processor that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _peak(pid: int | None) -> int:
    """The most memory that a process has held, in MB."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return round(int(re.search(r"VmHWM:\s+(\d+)", told)[1]) / 1000)  # type: ignore[index]  # the kernel always tells it
