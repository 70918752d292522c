"""`kennispunt mail …`: what is missing before mail can go, a letter to try it, and sending the weekly letter."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.mail.dns import DnsError, texts
from bot.adapters.mail.setup import FOLDER, post_from, sender_from, smtp_from
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import upgrade
from bot.core.errors import KennispuntError
from bot.core.mail.port import Letter
from bot.settings import Settings
from bot.wiring import Wiring

_KEY_BYTES = 10


def main(arguments: Sequence[str]) -> int:
    """Run the subcommand; returns the exit code: 1 when something is missing."""
    parser = argparse.ArgumentParser(
        prog="kennispunt mail", description="Kijk of mail kan worden verstuurd, of stuur het weekbericht."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    check = commands.add_parser("check", help="zeg wat er mist, en probeer de mailserver")
    check.add_argument("--to", metavar="ADRES", help="stuur ook een proefmail naar dit adres")
    check.add_argument("--selector", metavar="NAAM", help="naam van de sleutel van DKIM; staat bij uw mailserver")
    check.add_argument("--no-dns", action="store_true", help="vraag niets aan DNS")
    commands.add_parser(
        "weekly",
        help="stuur het weekbericht aan wie erom vroeg en het deze week nog niet kreeg; alleen als er iets nieuws is",
    )
    chosen = parser.parse_args(list(arguments))
    settings = Settings.from_env()
    if chosen.command == "weekly":
        return _weekly(settings)
    missing = [*_settings(settings), *_server(settings)]
    if settings.mail != FOLDER and not chosen.no_dns:
        missing += _domain(settings, chosen.selector or "")
    for line in missing:
        print(f"Mist: {line}")
    if chosen.to and not _server(settings):
        _try(settings, chosen.to)
    print("Er mist niets." if not missing else f"{len(missing)} dingen missen.")
    return 1 if missing else 0


def _weekly(settings: Settings) -> int:
    """Send the weekly letter; what went does not go again."""
    try:
        engine = engine_for(settings.database)
        upgrade(engine)
        engine.dispose()
        done = Wiring(settings).weekly.send()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        print(f"De database geeft een fout ({reason}). Wat al verstuurd is, gaat niet nog eens.", file=sys.stderr)
        return 1
    print(f"{done.count} weekberichten verstuurd.")
    if done.problem:
        print(done.problem, file=sys.stderr)
    return 1 if done.problem else 0


def _settings(settings: Settings) -> list[str]:
    """What is not set, and what that means."""
    missing = []
    if settings.mail == FOLDER:
        missing.append(
            f"een mailserver (KENNISPUNT_MAIL). Nu komt mail in {settings.var_dir / 'mail'} en gaat er niets weg."
        )
    if not settings.mail_sender:
        missing.append("de afzender (KENNISPUNT_MAIL_SENDER).")
    if not settings.public_url.startswith("https://"):
        missing.append(
            "het openbare adres met https (KENNISPUNT_PUBLIC_URL). Zonder dat werken de links in de mail niet."
        )
    if not settings.mail_reply_to:
        missing.append("wie antwoorden leest (KENNISPUNT_MAIL_REPLY_TO).")
    if not settings.mail_phone:
        missing.append("een nummer om na te vragen of een mail echt is (KENNISPUNT_MAIL_PHONE).")
    if not settings.mail_privacy_url:
        missing.append("een pagina over privacy (KENNISPUNT_MAIL_PRIVACY_URL).")
    if not settings.mail_returns:
        missing.append(
            "waar retourberichten staan (KENNISPUNT_MAIL_RETURNS). Nu ziet niemand dat een adres niet werkt."
        )
    elif not Path(settings.mail_returns).exists():
        missing.append(f"{settings.mail_returns} (KENNISPUNT_MAIL_RETURNS): dat is er niet.")
    return missing


def _server(settings: Settings) -> list[str]:
    """Why the mail server takes nothing; says so when it does."""
    if settings.mail == FOLDER:
        return []
    try:
        print(f"Goed: {smtp_from(settings).check()}.")
    except KennispuntError as error:
        return [str(error)]
    return []


def _domain(settings: Settings, selector: str) -> list[str]:
    """What the domain of the sender does not say of who may send for it."""
    try:
        domain = sender_from(settings).domain
        missing = []
        if not any(text.casefold().startswith("v=spf1") for text in texts(domain)):
            missing.append(f"SPF: {domain} zegt niet welke servers mail mogen sturen.")
        parents = [domain, *(domain.split(".", 1)[1:] if domain.count(".") > 1 else [])]
        if not any(text.casefold().startswith("v=dmarc1") for name in parents for text in texts(f"_dmarc.{name}")):
            missing.append(f"DMARC: _dmarc.{domain} is er niet.")
        if not selector:
            missing.append("DKIM: geef met --selector de naam van de sleutel, dan kijk ik of die er is.")
        elif not any("p=" in text for text in texts(f"{selector}._domainkey.{domain}")):
            missing.append(f"DKIM: {selector}._domainkey.{domain} is er niet.")
    except (DnsError, KennispuntError) as error:
        return [str(error)]
    return missing


def _try(settings: Settings, address: str) -> None:
    text = "Dit is een proefmail van het Kennispunt ZG. U hoeft niets te doen.\n"
    key = secrets.token_hex(_KEY_BYTES)
    letter = Letter(key, address, "", "Proefmail van het Kennispunt ZG", text, f"<p>{text}</p>", datetime.now(UTC))
    post_from(settings).send(letter)
    print(f"Goed: een proefmail aan {address} is verstuurd.")
