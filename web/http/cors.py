"""The widget stands on pages of other origins: the API and its script may be used from anywhere, without credentials."""

from __future__ import annotations

from flask import Flask, Response, request

_OPEN = ("/api/", "/hsds", "/opendata", "/embed.js", "/embed/", "/static/")
_METHODS = "GET, POST, DELETE, OPTIONS"
_ALLOWED = "Content-Type, Accept, Accept-Language, Range, If-None-Match, If-Match"
_EXPOSED = "API-Version, Retry-After, ETag, Content-Language"


def _open(response: Response) -> Response:
    if request.path.startswith(_OPEN):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = _METHODS
            response.headers["Access-Control-Allow-Headers"] = _ALLOWED
            response.headers["Access-Control-Max-Age"] = "86400"
    return response


def register(app: Flask) -> None:
    """Open the API to pages of any origin."""
    app.after_request(_open)
