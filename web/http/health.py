"""`/healthz`: the process lives. `/readyz`: every part that an answer needs is there, and what is wrong with the content."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Flask, Response, jsonify

from bot.adapters.logs.lines import log_event
from web.http.monitors import for_monitors
from web.site import site

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> Response:
    """Alive."""
    return jsonify({"status": "ok"})


@pages.get("/readyz")
@for_monitors
def readyz() -> Response:
    """Ready, or 503 with the reason per part.

    Mistakes in an edited file are counted and no more, because the last good version serves; which they are says the log,
    and `kennispunt content check`. A register that was not fetched is a warning. For monitors only.
    """
    reasons = {name: _reason(name, check) for name, check in site().services.checks.items()}
    others = {name: _reason(name, warning) for name, warning in site().services.warnings.items()}
    ready = not any(reasons.values())
    response = jsonify(
        {
            "status": "ready" if ready else "not ready",
            "checks": {name: reason or True for name, reason in reasons.items()},
            "warnings": {name: warning for name, warning in others.items() if warning},
            "content": {
                "version": site().services.library.version(),
                "problems": len(site().services.library.problems()),
            },
        }
    )
    response.status_code = 200 if ready else 503
    return response


def _reason(name: str, check: Callable[[], str]) -> str:
    """What the check says is wrong; a check that fails itself is a reason too."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - whatever fails here, the answer is 'not ready'
        log_event("check_failed", check=name, reason=type(error).__name__)
        return type(error).__name__


def register(app: Flask) -> None:
    """`/healthz` and `/readyz`."""
    app.register_blueprint(pages)
