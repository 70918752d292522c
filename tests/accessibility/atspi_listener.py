"""Write each change of text that Chromium tells the desktop's screen readers, as a line of JSON. Runs on the system's Python (pyatspi)."""

# ruff: noqa: ANN401 - pyatspi publishes no types
from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any

import pyatspi


def roles(accessible: Any) -> list[str]:
    """The roles from this element up to the document."""
    found = []
    while accessible is not None and len(found) < 12:
        found.append(accessible.getRoleName())
        accessible = accessible.parent
    return found


def words(accessible: Any) -> str:
    """All text in and under an element."""
    text = []
    with suppress(NotImplementedError):  # an element without text of its own
        text.append(accessible.queryText().getText(0, -1).replace("￼", ""))
    text.extend(words(child) for child in accessible if child is not None)
    return " ".join(part for part in text if part)


def attributes(accessible: Any) -> dict[str, str]:
    try:
        return dict(part.split(":", 1) for part in accessible.getAttributes())
    except Exception:  # noqa: BLE001 - an element that is gone has none
        return {}


def write(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def told(event: Any) -> None:
    """Write an event; one of an element that is gone by now is nothing that a screen reader could say."""
    try:
        line = {
            "type": str(event.type),
            "role": event.source.getRoleName(),
            "roles": roles(event.source),
            "live": attributes(event.source).get("container-live", ""),
            "inserted": str(event.any_data).replace("￼", "*") if isinstance(event.any_data, str) else "",
            "words": words(event.source)[-400:],
        }
    except Exception as error:  # noqa: BLE001 - whatever the bus says of an element that is gone
        line = {"type": str(event.type), "gone": str(error)}
    write(line)


pyatspi.Registry.registerEventListener(told, *sys.argv[1:])
write({"type": "listening"})
pyatspi.Registry.start()
