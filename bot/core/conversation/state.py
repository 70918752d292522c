"""What is remembered of a conversation between two messages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.contract import DEFAULT_LANGUAGE, Language, MentionKind
from bot.core.conversation.understanding import Understanding
from bot.core.reply.reply import Entities, Reply

UNSURE = "onbekend"
"""Stands in the need finder for 'I do not know', which is a good answer to some of its questions."""
_MOST_DISCUSSED = 5


@dataclass(frozen=True, slots=True)
class ConversationState:
    """The conversation so far.

    `need`, `law` and `function` are ids of the directory's vocabularies, `municipality` and `organisation` canonical
    names; `offered` are the organisations of the last reply that showed any; `asking` is the need finder's open
    question (`behoefte`, `wet` or `gemeente`), None when it is not running; `doubts` are the topics that the last question
    may have been about too; `questions` are those of the last message that held several, by topic and facet (or nothing);
    `discussed` are the topics that were answered, the last one last;
    `page` is the language that the client's page was in at the last message.
    """

    language: Language = DEFAULT_LANGUAGE
    need: str | None = None
    law: str | None = None
    municipality: str | None = None
    organisation: str | None = None
    function: str | None = None
    topic: str | None = None
    offered: tuple[str, ...] = ()
    last_reply: Reply | None = None
    asking: str | None = None
    page: Language | None = None
    doubts: tuple[str, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    discussed: tuple[str, ...] = ()

    @property
    def entities(self) -> Entities:
        """What was understood so far, for the reply."""
        return Entities(
            gemeente=_known(self.municipality),
            aanbieder=self.organisation,
            behoefte=_known(self.need),
            wet=_known(self.law),
            functie=self.function,
        )

    def having_answered(self, topic: str) -> ConversationState:
        """The state after an answer about this topic."""
        others = [name for name in self.discussed if name != topic]
        return replace(self, discussed=(*others[1 - _MOST_DISCUSSED :], topic))

    def hearing(self, understanding: Understanding) -> ConversationState:
        """The state with what this message names taken in, and what it denies taken out."""
        places = understanding.named(MentionKind.MUNICIPALITY)
        return replace(
            self,
            need=_heard(self.need, understanding.needs, understanding.denied(MentionKind.NEED)),
            # Of two laws neither is the one; of two municipalities it has to be asked which.
            law=_heard(self.law, _only(understanding.named(MentionKind.LAW)), understanding.denied(MentionKind.LAW)),
            municipality=None
            if len(places) > 1
            else _heard(self.municipality, places, understanding.denied(MentionKind.MUNICIPALITY)),
            organisation=_heard(
                self.organisation,
                understanding.named(MentionKind.ORGANISATION),
                understanding.denied(MentionKind.ORGANISATION),
            ),
            function=_heard(
                self.function, understanding.named(MentionKind.FUNCTION), understanding.denied(MentionKind.FUNCTION)
            ),
        )


def _heard(before: str | None, named: tuple[str, ...], denied: tuple[str, ...]) -> str | None:
    if named:
        return named[0]
    return None if before in denied else before


def _only(named: tuple[str, ...]) -> tuple[str, ...]:
    return named if len(named) == 1 else ()


def _known(value: str | None) -> str | None:
    return None if value == UNSURE else value
