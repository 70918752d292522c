"""Too much at once: who comes when a lane is full is told so at once, with when to come back."""

from __future__ import annotations

from flask import Flask, request

from bot.adapters.logs.lines import log_event
from web.http.errors import ProblemError
from web.http.lanes import is_refused
from web.site import site

_RETRY_SECONDS = 2
_TURNS = frozenset({"chat.first", "chat.next_message", "api.send_message"})
"""These look at what is said first (`web.http.visitors`): who may be in danger is not refused."""


def busy() -> ProblemError:
    """The refusal, counted."""
    site().metrics.refused("busy")
    log_event("busy", route=request.url_rule.rule if request.url_rule else None)
    return ProblemError(503, "busy", headers={"Retry-After": str(_RETRY_SECONDS)})


def _refuse() -> None:
    if is_refused() and request.endpoint not in _TURNS:
        raise busy()


def register(app: Flask) -> None:
    """Refuse what the lanes have no room for."""
    app.before_request(_refuse)
