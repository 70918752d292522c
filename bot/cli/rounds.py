"""`kennispunt round …`: whose turn it is, begin, send what is to go, and whom to telephone."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.mail.setup import FOLDER
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import upgrade
from bot.core.changes.changes import RecordKind
from bot.core.mail.port import MailError
from bot.core.rounds.rounds import Sending
from bot.settings import Settings
from bot.wiring import Wiring

WEEKLY = "weekly"


def main(arguments: Sequence[str]) -> int:
    """Run one of the subcommands; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="kennispunt round", description="Vraag eigenaren of hun gegevens in de gids nog kloppen."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    plan = commands.add_parser("plan", help="toon wie deze week aan de beurt is; er wordt niets gevraagd")
    start = commands.add_parser("start", help="begin: zet de mails klaar voor wie aan de beurt is")
    for command in (plan, start):
        command.add_argument("--for", dest="owners", action="append", default=[], metavar="CODE|ID", help="alleen deze")
    commands.add_parser("send", help="verstuur wat klaarstaat; wat al weg is gaat niet nog eens")
    commands.add_parser("call", help="toon wie u moet bellen")
    commands.add_parser(
        "run", help="alles wat vanzelf gaat: de week beginnen, herinneren, lezen wat terugkwam, versturen"
    )
    chosen = parser.parse_args(list(arguments))
    work: dict[str, Callable[[Wiring, Sequence[str]], int]] = {
        "plan": _plan,
        "start": _start,
        "send": lambda parts, _: _tell(parts.rounds.send()),
        "call": _call,
        "run": _run,
    }
    settings = Settings.from_env()
    try:
        engine = engine_for(settings.database)
        upgrade(engine)
        engine.dispose()
        return work[chosen.command](Wiring(settings), getattr(chosen, "owners", ()))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        print(f"De database geeft een fout ({reason}). Wat al verstuurd is, gaat niet nog eens.", file=sys.stderr)
        return 1


def _plan(parts: Wiring, owners: Sequence[str]) -> int:
    planned = parts.rounds.plan(owners)
    for whom in planned:
        print(f"{', '.join(whom.owners)}: {whom.address or 'geen adres, bellen'} ({whom.via})")
    print(f"{len(planned)} mensen zijn aan de beurt.")
    return 0


def _start(parts: Wiring, owners: Sequence[str]) -> int:
    print(f"{parts.rounds.start(owners)} mensen worden gevraagd. Versturen: kennispunt round send")
    return 0


def _call(parts: Wiring, _owners: Sequence[str]) -> int:
    calls = parts.rounds.to_call()
    for item in calls:
        numbers = [
            record.values["value"]
            for record in item.records
            if record.ref.kind is RecordKind.CHANNEL and record.values["kind"] != "website"
        ]
        print(f"{item.name} ({item.owner_id}): {', '.join(numbers) or 'geen nummer bekend'}")
    print(f"{len(calls)} te bellen.")
    return 0


def _run(parts: Wiring, _owners: Sequence[str]) -> int:
    """What the service does by itself every some minutes."""
    rounds, settings = parts.rounds, parts.settings
    problem = ""
    try:
        count = parts.read_returns()
        print(f"{count} retourberichten gelezen." if count else "", end="\n" if count else "")
    except MailError as error:
        problem = str(error)
    if settings.round == WEEKLY and settings.mail != FOLDER:
        rounds.start()
    rounds.remind()
    rounds.parts.book.forget(rounds.parts.today)
    parts.let_go()
    code = _tell(rounds.send())
    problem = problem or parts.send_letters()
    problem = parts.weekly.send().problem or problem
    if problem:
        print(problem, file=sys.stderr)
    return 1 if problem else code


def _tell(done: Sending) -> int:
    if done.sent or done.waiting:
        print(f"{done.sent} mails verstuurd, {done.waiting} wachten nog.")
    if done.problem:
        print(done.problem, file=sys.stderr)
    return 1 if done.problem else 0
