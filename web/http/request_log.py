"""One line for each request: the route, not the address, since an address may hold a conversation's id."""

from __future__ import annotations

import time
from contextlib import ExitStack

from flask import Flask, Response, g, request

from bot.adapters.logs.lines import HEADER, begin_request, current_request, end_request, log_event
from bot.adapters.logs.traces import describe, span
from web.http.proxies import TRUSTED

_NOT_LOGGED = {"static", "health.healthz", "health.readyz", "metrics.show"}


def _begin() -> None:
    g.request_began = time.monotonic()
    # Only from a proxy of ours: what a visitor makes up must not look like somebody else's request.
    trusted = request.environ.get(TRUSTED)
    begin_request(request.headers.get(HEADER, "") if trusted else "")
    g.traced = ExitStack()
    if request.endpoint not in _NOT_LOGGED:
        g.traced.enter_context(span(request.method, request.headers.get("traceparent", "") if trusted else ""))


def _end(response: Response) -> Response:
    if request.endpoint not in _NOT_LOGGED:
        began = g.get("request_began", time.monotonic())
        route = request.url_rule.rule if request.url_rule else None
        # The names of OpenTelemetry's conventions for HTTP.
        known: dict[str, str | int] = {"http.request.method": request.method}
        known |= {"http.response.status_code": response.status_code} | ({"http.route": route} if route else {})
        describe(f"{request.method} {route or ''}".rstrip(), **known)
        log_event(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            milliseconds=round((time.monotonic() - began) * 1000),
        )
    response.headers[HEADER] = current_request()
    return response


def _forget(_error: BaseException | None) -> None:
    if (traced := g.pop("traced", None)) is not None:
        traced.close()
    end_request()


def register(app: Flask) -> None:
    """Give each request an id, and log every one but those of machines that watch the service."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget)
