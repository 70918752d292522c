"""Style sheets and other files: an address changes with the file's content, so that browsers may keep it for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request

_FOLDER = Path(__file__).resolve().parents[1] / "static"
_FOREVER = "public, max-age=31536000, immutable"
STYLE_SHEETS = (
    "tokens", "base", "layout", "header", "footer", "start", "button", "field", "notice", "message", "sources", "contact", "cards", "overview", "ways",
    "listen", "topics", "steps", "reading", "print",
)  # fmt: skip
"""One file a component; later ones may build on earlier ones."""


@cache
def _digest(path: Path, _modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _with_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and "v" not in values:
        path = _FOLDER / values["filename"]
        values["v"] = _digest(path, path.stat().st_mtime_ns)


def _refuse() -> None:
    """A name that no file can have is no file: the system's own look at it would raise."""
    if request.endpoint == "static" and "\0" in (request.view_args or {}).get("filename", ""):
        abort(404)


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and request.args.get("v") and response.status_code < 400:  # noqa: PLR2004 - errors start there
        response.headers["Cache-Control"] = _FOREVER
    return response


def register(app: Flask) -> None:
    """Version the addresses of static files."""
    app.before_request(_refuse)
    app.url_defaults(_with_version)
    app.after_request(_keep)
    app.jinja_env.globals["style_sheets"] = STYLE_SHEETS
