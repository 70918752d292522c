"""`kennispunt directory import-register` and `proposals`: the national register into the directory, and what it proposes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from bot.adapters.register.fetching import fetch
from bot.adapters.register.reading import RegisterError, read_register
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.proposals import open_proposals
from bot.adapters.sql.directory.register_fetch import FetchState, read_fetch, write_fetch
from bot.adapters.sql.directory.register_import import RegisterResult, import_register
from bot.adapters.sql.directory.setup import upgrade
from bot.settings import Settings

_MOST_SHOWN = 40
"""So many proposals or unusable values are printed; the rest is counted."""
_REST = timedelta(hours=20)
"""With `--daily`, an address that was tried less long ago is left alone."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the import is asked for."""

    dry_run: bool = False
    accept_fewer: bool = False
    daily: bool = False


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    telling: Callable[[Callable[[], int]], int],
) -> None:
    """Put `import-register` and `proposals` on the parser of `kennispunt directory`; `telling` does the work and words its errors."""
    command = commands.add_parser(
        "import-register", help="neem contacten en plaatsen over uit het Register van Overheidsorganisaties"
    )
    command.add_argument("source", metavar="BESTAND|ADRES", help="een export van het register, of waar die staat")
    command.add_argument("--dry-run", action="store_true", help="zeg wat er zou veranderen; wijzig niets")
    command.add_argument(
        "--accept-fewer", action="store_true", help="neem ook een register aan dat veel minder heeft dan de gids"
    )
    command.add_argument(
        "--daily", action="store_true", help="doe niets als het adres vandaag al is geprobeerd, of niets nieuws heeft"
    )
    proposals = commands.add_parser("proposals", help="toon wat is voorgesteld en een redacteur beslist")
    proposals.set_defaults(run=lambda _: telling(lambda: show_proposals(Settings.from_env())))
    command.set_defaults(
        run=lambda chosen: telling(
            lambda: run(Settings.from_env(), chosen.source, Wishes(chosen.dry_run, chosen.accept_fewer, chosen.daily))
        )
    )


def run(settings: Settings, source: str, wishes: Wishes, now: datetime | None = None) -> int:
    """Import, and print what that did; returns the exit code."""
    now = now or datetime.now(UTC)
    engine = engine_for(settings.database)
    try:
        upgrade(engine)
        if "://" not in source:
            _tell(_import(engine, Path(source), now, wishes), wishes)
            return 0
        return _from_address(engine, source, now, wishes)
    except RegisterError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        engine.dispose()


def show_proposals(settings: Settings) -> int:
    """Print what waits for a decision, with the day on which it was first proposed; returns the exit code."""
    engine = engine_for(settings.database)
    try:
        proposals = open_proposals(engine)
    finally:
        engine.dispose()
    for proposal in proposals:
        print(f"{proposal.found_on.isoformat()}  {proposal.text}")
    print(f"{len(proposals)} voorstellen.")
    return 0


def _from_address(engine: Engine, address: str, now: datetime, wishes: Wishes) -> int:
    """Fetch and import; what came of it is remembered, so that it can be shown and the next fetch is small."""
    last = read_fetch(engine)
    state = last if last.address == address else FetchState(address)
    if wishes.daily and state.tried_at and now - state.tried_at < _REST:
        print("Het register is vandaag al opgehaald.")
        return 0
    known = state if wishes.daily else FetchState()  # who asks for it by hand gets it, new or not
    try:
        with tempfile.TemporaryDirectory(prefix="kennispunt-register-") as folder:
            path = Path(folder) / "register.xml"
            fetched = fetch(address, path, etag=known.etag, last_modified=known.last_modified)
            if fetched.new:
                _tell(_import(engine, path, now, wishes), wishes)
            else:
                print("Het register heeft niets nieuws.")
    except RegisterError as error:
        if not wishes.dry_run:
            write_fetch(engine, state.failed(str(error), now))
        raise
    if not wishes.dry_run:
        write_fetch(engine, FetchState(address, fetched.etag, fetched.last_modified, now, now))
    return 0


def _import(engine: Engine, path: Path, now: datetime, wishes: Wishes) -> RegisterResult:
    register = read_register(path)
    result = import_register(engine, register, now.date(), dry_run=wishes.dry_run, accept_fewer=wishes.accept_fewer)
    for label, count in sorted(register.other_labels.items()):
        print(f"Overgeslagen: {count} nummers en adressen van '{label}'.")
    _list("Niet bruikbaar", register.unusable)
    return result


def _tell(result: RegisterResult, wishes: Wishes) -> None:
    print(
        f"Register gelezen: {result.municipalities} gemeenten, {result.channels} nummers en adressen, "
        f"{result.places} plaatsen, waarvan {result.shared_places} in meer gemeenten."
    )
    would = "Dat zou geven" if wishes.dry_run else "In de gids"
    print(
        f"{would}: {result.added} nieuw, {result.changed} gewijzigd, {result.removed} verwijderd, "
        f"{result.kept} gelaten zoals een mens of de bestanden het hebben."
    )
    _list("Voorstel, voor een redacteur", result.proposals)
    if wishes.dry_run:
        print("Er is niets gewijzigd (--dry-run).")


def _list(heading: str, lines: tuple[str, ...]) -> None:
    for line in lines[:_MOST_SHOWN]:
        print(f"{heading}: {line}")
    if len(lines) > _MOST_SHOWN:
        print(f"… en nog {len(lines) - _MOST_SHOWN}.")
