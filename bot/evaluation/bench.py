"""`kennispunt bench`: how fast everything is, beside Rasa's own classifier. Writes docs/bench.md."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.content.files import ContentFiles
from bot.evaluation import model_alone, side_by_side, timing
from bot.evaluation.outcomes import Figures, judge
from bot.evaluation.service import Service, Started, running
from bot.evaluation.sets import load_default
from bot.serve import models
from bot.settings import ROOT, Settings

REPORT = ROOT / "docs" / "bench.md"
PEOPLE = (1, 8, 32)
TURNS = 192
REGISTER_TURNS = 40
EDITED_TOPIC = "wmo-zg/vervoer"
WIDGET = "/embed.js"
PARTS = ("element.js", "message.json", "widget.css", "nl.json")
"""What the widget loads after that, in Dutch."""


def main(argv: Sequence[str]) -> int:
    """`kennispunt bench`: measure, print, write the report; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="kennispunt bench", description="Meet hoe snel alles is, en schrijf docs/bench.md."
    )
    parser.add_argument(
        "--without-diet", action="store_true", help="sla de vergelijking met DIET over (scheelt minuten)"
    )
    parser.add_argument(
        "--diet-epochs",
        type=int,
        default=side_by_side.EPOCHS,
        help="oefenrondes van DIET (standaard zoals Rasa: %(default)s)",
    )
    parser.add_argument("--output", type=Path, default=REPORT, help="waar het verslag komt")
    arguments = parser.parse_args(list(argv))
    settings = Settings.from_env()
    rows: list[tuple[str, str]] = []
    for row in _rows(settings, diet_epochs=0 if arguments.without_diet else arguments.diet_epochs):
        print(f"{row[0]:<58}{row[1]}", flush=True)
        rows.append(row)
    arguments.output.write_text(_markdown(rows), encoding="utf-8")
    return 0


def _rows(settings: Settings, *, diet_epochs: int) -> Iterator[tuple[str, str]]:
    yield "Machine", f"{os.cpu_count()} kernen, belasting bij het begin {os.getloadavg()[0]:.1f}"
    yield from _training(settings)
    with tempfile.TemporaryDirectory(prefix="kennispunt-bench-") as name:
        content = Path(name) / "content"
        shutil.copytree(settings.content_dir, content)
        with running({"KENNISPUNT_CONTENT_DIR": str(content)}) as started:
            service = Service(started.url)
            with contextlib.closing(service):
                questions = _questions(content)
                yield from _turns(started.url, questions)
                seconds = timing.edit_until_live(service, content, EDITED_TOPIC)
                yield "Van opslaan van een antwoord tot zichtbaar", f"{seconds:.2f} s"
                yield from _speech(service)
                size = sum(timing.gzipped(service.get(address).content) for address in _widget(service))
                yield from _register(started, _questions(content))
                yield "Widget, alles samen in het Nederlands, met gzip", f"{size / 1000:.1f} kB"
                yield from _memory(started.pid)
            yield from _whole_and_alone(settings, started.url, questions[len(PEOPLE) * TURNS :][: 2 * TURNS])
    if diet_epochs:
        yield from _compared(settings, diet_epochs)


def _widget(service: Service) -> list[str]:
    """The addresses of all that a page loads for the widget: script, parts, style sheet and the Dutch words."""
    found = re.search(r"[0-9a-f]{12}", service.get(WIDGET).text)
    version = found[0] if found else ""
    return [WIDGET, *(f"/embed/{version}/{name}" for name in PARTS)]


def _training(settings: Settings) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="kennispunt-bench-") as name:
        elsewhere = replace(settings, models_dir=Path(name))
        seconds = timing.seconds_of(lambda: models.train(elsewhere, lambda _: None))
        yield "Training, met Rasa's start", f"{seconds:.0f} s"


def _questions(content: Path) -> list[str]:
    """Different questions of every topic: what was asked before is remembered, which would flatter."""
    library = ContentFiles(content)
    by_topic = [topic.text(language).questions for topic in library.topics().values() for language in topic.texts]
    longest = max(map(len, by_topic))
    return [questions[number] for number in range(longest) for questions in by_topic if number < len(questions)]


