"""Write each change of text that Chromium tells the desktop's screen readers, as a line of JSON. Runs on the system's Python (pyatspi)."""

import json
import sys

import pyatspi


def roles(accessible):
    """The roles from this element up to the document."""
    found = []
    while accessible is not None and len(found) < 12:
        found.append(accessible.getRoleName())
        accessible = accessible.parent
    return found


def words(accessible):
    """All text in and under an element."""
    text = []
    try:
        text.append(accessible.queryText().getText(0, -1).replace("￼", ""))
    except NotImplementedError:
        pass
    for child in accessible:
        if child is not None:
            text.append(words(child))
    return " ".join(part for part in text if part)


def attributes(accessible):
    try:
        return dict(part.split(":", 1) for part in accessible.getAttributes())
    except Exception:  # an element that is gone has none
        return {}


def told(event):
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
    except Exception as error:
        line = {"type": str(event.type), "gone": str(error)}
    print(json.dumps(line, ensure_ascii=False), flush=True)


pyatspi.Registry.registerEventListener(told, *sys.argv[1:])
print(json.dumps({"type": "listening"}), flush=True)
pyatspi.Registry.start()
