"""One line of JSON an event: what happened and how long it took; never a text, an address or a conversation's id."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

_LOG = logging.getLogger("kennispunt.events")


def log_event(event: str, **fields: object) -> None:
    """Write an event; the fields hold no person's words."""
    _LOG.info("%s", json.dumps({"event": event, **fields}, ensure_ascii=False, default=str))


class LineFormatter(logging.Formatter):
    """A record as one line of JSON with its time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        base = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
        }
        if record.name == _LOG.name:
            return json.dumps(base | json.loads(record.getMessage()), ensure_ascii=False)
        message = {"logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            message["traceback"] = self.formatException(record.exc_info)
        return json.dumps(base | message, ensure_ascii=False)


def set_up(level: str) -> None:
    """Send every log record to standard error as a line of JSON; `level` is a logging level's name."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # a line for every look whether Rasa is there says nothing
