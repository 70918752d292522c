"""The command `kennispunt`: one line in COMMANDS a subcommand, loaded only when it is asked for.

A subcommand is a function `main(arguments: Sequence[str]) -> int` that gets what follows its name, parses it itself
(`argparse`, with `prog="kennispunt <name>"`) and returns the exit code. An error of ours (`KennispuntError`) or a
setting that cannot be read becomes one line on standard error and exit code 1, never a traceback.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from bot.core.errors import KennispuntError


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: its name, what it does in a few words, and where its function lives (`module:function`)."""

    name: str
    summary: str
    target: str

    def load(self) -> Callable[[Sequence[str]], int]:
        """Import the function."""
        module, _, function = self.target.partition(":")
        loaded: Callable[[Sequence[str]], int] = getattr(import_module(module), function)
        return loaded


COMMANDS = (
    Command("serve", "start Rasa, de actieserver en de website", "bot.serve.command:main"),
    Command("train", "train het taalmodel als de voorbeeldvragen zijn gewijzigd", "bot.serve.train_command:main"),
    Command("translations", "zet gewijzigde vertalingen van schermteksten om", "bot.serve.translations:main"),
    Command("content", "antwoorden nakijken, omzetten of er verslag van doen", "bot.cli.content:main"),
    Command("directory", "de gids laden of tonen", "bot.cli.directory:main"),
    Command("backup", "bewaar gids, meningen en inhoud in één bestand", "bot.cli.backup:backup_main"),
    Command("restore", "zet zo'n bestand terug", "bot.cli.backup:restore_main"),
    Command("users", "accounts van het beheer", "bot.cli.users:main"),
    Command("round", "vraag eigenaren of hun gegevens kloppen", "bot.cli.rounds:main"),
    Command("mail", "kijk of mail kan worden verstuurd, of stuur het weekbericht", "bot.cli.mail:main"),
    Command("webhooks", "andere systemen melden dat er iets is gewijzigd", "bot.cli.webhooks:main"),
    Command("speech", "wie voorleest, en zinnen vooraf opnemen", "bot.cli.speech:main"),
    Command("evaluate", "meet hoe goed vragen worden begrepen", "bot.evaluation.evaluate:main"),
    Command("bench", "meet hoe snel alles is", "bot.evaluation.bench:main"),
    Command("bench-voice", "meet hoe goed er wordt gesproken en verstaan", "bot.evaluation.bench_voice:main"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="kennispunt",
        description="Kennispunt ZG: vraag en antwoord over ondersteuning bij een zintuiglijke beperking.",
        epilog="\n".join(f"  {command.name:<14}{command.summary}" for command in COMMANDS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=[command.name for command in COMMANDS], metavar="opdracht")
    chosen = parser.parse_args(arguments[:1]).command
    command = next(command for command in COMMANDS if command.name == chosen)
    try:
        return command.load()(arguments[1:])
    except (KennispuntError, ValueError) as error:
        sys.stderr.write(f"kennispunt {command.name}: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
