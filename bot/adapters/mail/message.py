"""A letter as an e-mail message: text first, simple HTML beside it, and a return address of its own (VERP)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr
from typing import override

from bot.core.errors import KennispuntError
from bot.core.mail.port import Letter, RefusedAddressError

_MARK = "ronde-"
"""Before a letter's key, in its return address and its Message-ID."""
_KEY = re.compile(rf"{_MARK}([A-Za-z0-9]{{16,40}})@", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\".]+")


class _WholeHeader(UnstructuredHeader, BaseHeader):
    """A header on one line: the library would write an address that is longer than a line as an encoded word, which no mail program takes for one."""

    @override
    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _WholeHeader)
_POLICY = SMTP.clone(header_factory=_HEADERS)


class SenderError(KennispuntError):
    """A setting about the sender cannot be used; the words say which."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: name and address, and where an answer of a person goes (empty: to the sender)."""

    name: str
    address: str
    reply_to: str = ""

    @classmethod
    def read(cls, sender: str, reply_to: str = "") -> Sender:
        """From `Naam <adres>` or an address alone; raises SenderError."""
        for setting, given in (("KENNISPUNT_MAIL_SENDER", sender), ("KENNISPUNT_MAIL_REPLY_TO", reply_to)):
            if given and not _ADDRESS.fullmatch(parseaddr(given)[1]):
                raise SenderError(f"{setting}: '{given}' is geen e-mailadres.")
        name, address = parseaddr(sender)
        return cls(name, address, parseaddr(reply_to)[1])

    @property
    def domain(self) -> str:
        """The part behind the @, to which SPF, DKIM and DMARC belong."""
        return self.address.rpartition("@")[2]

    def return_address(self, key: str) -> str:
        """Where a report about this one letter goes: `naam+ronde-<key>@domein`."""
        local = self.address.rpartition("@")[0]
        return f"{local}+{_MARK}{key}@{self.domain}"


def message_of(letter: Letter, sender: Sender) -> EmailMessage:
    """The message; nothing in it is fetched from elsewhere, and nothing is attached. Raises RefusedAddressError."""
    if not letter.to.isascii() or not _ADDRESS.fullmatch(letter.to):
        raise RefusedAddressError(f"'{letter.to}' is geen adres waar mail heen kan.")
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_line(sender.name), addr_spec=sender.address)
    message["To"] = Address(_line(letter.to_name), addr_spec=letter.to)
    message["Subject"] = _line(letter.subject)
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{_MARK}{letter.key}@{sender.domain}>"
    if sender.reply_to:
        message["Reply-To"] = sender.reply_to
    # A machine wrote it, so a machine that is away need not answer (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    if letter.stop:
        # RFC 2369; and one POST is enough (RFC 8058), which is offered for https alone.
        message["List-Unsubscribe"] = f"<{_line(letter.stop)}>"
        if letter.stop.startswith("https://"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def key_in(text: str) -> str:
    """The key of the letter that an address or a Message-ID is of; empty where it is none of ours."""
    found = _KEY.search(text)
    return found[1] if found else ""


def _line(text: str) -> str:
    """On one line, so that a name can add no header of its own."""
    return " ".join(text.split())
