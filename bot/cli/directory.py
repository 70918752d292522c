"""`kennispunt directory …`: fill the directory from its files or the register, look in it, list what needs confirming."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.directory_files.reading import DirectoryFilesError
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.directory import SqlDirectory
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.locks import is_busy, is_damaged, processes_with
from bot.cli import exchange, register
from bot.core.directory.contacts import Confirmation, Contact
from bot.core.directory.freshness import stale_facts
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.port import Directory
from bot.settings import Settings

DAYS_FRESH = 365
"""How long a confirmation counts, unless the command says otherwise."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the subcommands; returns the exit code."""
    parser = argparse.ArgumentParser(prog="kennispunt directory", description="De gids laden, tonen of nakijken.")
    add_commands(parser)
    chosen = parser.parse_args(list(arguments))
    code: int = chosen.run(chosen)
    return code


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Put the subcommands on the parser of `kennispunt directory`."""
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    load = commands.add_parser("load", help="werk de database bij uit content/directory/*.csv")
    load.set_defaults(run=lambda _: _telling_of_database(lambda: load_files(Settings.from_env()), loads=True))
    register.add_command(commands, _telling_of_database)
    exchange.add_commands(commands, _telling_of_database)
    show = commands.add_parser("show", help="toon een organisatie of gemeente, of hoeveel er van alles is")
    show.add_argument("name", nargs="*", help="naam, id of CBS-code")
    show.set_defaults(run=lambda chosen: _telling_of_database(lambda: show_one(_directory(), " ".join(chosen.name))))
    stale = commands.add_parser("stale", help="toon wat niemand onlangs heeft bevestigd")
    stale.add_argument("--days", type=int, default=DAYS_FRESH, help="zo lang telt een bevestiging (dagen)")
    stale.set_defaults(run=lambda chosen: _telling_of_database(lambda: show_stale(_directory(), _ago(chosen.days))))


def _telling_of_database(work: Callable[[], int], *, loads: bool = False) -> int:
    """Do the work; what the database complains of becomes one line that says what to do."""
    try:
        return work()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        database = Settings.from_env().database
        if is_busy(error):
            print(
                f"De database is bezet: een ander proces schrijft erin{_holders(database)}. "
                "Wacht tot dat klaar is, of stop het, en probeer het dan opnieuw.",
                file=sys.stderr,
            )
        elif is_damaged(error):
            print(
                f"Het bestand van de database is beschadigd ({reason}). Zet het opzij met: {_set_aside(database)} "
                "Zet daarna een reservekopie terug (kennispunt restore), of maak een nieuwe uit de bestanden "
                "(kennispunt directory load): dan gaat alleen verloren wat in de database zelf was bevestigd.",
                file=sys.stderr,
            )
        elif loads:
            print(
                f"De database geeft een fout ({reason}). Kijk of het adres klopt: {_shown(database)}", file=sys.stderr
            )
        else:
            print(f"De database geeft een fout ({reason}). Voer eerst uit: kennispunt directory load", file=sys.stderr)
        return 1


def _set_aside(database: str) -> str:
    path = make_url(database).database or ""
    return f"mv {shlex.quote(path)} {shlex.quote(path)}.kapot; rm -f {shlex.quote(path)}-wal {shlex.quote(path)}-shm."


def _holders(database: str) -> str:
    holders = processes_with(database)
    return f" (het bestand is open in: {', '.join(holders)})" if holders else ""


def _shown(database: str) -> str:
    """The address without its password."""
    return make_url(database).render_as_string(hide_password=True)


def _directory() -> SqlDirectory:
    return SqlDirectory(engine_for(Settings.from_env().database))


def _ago(days: int) -> date:
    return datetime.now(UTC).date() - timedelta(days=days)


def load_files(settings: Settings) -> int:
    """Migrate the database and load the files; prints what changed, or every mistake."""
    try:
        result = prepare(settings.database, settings.content_dir / "directory")
    except DirectoryFilesError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} fout(en) gevonden; er is niets geladen.", file=sys.stderr)
        return 1
    print(
        f"Gids geladen: {result.added} nieuw, {result.changed} gewijzigd, {result.removed} verwijderd, "
        f"{result.kept} behouden omdat de database nieuwer is."
    )
    return 0


def show_one(directory: Directory, name: str) -> int:
    """Print what is known of an organisation or municipality; without a name, how many there are."""
    if not name:
        organisations, municipalities = directory.organisations(), directory.municipalities()
        known = sum(1 for municipality in municipalities if municipality.contacts)
        print(f"{len(organisations)} organisaties: {', '.join(organisation.name for organisation in organisations)}")
        print(f"{len(municipalities)} gemeenten, waarvan {known} met een contact")
        return 0
    organisation = directory.organisation(name) or directory.organisation_named(name)
    municipality = directory.municipality(name) or directory.municipality_named(name)
    if organisation is None and municipality is None:
        print(f"'{name}' staat niet in de gids", file=sys.stderr)
        return 1
    if organisation is not None:
        _print_organisation(organisation)
    if municipality is not None:
        _print_municipality(municipality)
    return 0


def show_stale(directory: Directory, before: date) -> int:
    """Print every fact that was not confirmed on or after this day."""
    facts = stale_facts(directory, before)
    for fact in facts:
        print(f"{_confirmed(fact.confirmation):<36}{fact.owner_name}: {fact.fact}")
    print(f"{len(facts)} gegevens zijn niet bevestigd sinds {before.isoformat()}.")
    return 0


def _print_organisation(organisation: Organisation) -> None:
    print(f"{organisation.name} ({organisation.id}), {organisation.kind}, contract: {organisation.contract_status}")
    print(f"  {organisation.summary('nl')}")
    print(f"  bron: {organisation.source_id} {organisation.source_date or ''}, {_confirmed(organisation.confirmation)}")
    for service in organisation.services:
        offer = ", ".join(part for part in (service.function, service.need, service.law) if part)
        print(f"  dienst: {offer} ({_confirmed(service.confirmation)}) {service.note}")
    _print_contacts(organisation.contacts)


def _print_municipality(municipality: Municipality) -> None:
    print(f"{municipality.name} ({municipality.cbs_code}), {municipality.province}, regio {municipality.youth_region}")
    for choice in municipality.choices:
        print(f"  {choice.subject}: {choice.value} ({_confirmed(choice.confirmation)})")
    _print_contacts(municipality.contacts)


def _print_contacts(contacts: tuple[Contact, ...]) -> None:
    if not contacts:
        print("  contact: niet bekend")
    for contact in contacts:
        for channel in contact.channels:
            print(f"  {contact.label or 'contact'}: {channel.value} ({_confirmed(channel.confirmation)})")


def _confirmed(confirmation: Confirmation) -> str:
    if confirmation.confirmed_on is None:
        return "onbevestigd"
    return f"bevestigd {confirmation.confirmed_on.isoformat()} door {confirmation.confirmed_by}"
