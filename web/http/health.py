"""`/healthz`: the process lives. `/readyz`: every part that an answer needs is there, and what is wrong with the content."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, jsonify

from web.http.logs import log_event
from web.site import site

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> Response:
    """Alive."""
    return jsonify({"status": "ok"})


@pages.get("/readyz")
def readyz() -> Response:
    """Ready, or 503 with the reason per part; mistakes in an edited file are a warning, the last good version serves."""
    reasons = {name: _reason(name) for name in site().services.checks}
    warnings = [
        {"path": problem.path, "line": problem.line, "message": problem.message}
        for problem in site().services.library.problems()
    ]
    ready = not any(reasons.values())
    response = jsonify(
        {
            "status": "ready" if ready else "not ready",
            "checks": {name: reason or True for name, reason in reasons.items()},
            "content": {"version": site().services.library.version(), "warnings": warnings},
        }
    )
    response.status_code = 200 if ready else 503
    return response


def _reason(name: str) -> str:
    """Why this part is not ready; a check that fails itself is a reason too."""
    try:
        return site().services.checks[name]()
    except Exception as error:  # noqa: BLE001 - whatever fails here, the answer is 'not ready'
        log_event("check_failed", check=name, reason=type(error).__name__)
        return type(error).__name__


def register(app: Flask) -> None:
    """`/healthz` and `/readyz`."""
    app.register_blueprint(pages)
