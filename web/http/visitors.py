"""The visitor's turn: refuses those who send too much at once."""

from __future__ import annotations

from flask import request

from web.http.errors import too_many
from web.http.logs import log_event
from web.site import site


def count_message() -> None:
    """Count a message of this visitor; raises ProblemError (429) when it is one too many."""
    wait = site().limiter.take(request.remote_addr or "")
    if wait:
        site().metrics.refused("too-many-requests")
        log_event("rate_limited", seconds=wait)
        raise too_many(wait)
