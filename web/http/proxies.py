"""Who the visitor is when proxies stand before the application: only what a trusted proxy says counts."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SEPARATORS = re.compile(r"[\s,]+")
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](?::\d+)?|(?P<four>[\d.]+):\d+")
FORWARDED = "kennispunt.forwarded"
"""Whether some proxy, trusted or not, says that it passes this request on (in the WSGI environment)."""
TRUSTED = "kennispunt.trusted"
"""Whether a proxy of ours passes this request on (in the WSGI environment)."""
_SAID_BY_PROXIES = ("FOR", "PROTO", "HOST", "PORT", "BY", "PREFIX", "SERVER")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies:
    """WSGI middleware: puts the visitor's address, scheme and host in the place of the proxy's, and drops what else is said.

    `X-Forwarded-For` is read from its end: each proxy adds the address that it was asked by, so the visitor is the first
    one from the end that is no proxy of ours, whatever stands before it.

    Args:
        application: gets the requests.
        trusted: addresses and networks of the proxies, separated by commas or spaces; empty: there are none.

    Raises ValueError when one of them is no address or network.
    """

    def __init__(self, application: WSGIApplication, trusted: str) -> None:
        self._application = application
        self._trusted = networks(trusted, "KENNISPUNT_TRUSTED_PROXY")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        said = {name: environ.pop(f"HTTP_X_FORWARDED_{name}", "") for name in _SAID_BY_PROXIES}
        forwarded = environ.pop("HTTP_FORWARDED", "")
        environ[FORWARDED] = bool(forwarded) or any(said.values())
        nearest = _address(environ.get("REMOTE_ADDR", ""))
        environ[TRUSTED] = False
        if self._trusted and nearest is not None and self._is_proxy(nearest):
            environ[TRUSTED] = True
            visitor, proxies = self._visitor(nearest, _parts(said["FOR"]))
            environ["REMOTE_ADDR"] = str(visitor)
            scheme, host = (_from_end(_parts(said[name]), proxies) for name in ("PROTO", "HOST"))
            if scheme.lower() in {"http", "https"}:
                environ["wsgi.url_scheme"] = scheme.lower()
            if _HOST.fullmatch(host):
                environ["HTTP_HOST"] = host
        return self._application(environ, start_response)

    def _visitor(self, nearest: Address, said: list[str]) -> tuple[Address, int]:
        """The visitor, and behind how many of our proxies."""
        visitor, proxies = nearest, 1
        for text in reversed(said):
            asked_by = _address(text)
            if asked_by is None:
                break
            visitor = asked_by
            if not self._is_proxy(visitor):
                break
            proxies += 1
        return visitor, proxies

    def _is_proxy(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


def networks(listed: str, variable: str) -> tuple[Network, ...]:
    """Addresses and networks from a list with commas or spaces; raises ValueError naming the variable."""
    return tuple(_network(text, variable) for text in _SEPARATORS.split(listed) if text)


def _network(text: str, variable: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError as error:
        msg = f"{variable}: {text!r} is geen IP-adres of netwerk (bijvoorbeeld 10.0.0.5 of 10.0.0.0/24)"
        raise ValueError(msg) from error


def _address(text: str) -> Address | None:
    match = _WITH_PORT.fullmatch(text)
    try:
        address = ipaddress.ip_address((match["six"] or match["four"]) if match else text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _parts(header: str) -> list[str]:
    return [part for text in header.split(",") if (part := text.strip())]


def _from_end(parts: list[str], number: int) -> str:
    """What the outermost of our proxies said; proxies that pass one value on, in place of adding theirs, leave fewer."""
    return parts[-min(number, len(parts))] if parts else ""
