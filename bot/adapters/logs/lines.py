"""One line of JSON an event: what happened and how long it took; never a text, an address or a conversation's id."""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

_EVENTS = logging.getLogger("kennispunt.events")
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_ID_BYTES = 8

HEADER = "X-Request-ID"
"""In which header a request's id goes from one process to the next, and back to who asked."""

_request: ContextVar[str] = ContextVar("request", default="")


def begin_request(given: str = "") -> str:
    """From here on lines are about this request; `given` is the id that it came with, if somebody trusted gave one."""
    name = given if _ID.fullmatch(given) else secrets.token_hex(_ID_BYTES)
    _request.set(name)
    return name


def end_request() -> None:
    """From here on lines are about no request."""
    _request.set("")


def current_request() -> str:
    """The id of the request that is being answered; empty where none is."""
    return _request.get()


def log_event(event: str, **fields: object) -> None:
    """Write an event; the fields hold no person's words."""
    _EVENTS.info("%s", json.dumps({"event": event, **fields}, ensure_ascii=False, default=str))


class LineFormatter(logging.Formatter):
    """A record as one line of JSON with its time in UTC, its process and its request."""

    def __init__(self, process: str = "") -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        base = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
        }
        base |= {name: value for name, value in (("process", self._process), ("request", _request.get())) if value}
        if record.name == _EVENTS.name:
            return json.dumps(base | json.loads(record.getMessage()), ensure_ascii=False)
        message = {"logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            message["traceback"] = self.formatException(record.exc_info)
        return json.dumps(base | message, ensure_ascii=False)


def set_up(level: str, process: str, stream: TextIO | None = None) -> None:
    """Send every log record to standard error as a line of JSON; `level` is a logging level's name."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(LineFormatter(process))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # a line for every look whether Rasa is there says nothing
