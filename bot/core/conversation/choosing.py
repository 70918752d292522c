"""Which choices can be made at this moment."""

from __future__ import annotations

from bot.contract import COMMAND_GROUP, Language
from bot.core.answering.answers import Answers
from bot.core.conversation.state import UNSURE
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.port import Directory
from bot.core.directory.succession import successor
from bot.core.reply.choices import ChoiceKind, ChoiceValue


def can_be_chosen(choice: ChoiceValue, answers: Answers, directory: Directory) -> bool:  # noqa: PLR0911  # one return a kind of choice
    """Whether there still is what the choice stands for: pages keep their buttons for as long as they are open."""
    match choice.kind:
        case ChoiceKind.TOPIC:
            return answers.knows(choice.value)
        case ChoiceKind.COMMAND:
            return answers.knows(COMMAND_GROUP + choice.value)
        case ChoiceKind.LANGUAGE:
            return choice.value in set(Language)
        case ChoiceKind.ORGANISATION:
            return isinstance(successor(directory, choice.value), Organisation)
        case ChoiceKind.MUNICIPALITY:
            return choice.value == UNSURE or isinstance(successor(directory, choice.value), Municipality)
        case ChoiceKind.NEED:
            return choice.value == UNSURE or choice.value in directory.terms("needs")
        case ChoiceKind.LAW:
            return choice.value == UNSURE or choice.value in directory.terms("laws")
        case ChoiceKind.FUNCTION:
            return choice.value in directory.terms("functions")
        case ChoiceKind.AID:
            return True  # walking the path is what tells