def _turns(url: str, questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, people in enumerate(PEOPLE):
        latency = timing.turns(url, questions[number * TURNS : (number + 1) * TURNS], people)
        yield (
            f"Beurt, {people} tegelijk ({latency.turns} beurten)",
            f"p50 {latency.p50:.0f} ms, p95 {latency.p95:.0f} ms, {latency.per_second:.1f} beurten/s",
        )


def _whole_and_alone(settings: Settings, url: str, questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Half of the questions as whole turns, half through the understanding alone, one after the other."""
    half = len(questions) // 2
    whole = timing.turns(url, questions[:half], PEOPLE[1]).per_second
    alone = model_alone.understood_a_second(settings, models.newest_model(settings), questions[half:])
    yield "Begrijpen alleen, op alle kernen", f"{alone:.1f} berichten/s"
    yield "Hele beurten ten opzichte van begrijpen alleen", f"{whole:.1f} beurten/s, {whole / alone:.0%}"


def _speech(service: Service) -> Iterator[tuple[str, str]]:
    reply = service.say_raw(service.start("nl"), "Wie betaalt het vervoer naar de dagbesteding?")
    address = reply["speech"]["url"]
    if not address:
        yield "Voorlezen", "staat uit"
        return
    cold = timing.seconds_of(lambda: service.get(address))
    cached = timing.seconds_of(lambda: service.get(address))
    yield "Voorlezen van een antwoord", f"eerste keer {cold * 1000:.0f} ms, daarna {cached * 1000:.0f} ms"


def _register(started: Started, questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The whole national register into the running service, and what turns take meanwhile."""
    path = Path(
        os.environ.get("KENNISPUNT_REGISTER")
        or ROOT.parent / "shared" / "reference" / "register" / "exportOO_gemeenten.xml"
    )
    if not path.is_file():
        yield "Register inlezen in de draaiende dienst", f"niet gemeten: {path.name} is er niet (KENNISPUNT_REGISTER)"
        return
    before = timing.turns(started.url, questions[-REGISTER_TURNS:], 1)
    meanwhile = timing.while_importing(started, path, questions)
    yield "Register inlezen in de draaiende dienst (hooguit 30 s)", f"{meanwhile.seconds:.1f} s, {meanwhile.told}"
    yield (
        f"Beurt tijdens het inlezen ({meanwhile.turns} beurten, een tegelijk)",
        f"p50 {meanwhile.p50:.0f} ms, langste {meanwhile.longest:.0f} ms; daarvoor p50 {before.p50:.0f}, p95 {before.p95:.0f} ms",
    )


def _memory(pid: int) -> Iterator[tuple[str, str]]:
    used: dict[str, float] = defaultdict(float)
    for command, megabytes in timing.memory(pid):
        used[_process_name(command)] += megabytes
    for name, megabytes in used.items():
        yield f"Geheugen: {name}", f"{megabytes:.0f} MB"


def _process_name(command: str) -> str:
    names = {
        "leash": "bewaking van elk proces, samen",
        "bot.cli": "toezicht",
        "bot.actions": "acties",
        "rasa": "Rasa",
        " web": "website",
        "speech": "spraak",
    }
    return next((name for part, name in names.items() if part in command), command[:40])


def _compared(settings: Settings, diet_epochs: int) -> Iterator[tuple[str, str]]:
    sets = load_default()
    inside = [question for question in sets.questions if not question.outside]
    replies = model_alone.understand(settings, models.newest_model(settings), [(item.text, "nl") for item in inside])
    always = [replace(reply, answered=True, topic=(reply.topic or next(iter(reply.choices), None)), unknown_subject=False)
              for reply in replies]  # fmt: skip
    ours = Figures.of([judge(question, reply) for question, reply in zip(inside, always, strict=True)])
    yield f"Deze aanpak, {ours.count} vragen, altijd het eerste onderwerp", f"{ours.right:.1%} goed"
    learned = side_by_side.sample(ContentFiles(settings.content_dir).topics())
    count = sum(map(len, learned.values()))
    both = {
        "Deze aanpak": side_by_side.measure_ours(settings, learned, inside),
        f"Rasa's standaard (DIET, {diet_epochs} van {side_by_side.EPOCHS} rondes)": side_by_side.measure_diet(
            settings, learned, inside, diet_epochs
        ),
    }
    for name, measured in both.items():
        shares = f"{measured.figures.right:.1%} goed, {measured.figures.right_or_offered:.1%} bij de eerste drie"
        yield f"{name}, van {count} voorbeelden geleerd", f"{shares}, training {measured.seconds:.0f} s"


def _markdown(rows: Sequence[tuple[str, str]]) -> str:
    lines = [
        "# Hoe snel het is",
        "",
        f"Gemaakt door `make bench` op {datetime.now(UTC):%Y-%m-%d}.",
        "Alles op één machine; de cijfers hangen af van wat er verder op draait.",
        "",
        "| Wat | Gemeten |",
        "|---|---|",
        *(f"| {what} | {value} |" for what, value in rows),
    ]
    return "\n".join(lines) + "\n"
