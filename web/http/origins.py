"""Which page a request comes from: pages of others may use the API as the widget does, and may send nothing else.

Browsers say it by themselves (Sec-Fetch-Site, and Origin where that is not known yet) and no page can change it. Other
programs say nothing, or what they like: nothing here protects from them, the rate limits do.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, request

from bot.adapters.logs.lines import log_event
from web.http.errors import ProblemError
from web.site import site

_OURS = frozenset({"same-origin", "none"})  # 'none': the person did it, in the address bar or by reloading
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})


def from_elsewhere() -> bool:
    """Whether a browser says that a page of another origin sends this."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site not in _OURS
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc not in _own_hosts()


def _own_hosts() -> set[str]:
    return {request.host, urlsplit(site().settings.public_url).netloc} - {""}


def _as_the_widget() -> bool:
    """Whether the browser asked us first (CORS): so it does for JSON, sound and DELETE, and so it does for no form or image."""
    asked_first = request.is_json or request.mimetype.startswith("audio/") or request.method == "DELETE"
    return request.path.startswith("/api/") and asked_first and request.headers.get("Sec-Fetch-Mode", "cors") == "cors"


def _refuse() -> None:
    if request.method not in _HARMLESS and from_elsewhere() and not _as_the_widget():
        site().metrics.refused("cross-site")
        log_event("cross_site_refused", route=request.url_rule.rule if request.url_rule else None)
        raise ProblemError(403, "cross-site")


def register(app: Flask) -> None:
    """Refuse what pages of others may not send."""
    app.before_request(_refuse)
