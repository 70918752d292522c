"""`kennispunt users …`: the first account, a new link for who lost theirs, who has one, and what each may do."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import upgrade
from bot.core.accounts.accounts import Account, AccountError, Role
from bot.settings import Settings

_HERE = Account(0, "", "opdrachtregel", Role.ADMINISTRATOR)
"""Who changes accounts from the command line: whoever runs the service."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the subcommands; returns the exit code."""
    parser = argparse.ArgumentParser(prog="kennispunt users", description="Accounts van het beheer.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    add = commands.add_parser("add", help="maak een account en toon de link om een wachtwoord te kiezen")
    add.add_argument("email", metavar="E-MAIL")
    add.add_argument("--name", default="", help="naam, zoals collega's die zien")
    add.add_argument(
        "--role", choices=[role.value for role in Role], default=Role.ADMINISTRATOR.value, help="standaard: beheerder"
    )
    add.add_argument(
        "--for",
        dest="owners",
        action="append",
        default=[],
        metavar="CODE|ID",
        help="voor wie een vertegenwoordiger spreekt",
    )
    link = commands.add_parser("link", help="toon een nieuwe link; de oude telt niet meer")
    link.add_argument("email", metavar="E-MAIL")
    commands.add_parser("list", help="toon wie een account heeft")
    role = commands.add_parser("role", help="geef iemand een andere rol, of andere organisaties")
    role.add_argument("email", metavar="E-MAIL")
    role.add_argument("role", choices=[role.value for role in Role], metavar="ROL", help=", ".join(Role))
    role.add_argument(
        "--for", dest="owners", action="append", default=[], metavar="CODE|ID", help="voor wie iemand spreekt"
    )
    for name, words in (
        ("close", "sluit een account; de persoon is meteen afgemeld"),
        ("open", "open een account dat gesloten was"),
        ("reset", "laat iemand alles opnieuw kiezen: wachtwoord, codes en passkeys, en toon de link daarvoor"),
    ):
        commands.add_parser(name, help=words).add_argument("email", metavar="E-MAIL")
    chosen = parser.parse_args(list(arguments))
    work: dict[str, Callable[[SqlAccounts, Settings, argparse.Namespace], int]] = {
        "add": _add,
        "link": _link,
        "list": _list,
        "role": _role,
        "close": _close,
        "open": _open,
        "reset": _reset,
    }
    settings = Settings.from_env()
    engine = engine_for(settings.database)
    try:
        upgrade(engine)
        return work[chosen.command](SqlAccounts(engine), settings, chosen)
    finally:
        engine.dispose()


def _add(accounts: SqlAccounts, settings: Settings, chosen: argparse.Namespace) -> int:
    account = accounts.add(chosen.email, chosen.name, Role(chosen.role), chosen.owners)
    print(f"Account gemaakt: {account.email} ({account.role}).")
    return _show_link(accounts, settings, account)


def _link(accounts: SqlAccounts, settings: Settings, chosen: argparse.Namespace) -> int:
    return _show_link(accounts, settings, _found(accounts, chosen))


def _list(accounts: SqlAccounts, _settings: Settings, _chosen: argparse.Namespace) -> int:
    for account in accounts.accounts():
        state = "" if account.active else ", afgesloten"
        print(
            f"{account.email}: {account.name}, {account.role}{state}{', ' + ' '.join(account.owners) if account.owners else ''}"
        )
    print(f"{len(accounts.accounts())} accounts.")
    return 0


def _role(accounts: SqlAccounts, _settings: Settings, chosen: argparse.Namespace) -> int:
    found, role = _found(accounts, chosen), Role(chosen.role)
    owners = (chosen.owners or found.owners) if role.speaks_for_owners else ()
    changed = accounts.change(found.id, _HERE, role=role, owners=owners, active=found.active)
    print(f"{changed.email} is nu {changed.role}{' van ' + ' '.join(changed.owners) if changed.owners else ''}.")
    return 0


def _close(accounts: SqlAccounts, _settings: Settings, chosen: argparse.Namespace) -> int:
    found = _found(accounts, chosen)
    accounts.change(found.id, _HERE, role=found.role, owners=found.owners, active=False)
    print(f"{found.email} is afgesloten en afgemeld.")
    return 0


def _open(accounts: SqlAccounts, _settings: Settings, chosen: argparse.Namespace) -> int:
    found = _found(accounts, chosen)
    accounts.change(found.id, _HERE, role=found.role, owners=found.owners, active=True)
    print(f"{found.email} kan zich weer aanmelden.")
    return 0


def _reset(accounts: SqlAccounts, settings: Settings, chosen: argparse.Namespace) -> int:
    found = _found(accounts, chosen)
    accounts.forget_keys(found.id)
    print(f"{found.email} is overal afgemeld. Wachtwoord, codes en passkeys van eerst werken niet meer.")
    return _show_link(accounts, settings, found)


def _found(accounts: SqlAccounts, chosen: argparse.Namespace) -> Account:
    """The account that was named; raises AccountError."""
    found = next((item for item in accounts.accounts() if item.email == chosen.email.strip().casefold()), None)
    if found is None:
        raise AccountError(f"{chosen.email} heeft geen account.")
    return found


def _show_link(accounts: SqlAccounts, settings: Settings, account: Account) -> int:
    base = settings.public_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    print("Open deze link om een wachtwoord te kiezen. Hij werkt één keer, een week lang:")
    print(f"{base}/beheer/welkom/{accounts.new_link(account.id)}")
    return 0
