"""What the desk's texts need from outside: the content files and a book of concepts and changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.contract import Language
from bot.core.texts.drafts import Draft, Fault, FileChange, Revision, Values
from bot.core.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence of the Dutch answer with what carries it: lines of (source, certainty, its words) and what differs."""

    sentence: str
    kind: str
    must_be_carried: bool
    carriers: tuple[tuple[str, str, str], ...] = ()
    differences: tuple[str, ...] = ()


class TextFiles(Protocol):
    """The words of the topics as they stand in the files, to read part by part and to write."""

    def values(self, topic: str, language: Language) -> Values:
        """The parts of one language; all empty where it has no file. Raises TextsError for a file that cannot be read."""

    def files(self, topic: str, texts: Mapping[Language, Values]) -> tuple[FileChange, ...]:
        """The files with these parts in them; the parts that are not named stay as they are, byte for byte.

        Raises FaultsError where the words cannot be kept in a file, TextsError for a file that cannot be read.
        """

    def faults(self, topic: str, files: Sequence[FileChange]) -> Sequence[Fault]:
        """What the content check finds with these files in their place.

        Raises NotWrittenError where it cannot be tried.
        """

    def before(self, file: FileChange) -> FileChange:
        """The same change, with `before` as the file stands now: whether something was written since."""

    def write(self, files: Sequence[FileChange]) -> None:
        """Write all of them or none; each is whole at every moment.

        Raises NotWrittenError where the folder takes no change, DraftMovedError where a file is not as `before`.
        """

    def changed_at(self, topic: str, language: Language) -> datetime | None:
        """When the words in this language were last written; None where there are none."""

    def parts_of(self, file: FileChange) -> tuple[Language, Values, Values]:
        """The language of a file, and its parts before and after."""

    def beside(self, topic: Topic) -> Sequence[Beside]:
        """The sentences of the Dutch answer beside their sources, as docs/waarheid.md has them."""

    def unknown(self, topic: Topic) -> Sequence[str]:
        """What the Dutch answer says is not known, each thing once."""


class DraftBook(Protocol):
    """Concepts and what was taken of them. A topic has at most one open concept."""

    def open(self) -> Sequence[Draft]:
        """The open concepts, the oldest first."""

    def open_of(self, topic: str) -> Draft | None:
        """The open concept of a topic."""

    def draft(self, draft_id: int) -> Draft | None:
        """One concept."""

    def of(self, topic: str) -> Sequence[Draft]:
        """All concepts of a topic, the newest first."""

    def refused(self, since: datetime) -> Sequence[Draft]:
        """Those that were refused since a moment, the newest first."""

    def keep(self, draft: Draft) -> Draft:
        """Keep a new concept or another version; raises DraftMovedError where its version is not what is kept, or another is open."""

    def take(self, revision: Revision, write: Callable[[], None], draft: Draft | None = None) -> Revision:
        """Note a change, and its concept as it was decided, and call `write`; nothing is noted where that raises.

        Raises DraftMovedError where somebody decided it meanwhile.
        """

    def revisions(self, topic: str = "") -> Sequence[Revision]:
        """What was taken (of one topic), the newest first."""

    def revision(self, number: int) -> Revision | None:
        """One change."""
