"""Mail as the settings say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.adapters.mail.folder import FolderPost
from bot.adapters.mail.message import Sender, SenderError
from bot.adapters.mail.returns import FolderReturns
from bot.adapters.mail.smtp import MailServer, SmtpPost
from bot.adapters.phrases.written_dates import written_day
from bot.contract import Language
from bot.core.mail.port import Post, Returns
from bot.core.rounds.letters import Desk
from bot.settings import Settings

FOLDER = "folder"
NOBODY = Sender("Kennispunt ZG", "kennispunt@voorbeeld.invalid")
"""Who sends letters that go into a folder, where nobody was set."""


def post_from(settings: Settings) -> Post:
    """How mail goes; raises SenderError or MailServerError for a setting that cannot be used."""
    if settings.mail == FOLDER:
        return FolderPost(settings.var_dir / "mail", sender_from(settings) if settings.mail_sender else NOBODY)
    return smtp_from(settings)


def smtp_from(settings: Settings) -> SmtpPost:
    """The mail server of the settings."""
    return SmtpPost(MailServer.read(settings.mail, settings.mail_password), sender_from(settings))


def sender_from(settings: Settings) -> Sender:
    """Who sends; raises SenderError."""
    if not settings.mail_sender:
        raise SenderError("KENNISPUNT_MAIL_SENDER is leeg. Vul in van wie de mail komt: Naam <adres>.")
    return Sender.read(settings.mail_sender, settings.mail_reply_to)


def returns_from(settings: Settings) -> Returns | None:
    """Where delivery reports are read; None where they are not."""
    return FolderReturns(Path(settings.mail_returns)) if settings.mail_returns else None


def letters_desk(settings: Settings) -> Desk:
    """Who writes, for in the letters."""
    return Desk(_day, settings.mail_phone, settings.mail_privacy_url, settings.keep_asks_days)


def public_base(settings: Settings) -> str:
    """The address of this service, as links in letters have it."""
    return settings.public_url.rstrip("/") or f"http://{settings.host}:{settings.port}"


def _day(day: date) -> str:
    return written_day(day, Language.DUTCH)
