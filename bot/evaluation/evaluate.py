"""`kennispunt evaluate`: how well questions are understood, by the running service or by the model alone."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.core.safety.detector import is_help
from bot.evaluation import conversations, danger, model_alone, picture, report
from bot.evaluation.outcomes import judge
from bot.evaluation.service import Service, running
from bot.evaluation.sets import OWN, Sets, folder, load, load_default
from bot.serve.models import newest_model
from bot.settings import Settings
from bot.wiring import Wiring


def main(argv: Sequence[str]) -> int:
    """`kennispunt evaluate`: measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="kennispunt evaluate", description="Meet hoe goed vragen worden begrepen (uitleg: docs/understanding.md)."
    )
    parser.add_argument(
        "--sets",
        type=Path,
        default=None,
        help="map met meetverzamelingen (standaard die van KENNISPUNT_EVAL en die van het project zelf)",
    )
    parser.add_argument(
        "--nlu-only", action="store_true", help="alleen het getrainde model, zonder dienst en gesprekken"
    )
    parser.add_argument(
        "--no-cross-validation",
        action="store_true",
        help="zonder kruisvalidatie op de voorbeeldvragen (scheelt een minuut)",
    )
    parser.add_argument("--model", type=Path, default=None, help="met --nlu-only: dit model in plaats van het nieuwste")
    parser.add_argument("--url", default="", help="adres van een dienst die al draait (zonder limiet per bezoeker)")
    parser.add_argument("--save", type=Path, default=None, help="bewaar de uitkomst per vraag in dit bestand")
    parser.add_argument(
        "--compare", type=Path, default=None, help="toon wat er gewonnen en verloren is sinds dit bestand"
    )
    parser.add_argument(
        "--picture", type=Path, default=None, help="schrijf hierheen (.svg) welke onderwerpen worden verward"
    )
    parser.add_argument(
        "--crisis",
        action="store_true",
        help="alleen: hoeveel mensen in nood hulp krijgen; met --url ook door de hele dienst",
    )
    parser.add_argument(
        "--conversations", action="store_true", help="alleen: gesprekken, het feit vooraan, onbekend, de taal"
    )
    arguments = parser.parse_args(list(argv))
    settings = Settings.from_env()
    if arguments.crisis:
        print("\n".join(_crisis(settings, arguments.url)))
        return 0
    sources = [arguments.sets] if arguments.sets else [source for source in (folder(), OWN) if source.is_dir()]
    if arguments.conversations:
        with _address(arguments.url) as url:
            print("\n".join(_conversations(url, sources)))
        return 0
    sets = load(arguments.sets) if arguments.sets else load_default()
    held: list[str] = []
    if arguments.nlu_only:
        results = _model_alone(settings, arguments.model or newest_model(settings), sets)
    else:
        with _address(arguments.url) as url:
            results = _service(url, sets)
            held = _conversations(url, sources)
    if not arguments.no_cross_validation:
        results = replace(results, training=model_alone.cross_validate(settings))
    print("\n".join([*report.lines(results), "", *held]))
    if arguments.compare:
        print("\n".join(["", *report.compare(results, arguments.compare)]))
    if arguments.picture and results.training:
        arguments.picture.write_text(picture.svg(results.training), encoding="utf-8")
        print("\n" + picture.table(results.training))
    if arguments.save:
        report.save(results, arguments.save)
    return 0


def _crisis(settings: Settings, url: str) -> list[str]:
    given, questions = danger.all_cases(), load_default().questions
    detector = Wiring(settings).detector

    def alone(text: str, _: str) -> str | None:
        found = detector.find(text)
        return found.kinds[0].value if found else None

    out = ["Mensen in nood: de herkenning alleen (ook als Rasa er niet is)", "", *danger.lines(alone, given, questions)]
    if url:
        with contextlib.closing(Service(url)) as service:

            def whole(text: str, language: str) -> str | None:
                reply = service.say(service.start(language), text)
                return reply.topic if is_help(reply.topic) else None

            out += ["", "Mensen in nood: de hele dienst", "", *danger.lines(whole, given, questions)]
    return out


@contextlib.contextmanager
def _address(url: str) -> Iterator[str]:
    if url:
        yield url
        return
    print("De dienst wordt gestart…", flush=True)
    with running() as started:
        yield started.url


def _model_alone(settings: Settings, model: Path, sets: Sets) -> report.Results:
    replies = model_alone.understand(settings, model, [(question.text, "nl") for question in sets.questions])
    outcomes = tuple(judge(question, reply) for question, reply in zip(sets.questions, replies, strict=True))
    return report.Results(outcomes, None)


def _service(url: str, sets: Sets) -> report.Results:
    with contextlib.closing(Service(url)) as service:
        outcomes = tuple(
            judge(question, service.say(service.start(question.language), question.text)) for question in sets.questions
        )
    return report.Results(outcomes, None)


def _conversations(url: str, sources: Sequence[Path]) -> list[str]:
    with contextlib.closing(Service(url)) as service:
        return [line for source in sources for line in conversations.lines(service, source)]
