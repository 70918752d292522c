"""Typed reading of front matter: each reader notes a mistake in Dutch and goes on, so that all show at once."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.adapters.content.front_matter import Document
from bot.adapters.content.problems import Problems
from bot.core.partial_date import PartialDate

_DATE_EXAMPLE = "schrijf bijvoorbeeld 2026-11-22"


@dataclass(frozen=True, slots=True)
class Fields:
    """One document's values, read with the checks that each kind of value needs."""

    document: Document
    problems: Problems

    def fail(self, key: str, message: str, *, cause: str = "") -> None:
        """Note a mistake at the line of a key (or `key.index`)."""
        self.problems.add(self.document.path, self.document.line(key), message, cause=cause)

    def only(self, allowed: Collection[str]) -> None:
        """Note every key that is not one of these, with the nearest that is."""
        for key in self.document.values:
            if key not in allowed:
                near = difflib.get_close_matches(key, allowed, 1)
                hint = f"; bedoelt u '{near[0]}'?" if near else ""
                self.fail(key, f"onbekende sleutel '{key}'{hint}")

    def has(self, key: str) -> bool:
        """Whether the key stands in the front matter with a value."""
        return self.document.values.get(key) not in (None, "")

    def text(self, key: str, *, most: int = 0) -> str:
        """A required text of at most `most` characters (0: any)."""
        value = self.document.values.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, f"'{key}' ontbreekt of is geen tekst")
            return ""
        text = " ".join(value.split())
        if most and len(text) > most:
            self.fail(key, f"'{key}' is {len(text)} tekens lang; hoogstens {most}")
        return text

    def choice[E: StrEnum](self, key: str, kind: type[E], default: E) -> E:
        """A required value out of a fixed few."""
        value = str(self.document.values.get(key) or "")
        if value in set(kind):
            return kind(value)
        known = ", ".join(kind)
        self.fail(key, f"'{key}' is '{value}'; kies uit: {known}" if value else f"'{key}' ontbreekt; kies uit: {known}")
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is absent."""
        value = self.document.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fail(key, f"'{key}' hoort een lijst te zijn (regels met '- ' of [a, b])")
            return ()
        found = []
        for index, item in enumerate(value):
            if isinstance(item, str) and item.strip():
                found.append(" ".join(item.split()))
            else:
                self.fail(f"{key}.{index}", f"'{key}' heeft een lege of onleesbare regel; zet de tekst tussen \"…\"")
        return tuple(found)

    def known(self, key: str, vocabulary: Collection[str], what: str, *, file: str = "") -> tuple[str, ...]:
        """A list of ids that must all be in a vocabulary (of `file`); unknown ones are noted and left out."""
        good = []
        for index, item in enumerate(self.texts(key)):
            if item in vocabulary:
                good.append(item)
            else:
                near = difflib.get_close_matches(item, vocabulary, 1)
                hint = f"; bedoelt u '{near[0]}'?" if near else ""
                cause = f"{file}#{item}" if file else ""
                self.fail(f"{key}.{index}", f"{what} '{item}' bestaat niet{hint}", cause=cause)
        return tuple(good)

    def partial_date(self, key: str) -> PartialDate | None:
        """A date of which month and day may be missing; None after noting what is wrong."""
        value = self.document.values.get(key)
        try:
            return PartialDate.parse(str(value or ""))
        except ValueError:
            self.fail(key, f"'{key}' is geen datum: '{value or ''}'; {_DATE_EXAMPLE}")
            return None

    def full_date(self, key: str) -> date | None:
        """A whole date; None after noting what is wrong."""
        value = str(self.document.values.get(key) or "")
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(key, f"'{key}' is geen datum: '{value}'; {_DATE_EXAMPLE}")
            return None


def duplicates(items: Iterable[str]) -> set[str]:
    """The items that occur more than once."""
    seen: set[str] = set()
    return {item for item in items if item in seen or seen.add(item)}  # type: ignore[func-returns-value]
