"""One line for each request: the route, not the address, since an address may hold a conversation's id."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request

from web.http.logs import log_event

_NOT_LOGGED = {"static", "health.healthz", "health.readyz", "metrics.show"}


def _begin() -> None:
    g.request_began = time.monotonic()


def _end(response: Response) -> Response:
    if request.endpoint not in _NOT_LOGGED:
        began = g.get("request_began", time.monotonic())
        log_event(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            milliseconds=round((time.monotonic() - began) * 1000),
        )
    return response


def register(app: Flask) -> None:
    """Log every request but those of machines that watch the service."""
    app.before_request(_begin)
    app.after_request(_end)
