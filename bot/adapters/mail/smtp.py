"""Letters over SMTP (RFC 5321), one message a recipient. The mail server signs them (DKIM)."""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bot.adapters.mail.message import Sender, message_of
from bot.core.errors import KennispuntError
from bot.core.mail.port import Letter, NotNowError, RefusedAddressError, UnsureError

_SECONDS = 20.0
_PORTS = {"smtp": 587, "smtps": 465}
_NEVER = 500
"""From this code on a server means: not now and not later."""
_REFUSED = 400
_CLOSING = 421
_POLICY = "5.7"
"""Enhanced status codes that begin so are about who sends, and not about the address (RFC 3463)."""


class MailServerError(KennispuntError):
    """The address of the mail server cannot be used; the words say why."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes: `smtp://` (STARTTLS, except to this machine itself) or `smtps://`, perhaps with a name to sign in."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def read(cls, address: str, password: str) -> MailServer:
        """From `smtp://naam@machine:587`; raises MailServerError."""
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise MailServerError("KENNISPUNT_MAIL is geen adres van een mailserver (smtp://machine:587).") from error
        if parts.scheme not in _PORTS or not parts.hostname:
            raise MailServerError(f"KENNISPUNT_MAIL: '{address}' is geen smtp://, smtps:// of folder.")
        user = unquote(parts.username or "")
        return cls(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], user, password)

    @property
    def is_here(self) -> bool:
        """Whether it is this machine, so that nothing travels."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class SmtpPost:
    """Implements `bot.core.mail.port.Post`; a connection for each letter, since there are some dozens a week."""

    def __init__(self, server: MailServer, sender: Sender, seconds: float = _SECONDS) -> None:
        self._server = server
        self._sender = sender
        self._seconds = seconds

    def send(self, letter: Letter) -> None:
        """As in the port."""
        data = message_of(letter, self._sender)
        connection = self._connected()
        try:
            self._give(connection, letter, data.as_bytes())
        finally:
            _part(connection)

    def check(self) -> str:
        """Connect and sign in, and send nothing; returns how it went. Raises NotNowError."""
        connection = self._connected()
        secure = isinstance(connection.sock, ssl.SSLSocket)
        _part(connection)
        signed = f", aangemeld als {self._server.user}" if self._server.user else ""
        return f"{self._server.host}:{self._server.port} antwoordt{', versleuteld' if secure else ''}{signed}"

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        try:
            context = ssl.create_default_context()
            if server.scheme == "smtps":
                connection: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, timeout=self._seconds, context=context
                )
            else:
                connection = smtplib.SMTP(server.host, server.port, timeout=self._seconds)
                connection.ehlo_or_helo_if_needed()
                if connection.has_extn("starttls"):
                    if not server.is_here:  # the certificate of one's own machine is in nobody's list
                        connection.starttls(context=context)
                elif not server.is_here:
                    _part(connection)
                    raise NotNowError(
                        f"De mailserver {server.host} versleutelt niet (STARTTLS). Er is niets verstuurd."
                    )
            if server.user:
                connection.login(server.user, server.password)
        except smtplib.SMTPAuthenticationError as error:
            raise NotNowError(f"De mailserver weigert de aanmelding van {server.user}.") from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotNowError(f"De mailserver {server.host}:{server.port} is niet te bereiken.") from error
        return connection

    def _give(self, connection: smtplib.SMTP, letter: Letter, data: bytes) -> None:
        try:
            self._said(connection.mail(self._sender.return_address(letter.key)), everybody=True)
            self._said(connection.rcpt(letter.to), letter.to)
        except (OSError, smtplib.SMTPException) as error:
            raise NotNowError("De verbinding met de mailserver brak af; er is niets verstuurd.") from error
        try:
            code, words = connection.data(data)
        except smtplib.SMTPDataError as error:
            self._said((error.smtp_code, _bytes(error.smtp_error)))
        except (OSError, smtplib.SMTPException) as error:
            raise UnsureError("De verbinding brak af terwijl de mail werd gegeven.") from error
        else:
            self._said((code, words))

    def _said(self, answer: tuple[int, bytes], address: str = "", *, everybody: bool = False) -> None:
        """Raise what a refusal means: of an address that does not exist for ever, everything else for now."""
        code, words = answer
        if code < _REFUSED:
            return
        said = words.decode("utf-8", "replace").strip()
        if address and code >= _NEVER and not said.startswith(_POLICY):
            raise RefusedAddressError(f"De mailserver kent {address} niet ({code} {said}).")
        closing = everybody or code == _CLOSING
        raise NotNowError(f"De mailserver neemt de mail niet aan ({code} {said}).", everybody=closing)


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _part(connection: smtplib.SMTP) -> None:
    """Say goodbye; a server that is gone already needs none."""
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()
