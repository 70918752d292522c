"""One reply shape for the page, the widget, the API and the voice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.contract import Language
from bot.core.directory.contacts import Contact
from bot.core.partial_date import PartialDate


class ReplyKind(StrEnum):
    """What a reply is (the API's `kind`)."""

    ANSWER = "answer"
    LOOKUP = "lookup"
    QUESTION = "question"
    CHOICES = "choices"
    DIALOGUE = "dialogue"
    UNKNOWN = "unknown"


class BlockType(StrEnum):
    """How a part of a reply is shown."""

    TEXT = "text"
    NOTICE = "notice"
    CONTACTS = "contacts"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a reply.

    `text` is plain text (steps: one a line); `html` is trusted markup made from content files, empty where the text
    alone is to be escaped and shown. `contacts` is filled for a contacts block. `behind`: part of the whole answer,
    which stands folded behind the short one.
    """

    type: BlockType
    text: str
    language: Language
    html: str = ""
    contacts: tuple[Contact, ...] = ()
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the person can pick: what it says, what is sent back (see `bot.core.reply.choices`), the topic if it is one."""

    label: str
    value: str
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source under an answer, as the reader sees it."""

    title: str
    url: str
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class RelatedTopic:
    """A next thing to read."""

    topic: str
    title: str


@dataclass(frozen=True, slots=True)
class Entities:
    """What has been understood so far in the conversation, as canonical names; None where nothing was said."""

    gemeente: str | None = None
    aanbieder: str | None = None
    behoefte: str | None = None
    wet: str | None = None
    functie: str | None = None


NOTHING_UNDERSTOOD = Entities()


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """A stretch of speech in one language, already written for the ear."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Reply:
    """The knowledge point's answer to one message."""

    kind: ReplyKind
    language: Language
    blocks: tuple[Block, ...]
    topic: str | None = None
    subject: str | None = None
    """The topic that the conversation is about after this reply: what the next message may lean on."""
    facet: str | None = None
    """The facet of the topic that the reply leads with."""
    confidence: float = 1.0
    choices: tuple[Choice, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    reviewed_on: PartialDate | None = None
    valid_until: date | None = None
    status: str | None = None
    related: tuple[RelatedTopic, ...] = ()
    entities: Entities = NOTHING_UNDERSTOOD
    unknown: bool = False
    """True when the reply says that something asked for is not known."""
    short: str = ""
    """The answer in at most thirty words, for 'simpler' and the easy-language switch; may be empty."""
    removed_personal_data: tuple[str, ...] = ()
    """Kinds of personal data taken out of the message before anything else saw it."""
    spoken: tuple[SpokenPart, ...] = ()
    """What is said aloud at first."""
    whole: tuple[SpokenPart, ...] = ()
    """All that can be said aloud, where `spoken` is only its beginning; the last part of that asks whether to go on."""
    private: bool = False
    """True when what the person wrote is not kept anywhere: somebody may be in danger."""
    degraded: bool = False
    """True when this came from plain topic search because the dialogue was down or slow."""

    @property
    def choices_only(self) -> bool:
        """Whether the reply only asks which of its choices is meant."""
        return self.kind in {ReplyKind.CHOICES, ReplyKind.QUESTION}

    @property
    def text(self) -> str:
        """All blocks as plain text."""
        return "\n\n".join(block.text for block in self.blocks if block.text)
