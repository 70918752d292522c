"""Asks the processes whether they are ready, and says in Dutch what is being waited for."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from http import HTTPStatus

from bot.settings import Settings

PATIENCE_SECONDS = 2.0


def address(settings: Settings) -> str:
    """The address of the web application on this machine."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "") else settings.host  # noqa: S104  # compared, not bound
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def is_ready(settings: Settings) -> bool:
    """Whether `/readyz` of the web application says yes."""
    try:
        with urllib.request.urlopen(f"{address(settings)}/readyz", timeout=PATIENCE_SECONDS) as answer:  # noqa: S310  # ours
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


def waiting_for(settings: Settings) -> str:
    """What keeps readiness from being there."""
    if not listens(settings.actions_port):
        return "De actieserver start"
    if not listens(settings.rasa_port):
        return "Rasa laadt het model"
    try:
        with urllib.request.urlopen(f"{address(settings)}/readyz", timeout=PATIENCE_SECONDS):  # noqa: S310  # ours
            return "De website is klaar"
    except urllib.error.HTTPError as error:
        return f"De website wacht op {_missing(error)}"
    except (urllib.error.URLError, OSError):
        return "De website start"


def listens(port: int) -> bool:
    """Whether something accepts connections on this port of loopback."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS):
            return True
    except OSError:
        return False


def _missing(error: urllib.error.HTTPError) -> str:
    """The parts that `/readyz` reports as not ready: keys of its `checks` that are not true."""
    try:
        checks = json.loads(error.read())["checks"]
        return ", ".join(name for name, good in checks.items() if good is not True) or "zichzelf"
    except (ValueError, KeyError, AttributeError, TypeError):
        return "zichzelf"
