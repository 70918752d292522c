"""What the web layer needs from outside, by port; `bot.wiring` builds it, the tests pass fakes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.adapters.dialogue.without_rasa import WithoutRasa
from bot.adapters.tally.gathered import GatheredTally
from bot.adapters.tally.memory import MemoryTallyBook
from bot.core.answering.answers import Answers
from bot.core.conversation.port import Dialogue
from bot.core.directory.port import Directory
from bot.core.reply.feedback import FeedbackBox, ReportBox
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import SpokenPart
from bot.core.safety.detector import Danger
from bot.core.store.port import Stores
from bot.core.topics.port import Library
from bot.core.use.tally import Tally
from bot.core.voice.port import Hearing, Speech


class Cleaned(Protocol):
    """A message without its personal data."""

    @property
    def text(self) -> str:
        """The text with a word between brackets where personal data stood."""

    @property
    def removed(self) -> tuple[str, ...]:
        """Kinds of personal data that were taken out, each once."""


class Recordings(Protocol):
    """Which words belong to the address of a recording: only what was offered can be listened to."""

    def offer(self, parts: Sequence[SpokenPart], *, public: bool = False) -> str:
        """The digest under which these words can be listened to from now on; the same words, the same digest.

        Only words that are `public`, because they stand on a page for everybody, may be written to disk.
        """

    def words(self, digest: str) -> tuple[SpokenPart, ...] | None:
        """What is to be said, or None for a digest that was not offered (or too long ago)."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything from outside that the pages and the API use."""

    library: Library
    directory: Directory
    dialogue: Dialogue
    without_dialogue: WithoutRasa
    """Answers while the dialogue is away."""
    phrases: Phrases
    speech: Speech
    hearing: Hearing
    recordings: Recordings
    answers: Answers
    feedback: FeedbackBox
    reports: ReportBox
    stores: Stores
    """Where conversations and rate limits are kept."""
    clean: Callable[[str], Cleaned]
    danger: Callable[[str], Danger | None]
    """Whether somebody is in danger, by a message's own words."""
    checks: Mapping[str, Callable[[], str]]
    """Per part that `/readyz` reports: a function that returns why it is not ready, empty when it is."""
    warnings: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    """What `/readyz` says beside that, by subject: a function that returns what is wrong though answers go on."""
    tally: Tally = field(default_factory=lambda: GatheredTally(MemoryTallyBook()))
    """Counts conversations and questions without an answer; in memory where nobody looks at the counts."""
    editing: object | None = None
    """The desk's parts (`web.editor.services.Editing`); None for an application without a desk."""
