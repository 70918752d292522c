"""The conversation as a call asks it: cleaned, limited and kept as every other."""

from __future__ import annotations

from bot.contract import Language
from bot.core.calling.calls import CallRefusedError
from bot.core.errors import InvalidChoiceError, UnknownTopicError
from bot.core.reply.choices import ChoiceValue
from bot.core.reply.reply import Reply
from web.conversation.conversations import Conversation, ConversationGoneError
from web.http.errors import ProblemError
from web.http.inputs import InputError, read_text
from web.http.visitors import count_message
from web.site import site

CHANNEL = "telephone"
MENU = (
    "wmo-zg/wat-is-wmo-zg", "wmo-zg/verwijzen", "wmo-zg/wachttijd", "wmo-zg/tolk", "wmo-zg/hulpmiddelen", "wmo-zg/bezwaar-en-klacht",
)  # fmt: skip
"""Subjects for who calls in a language in which nobody listens, or would rather press keys."""


class SiteAnswering:
    """Implements `Answering` with the site that handles this request."""

    def start(self, language: Language) -> str:
        """As in `Answering`."""
        return site().conversations.start(language).id

    def ask(self, conversation: str, text: str, language: Language) -> Reply:
        """As in `Answering`."""
        try:
            count_message(conversation, text)
            return site().turns.say(_of(conversation), read_text(text), language, CHANNEL).reply
        except (InputError, ProblemError, ConversationGoneError) as error:
            raise CallRefusedError from error

    def choose(self, conversation: str, choice: str, language: Language) -> Reply:
        """As in `Answering`."""
        try:
            count_message(conversation, "")
            return site().turns.choose(_of(conversation), ChoiceValue.parse(choice), language, CHANNEL).reply
        except (InputError, InvalidChoiceError, ProblemError, ConversationGoneError, UnknownTopicError) as error:
            raise CallRefusedError from error

    def is_danger(self, text: str) -> bool:
        """As in `Answering`."""
        return site().services.danger(text) is not None

    def last(self, conversation: str) -> Reply | None:
        """As in `Answering`."""
        held = site().conversations.get(conversation)
        return held.last.reply if held and held.last else None

    def menu(self, language: Language) -> tuple[tuple[str, str], ...]:
        """As in `Answering`."""
        library = site().services.library
        there = [name for name in MENU if name in library.topics()]
        return tuple((library.topic(name).text(language).title, f"topic:{name}") for name in there)


def _of(conversation: str) -> Conversation:
    held = site().conversations.get(conversation)
    if held is None:
        raise ConversationGoneError
    return held
