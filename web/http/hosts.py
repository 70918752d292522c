"""By which name the service is called: a name that a request makes up reaches no link, no Location and no address of speech."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, request

from bot.adapters.logs.lines import log_event
from bot.settings import Settings
from web.http.errors import ProblemError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SEPARATORS = re.compile(r"[\s,]+")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_UNKNOWN = "kennispunt.unknown_host"
_FOR_ANYBODY = frozenset({"health.healthz"})
"""What machines ask for under whatever name they know this one by."""


class KnownHosts:
    """WSGI middleware: lets only names through that are ours. To be asked after the proxies are (`web.http.proxies`).

    A name that is not ours becomes that of the public address; where none is set, the request is marked and `register`
    refuses it, because nothing says then what our name is.
    """

    def __init__(self, application: WSGIApplication, settings: Settings) -> None:
        self._application = application
        public = urlsplit(settings.public_url)
        self._public = public.netloc
        listed = filter(None, _SEPARATORS.split(settings.allowed_hosts))
        self._known = _LOOPBACK | {_bare(name) for name in (settings.host, public.netloc, *listed)} - {""}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does."""
        said = environ.get("HTTP_HOST")
        environ.pop(_UNKNOWN, None)
        if said is not None and _bare(said) not in self._known:
            if not self._public:
                environ[_UNKNOWN] = True
            environ["HTTP_HOST"] = self._public or "localhost"
        return self._application(environ, start_response)


def _bare(host: str) -> str:
    """A host as names are compared: without port, brackets, capitals and the root's dot."""
    name = host.strip().lower()
    name = (
        name[1:].partition("]")[0]
        if name.startswith("[")
        else name.rpartition(":")[0]
        if name.count(":") == 1
        else name
    )
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name.removesuffix(".")


def _refuse() -> None:
    if request.environ.get(_UNKNOWN) and request.endpoint not in _FOR_ANYBODY:
        log_event("unknown_host", advice="set KENNISPUNT_PUBLIC_URL or KENNISPUNT_ALLOWED_HOSTS")
        raise ProblemError(421, "unknown-host")


def register(app: Flask, settings: Settings) -> None:
    """Answer to our own names only."""
    app.wsgi_app = KnownHosts(app.wsgi_app, settings)  # type: ignore[method-assign]
    app.before_request(_refuse)
