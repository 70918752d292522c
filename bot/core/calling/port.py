"""What a telephone call asks of the conversation, and what it is told to do: `web.telephone` speaks with exchanges."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.contract import Language
from bot.core.reply.reply import Reply, SpokenPart


class Happened(StrEnum):
    """What the exchange tells."""

    STARTED = "started"
    PRESSED = "pressed"
    SPOKE = "spoke"
    NOTHING = "nothing"
    """Neither a key nor a word within the time."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a call; `text` are the keys that were pressed or the words that were heard."""

    kind: Happened
    text: str = ""


class Place(StrEnum):
    """Where a call is."""

    LANGUAGE = "language"
    ASK = "ask"
    SURE = "sure"
    """What was heard is read back, and waits for a yes."""
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Call:
    """A call between two turns. It holds no number of who calls."""

    place: Place = Place.LANGUAGE
    language: Language = Language.DUTCH
    conversation: str = ""
    heard: str = ""
    choices: tuple[str, ...] = ()
    """What can be chosen by a key: the values behind 1, 2, 3 …"""
    missed: int = 0
    """How often in a row nothing came."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the exchange does now: says this, then waits for keys or words, puts through to a person, or ends the call."""

    said: tuple[SpokenPart, ...]
    language: Language
    keys: int = 1
    """The most keys that are waited for."""
    listens: bool = False
    person: str = field(default="", repr=False)
    """Number of the person to put through to."""
    ends: bool = False


class Answering(Protocol):
    """The conversation, as chat and API hold it too: cleaned, limited and kept in the same way."""

    def start(self, language: Language) -> str:
        """A new conversation; returns its id."""

    def ask(self, conversation: str, text: str, language: Language) -> Reply:
        """The reply to words; raises CallRefusedError when it is too much or nothing is left of them."""

    def choose(self, conversation: str, choice: str, language: Language) -> Reply:
        """The reply to a choice; raises CallRefusedError as `ask`."""

    def is_danger(self, text: str) -> bool:
        """Whether these words are of somebody in danger, who is helped before anything is asked."""

    def last(self, conversation: str) -> Reply | None:
        """The newest reply of this conversation."""

    def menu(self, language: Language) -> tuple[tuple[str, str], ...]:
        """Subjects that can be chosen by a key: what each is called in this language, and its choice."""
