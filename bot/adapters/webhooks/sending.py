"""Sends a message over https to an address in the world, and to none of our own network.

A webhook is an address that somebody else chose and that this machine calls: without care it opens what only this machine can
reach. So the name is looked up once, every address behind it must be public, and the connection goes to that very address: a
name that leads elsewhere a moment later changes nothing. No redirect is followed, no proxy of the environment is used, and of
the answer only its status is read.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from bot.core.exchange.port import NotTakenError

SECONDS = 20.0
"""For one message altogether, looking up the name included."""
_SILENCE_SECONDS = 10.0
_LONGEST = 500
_HTTPS_PORT = 443
_INSIDE_OTHERS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""Addresses of IPv6 that hold one of IPv4, which may be a private one."""

type Lookup = Callable[[str, int], list[str]]


def lookup(host: str, port: int) -> list[str]:
    """The addresses of a name; raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


class HttpSender:
    """Implements `bot.core.exchange.port.Sender`.

    Args:
        private: whether addresses of private networks and http may be used (a receiver in the same data centre, a test).
        find: how a name is looked up.
        seconds: how long a message may take.
        trusted: whose certificates count; None for those that everybody trusts.
    """

    def __init__(
        self,
        *,
        private: bool = False,
        find: Lookup | None = None,
        seconds: float = SECONDS,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._private = private
        self._find = find or lookup
        self._seconds = seconds
        self._trusted = trusted

    def check(self, url: str) -> None:
        """As in the port; an address that has no name yet may be registered, and is looked at again when it is used."""
        parsed = self._read(url)
        try:
            addresses = self._find(parsed.host, parsed.port or _HTTPS_PORT)
        except OSError:
            return
        self._only_public(addresses)

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """As in the port."""
        outcome: list[NotTakenError | None] = []

        def work() -> None:
            try:
                self._send(url, body, headers)
            except NotTakenError as error:
                outcome.append(error)
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
                outcome.append(NotTakenError(f"Het adres is niet te bereiken ({type(error).__name__})."))
            else:
                outcome.append(None)

        # A byte now and then would get round the limits of httpx, which count silence.
        thread = threading.Thread(target=work, name="webhook", daemon=True)
        thread.start()
        thread.join(self._seconds)
        error = outcome[0] if outcome else NotTakenError(f"Er kwam geen antwoord binnen {self._seconds:.0f} seconden.")
        if error is not None:
            raise error

    def _send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        parsed = self._read(url)
        try:
            addresses = self._find(parsed.host, parsed.port or _HTTPS_PORT)
        except OSError as error:
            raise NotTakenError("De naam in het adres bestaat niet, of is nu niet op te zoeken.") from error
        self._only_public(addresses)
        kept = {
            "Host": parsed.netloc.decode("ascii"),
            "Content-Type": "application/json",
            "User-Agent": "kennispunt-zg",
            **headers,
        }
        extensions: dict[str, Any] = (
            {"sni_hostname": parsed.raw_host.decode("ascii")} if parsed.scheme == "https" else {}
        )
        with (
            httpx.Client(
                timeout=_SILENCE_SECONDS, follow_redirects=False, trust_env=False, verify=self._trusted or True
            ) as client,
            client.stream(
                "POST", parsed.copy_with(host=addresses[0]), content=body, headers=kept, extensions=extensions
            ) as answer,
        ):
            if not answer.is_success:
                raise NotTakenError(f"Het adres antwoordde met code {answer.status_code}.")

    def _read(self, url: str) -> httpx.URL:
        """The address in its parts; raises NotTakenError for one that is none of an https server, or holds a password."""
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise NotTakenError("Dit is geen webadres. Een voorbeeld is https://www.voorbeeld.nl/melding.") from error
        if len(url) > _LONGEST or not parsed.host:
            raise NotTakenError("Dit is geen webadres. Een voorbeeld is https://www.voorbeeld.nl/melding.")
        if parsed.scheme != "https" and not (self._private and parsed.scheme == "http"):
            raise NotTakenError("Het adres moet met https:// beginnen.")
        if parsed.userinfo:
            raise NotTakenError("Zet geen naam of wachtwoord in het adres.")
        return parsed

    def _only_public(self, addresses: list[str]) -> None:
        if not addresses:
            raise NotTakenError("De naam in het adres bestaat niet, of is nu niet op te zoeken.")
        if not self._private and not all(map(is_public, addresses)):
            raise NotTakenError("Dit adres is van een besloten netwerk. Daar stuurt het kennispunt niets heen.")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the world, and none that stands for one of a private network."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in _INSIDE_OTHERS):
            return False
    return found.is_global and not found.is_multicast
