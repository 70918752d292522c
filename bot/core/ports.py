"""What the core asks of the outside, each with one real adapter and one fake of the same contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.core.decision_aids import DecisionAid
from bot.core.language import Language
from bot.core.organisations import Municipality, Organisation, Term
from bot.core.replies import Reply, SpokenPart
from bot.core.topics import Source, Topic


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a content file: where it stands and what it is, in Dutch. `line` counts from 1; 0 is the whole file.

    `cause` names what is missing or wrong elsewhere, if anything is (`bot.core.problems`).
    """

    path: str
    line: int
    message: str
    cause: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class Library(Protocol):
    """The content: always the last version without mistakes."""

    def topics(self) -> Mapping[str, Topic]:
        """Every topic by id, in the order of the files."""

    def topic(self, topic_id: str) -> Topic:
        """One topic; raises UnknownTopicError."""

    def sources(self) -> Mapping[str, Source]:
        """Every source by id."""

    def aids(self) -> Mapping[str, DecisionAid]:
        """Every decision aid by id."""

    def problems(self) -> Sequence[Problem]:
        """What is wrong with the files as they stand now; empty when the served version is the newest."""

    def version(self) -> str:
        """A digest of the served content, for caches and drift checks."""


class Directory(Protocol):
    """The directory of organisations and municipalities."""

    def organisations(self) -> Sequence[Organisation]:
        """Every organisation, with services and contacts, by name."""

    def organisation(self, organisation_id: str) -> Organisation | None:
        """One organisation by id, or None."""

    def organisation_named(self, name: str) -> Organisation | None:
        """One organisation by its canonical name, or None."""

    def municipalities(self) -> Sequence[Municipality]:
        """Every municipality, by name."""

    def municipality(self, cbs_code: str) -> Municipality | None:
        """One municipality by CBS code, or None."""

    def municipality_named(self, name: str) -> Municipality | None:
        """One municipality by its canonical name, or None."""

    def providers(self, *, need: str, law: str | None = None, cbs_code: str | None = None) -> Sequence[Organisation]:
        """Organisations with a service for this need (and law, and municipality where given), by name.

        A service area that is not restricted counts for every municipality.
        """

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        """A vocabulary by id: `needs`, `laws`, `functions` or `kinds`."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a person sent: text that has been cleaned of personal data, or the value of an offered choice."""

    conversation_id: str
    language: Language
    text: str = ""
    choice: str = ""


class Dialogue(Protocol):
    """The engine that understands a message within its conversation."""

    def respond(self, message: Message) -> Reply:
        """Answer; raises DialogueUnavailableError when it cannot within the deadline."""

    def forget(self, conversation_id: str) -> None:
        """Drop everything known of this conversation; never raises for an unknown one."""

    def ready(self) -> bool:
        """Whether a message would be answered now."""


class Phrases(Protocol):
    """The interface's own sentences per language (gettext)."""

    def translate(self, message: str, language: Language, /, **values: object) -> str:
        """The English `message` in this language, with `{name}` fields filled from `values`."""


@dataclass(frozen=True, slots=True)
class Audio:
    """A finished recording; `media_type` is `audio/mpeg` or `audio/ogg`."""

    data: bytes
    media_type: str


class Speech(Protocol):
    """Text to speech."""

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        """One recording of all parts, each in its own language's voice; raises SpeechUnavailableError."""

    def languages(self) -> frozenset[Language]:
        """The languages that have a voice here."""
