"""The dialogue engine as the core asks for it: `bot.adapters.dialogue` has Rasa behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.contract import Language
from bot.core.reply.reply import Reply


@dataclass(frozen=True, slots=True)
class Message:
    """What a person sent: text that has been cleaned of personal data, or the value of an offered choice."""

    conversation_id: str
    language: Language
    text: str = ""
    choice: str = ""
    last: Reply | None = None
    """What the person saw last: its subject is what the message may lean on, also for a dialogue that has lost its memory since."""


class Dialogue(Protocol):
    """The engine that understands a message within its conversation."""

    def respond(self, message: Message) -> Reply:
        """Answer; raises DialogueUnavailableError when it cannot within the deadline."""

    def forget(self, conversation_id: str) -> None:
        """Drop everything known of this conversation; never raises for an unknown one."""

    def ready(self) -> bool:
        """Whether a message would be answered now."""
