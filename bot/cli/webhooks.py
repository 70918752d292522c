"""`kennispunt webhooks …`: other systems that are told that something in the directory changed."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence

from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import upgrade
from bot.core.errors import KennispuntError
from bot.core.exchange.webhooks import Webhook
from bot.settings import Settings
from bot.wiring import Wiring


class UnknownWebhookError(KennispuntError):
    """There is no such webhook."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the subcommands; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="kennispunt webhooks", description="Meld andere systemen dat er iets in de gids is gewijzigd."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    add = commands.add_parser("add", help="meld wijzigingen aan dit adres; het geheim wordt één keer getoond")
    add.add_argument("url", metavar="https://…")
    add.add_argument("--name", required=True, help="van wie het is")
    commands.add_parser("list", help="toon de adressen, en tot welk nummer ze bij zijn")
    for name, told in (
        ("remove", "haal een adres weg"),
        ("start", "ga verder met een adres dat is gestopt of wacht"),
        ("secret", "maak een nieuw geheim; het oude werkt meteen niet meer"),
    ):
        commands.add_parser(name, help=told).add_argument("id", type=int)
    commands.add_parser("run", help="meld nu wat nieuw is (de website doet dit vanzelf)")
    chosen = parser.parse_args(list(arguments))
    work: dict[str, Callable[[Wiring, argparse.Namespace], int]] = {
        "add": _add,
        "list": _list,
        "remove": _remove,
        "start": _start,
        "secret": _secret,
        "run": _run,
    }
    settings = Settings.from_env()
    try:
        engine = engine_for(settings.database)
        upgrade(engine)
        engine.dispose()
        return work[chosen.command](Wiring(settings), chosen)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        print(f"De database geeft een fout ({reason}).", file=sys.stderr)
        return 1


def _add(parts: Wiring, chosen: argparse.Namespace) -> int:
    webhook, secret = parts.webhooks.add(chosen.name, chosen.url, getpass.getuser())
    print(f"Koppeling {webhook.id} is er, vanaf nummer {webhook.told}.")
    _show(secret)
    return 0


def _list(parts: Wiring, _chosen: argparse.Namespace) -> int:
    found = parts.webhooks.book.webhooks()
    for item in found:
        print(f"{item.id}  {item.name}  {item.url}  tot nummer {item.told}: {_state(item)}")
    print(f"{len(found)} koppelingen.")
    return 0


def _remove(parts: Wiring, chosen: argparse.Namespace) -> int:
    if not parts.webhooks.book.remove(chosen.id):
        raise UnknownWebhookError(f"koppeling {chosen.id} is er niet")
    print(f"Koppeling {chosen.id} is weg.")
    return 0


def _start(parts: Wiring, chosen: argparse.Namespace) -> int:
    if parts.webhooks.book.webhook(chosen.id) is None:
        raise UnknownWebhookError(f"koppeling {chosen.id} is er niet")
    parts.webhooks.start_again(chosen.id)
    print(f"Koppeling {chosen.id} gaat verder.")
    return 0


def _secret(parts: Wiring, chosen: argparse.Namespace) -> int:
    secret = parts.webhooks.book.new_secret(chosen.id)
    if secret is None:
        raise UnknownWebhookError(f"koppeling {chosen.id} is er niet")
    _show(secret)
    return 0


def _run(parts: Wiring, _chosen: argparse.Namespace) -> int:
    parts.come_to_pass()
    print(f"{parts.webhooks.run()} meldingen aangenomen.")
    return 0


def _show(secret: str) -> None:
    print(f"Geheim (wordt niet nog eens getoond): {secret}")


def _state(item: Webhook) -> str:
    if item.stopped_at:
        return f"gestopt. {item.problem}"
    if item.failures:
        return f"{item.failures} keer mislukt. {item.problem}"
    return "werkt" if item.taken_at else "nog niets gemeld"
