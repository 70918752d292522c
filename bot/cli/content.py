"""`kennispunt content …`: check the content, make the training data from it, and measure how it reads."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.adapters.content.files import ContentReader
from bot.adapters.content.whole import check_everything
from bot.adapters.training_data.facets import facets_tsv
from bot.adapters.training_data.names import directory_nlu
from bot.adapters.training_data.questions import more_questions, topics_nlu
from bot.cli.content_truth import report_truth, side_by_side
from bot.contract import FACETS, MORE_QUESTIONS
from bot.core.topics.port import Problem
from bot.settings import ROOT, Settings


def main(arguments: Sequence[str]) -> int:
    """Run `kennispunt content <check|compile|truth|report>`; returns the exit code (1: there are mistakes or drift)."""
    parser = argparse.ArgumentParser(prog="kennispunt content")
    commands = parser.add_subparsers(dest="command", required=True)
    checker = commands.add_parser("check", help="meld alle fouten in de inhoud en de gids, met bestand en regel")
    checker.add_argument(
        "--evidence",
        nargs="*",
        metavar="onderwerp",
        help="toon elk feit naast het bewijs en de woorden van de bron (van deze onderwerpen, of van alle)",
    )
    compiler = commands.add_parser("compile", help="maak data/nlu/*.yml uit de inhoud")
    compiler.add_argument("--check", action="store_true", help="schrijf niets; meld alleen of er verschil is")
    truth = commands.add_parser("truth", help="maak docs/waarheid.md: elke zin naast de woorden van zijn bron")
    truth.add_argument("--check", action="store_true", help="schrijf niets; meld alleen of er verschil is")
    report = commands.add_parser("report", help="meet dekking en leesniveau")
    report.add_argument("--save", type=Path, help="schrijf het verslag ook naar dit bestand")
    parsed = parser.parse_args(arguments)
    settings = Settings.from_env()
    if parsed.command == "check" and parsed.evidence is not None:
        for line in side_by_side(settings.content_dir, parsed.evidence):
            print(line)
    if parsed.command == "check":
        return check_content(settings.content_dir)
    if parsed.command == "truth":
        return report_truth(settings.content_dir, ROOT / "docs", check_only=parsed.check)
    if parsed.command == "compile":
        return compile_content(settings, check_only=parsed.check)
    from bot.cli.content_report import report_content  # noqa: PLC0415  # needs textstat, which only developers have

    return report_content(settings.content_dir, save_to=parsed.save)


def content_problems(content_dir: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the content: the directory, missing translations and unsourced facts included."""
    return check_everything(content_dir)[1]


def check_content(content_dir: Path) -> int:
    """Print every mistake, or that there is none; the exit status is 1 where there are mistakes."""
    snapshot, problems = check_everything(content_dir)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} fout(en) gevonden.", file=sys.stderr)
        return 1
    counted = f"{len(snapshot.topics)} onderwerpen, {len(snapshot.aids)} keuzehulpen, {len(snapshot.sources)} bronnen"
    print(f"Inhoud en gids in orde: {counted}.")
    return 0


def compiled(settings: Settings) -> dict[Path, str]:
    """What each generated training file should hold."""
    snapshot, _ = ContentReader(settings.content_dir).read()
    return {
        settings.data_dir / "nlu" / "topics.yml": topics_nlu(snapshot.topics),
        settings.data_dir / "nlu" / MORE_QUESTIONS: more_questions(snapshot.topics),
        settings.data_dir / "nlu" / FACETS: facets_tsv(snapshot.topics),
        settings.data_dir / "nlu" / "directory.yml": directory_nlu(settings.content_dir / "directory"),
    }


def compile_content(settings: Settings, *, check_only: bool) -> int:
    """Write the training files that differ from the content; with `check_only` name them and exit with 1."""
    _, problems = ContentReader(settings.content_dir).read()
    if problems:
        return check_content(settings.content_dir)
    drifted = {
        path: text
        for path, text in compiled(settings).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }
    for path, text in drifted.items():
        if check_only:
            print(f"{path.name} past niet bij de inhoud; voer uit: kennispunt content compile", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{path.name} bijgewerkt")
    return 1 if drifted and check_only else 0
