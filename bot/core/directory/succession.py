"""What came in the place of what is no longer in the directory, however often that happened."""

from __future__ import annotations

from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.port import Directory


def successor(directory: Directory, key: str) -> Organisation | Municipality | None:
    """The organisation (id) or municipality (CBS code) itself, else who came in its place, and in theirs; None where nobody did."""
    seen: set[str] = set()
    while key and key not in seen:
        found = directory.organisation(key) or directory.municipality(key)
        if found is not None:
            return found
        seen.add(key)
        retired = directory.retired(key)
        key = retired.successor if retired else ""
    return None


def named_now(directory: Directory, name: str) -> Organisation | Municipality | None:
    """What bears this name, or bore it: now under a name of its own, or followed by another."""
    return successor(directory, directory.known_as(name))


def municipality_now(directory: Directory, name: str) -> Municipality | None:
    """The municipality that this was, or is."""
    live = directory.municipality_named(name)
    if live is not None or not name:
        return live
    found = named_now(directory, name)
    return found if isinstance(found, Municipality) else None


def organisation_now(directory: Directory, name: str) -> Organisation | None:
    """The organisation that this was, or is."""
    live = directory.organisation_named(name)
    if live is not None or not name:
        return live
    found = named_now(directory, name)
    return found if isinstance(found, Organisation) else None
