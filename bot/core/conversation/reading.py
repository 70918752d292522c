"""A message as it is to be read in its conversation: its language, a choice that was typed, the places that it names."""

from __future__ import annotations

from dataclasses import replace

from bot.contract import (
    ADMINISTRATION,
    MUNICIPALITY_CONTACT,
    PROVIDER_SEARCH,
    Intent,
    MentionKind,
)
from bot.core.conversation.need_finder import MUNICIPALITY_SLOT
from bot.core.conversation.short_answers import picked
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Understanding, bare
from bot.core.directory.finding import combined
from bot.core.directory.places import Place, elsewhere, places
from bot.core.directory.port import Directory
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.topics.candidate import Candidate

_ABOUT_PLACES = frozenset({PROVIDER_SEARCH, MUNICIPALITY_CONTACT, ADMINISTRATION})
_PLACE_ANSWER_WORDS = 4
_TRACE = 0.035
"""Probability that a topic about places keeps beside the name of a village that nobody learned from."""
_AHEAD = 3.0
"""So many times likelier than the next topic it is then."""


class Reading:
    """Reads messages with what their conversation knows and with the directory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def read(self, understanding: Understanding, state: ConversationState) -> tuple[ConversationState, Understanding]:
        """The message as it is to be read in this conversation, and the conversation in the message's language."""
        state = in_language(understanding, state)
        understanding = self._as_choice(understanding, state)
        return state, self.with_places(self._with_whole_needs(understanding), state)

    def _with_whole_needs(self, understanding: Understanding) -> Understanding:
        """The message with needs that together are another one put together."""
        return understanding.with_needs(combined(understanding.needs, self._directory.terms("needs")))

    def _as_choice(self, understanding: Understanding, state: ConversationState) -> Understanding:
        """A choice that was typed: by its words or number, or while something is asked by a label in any language."""
        if understanding.choice is not None:
            return understanding
        said = bare(understanding.text)
        offered = state.last_reply.choices if state.last_reply else ()
        values = [choice.value for choice in offered if bare(choice.label) == said]
        place = picked(said, len(offered))
        values += [offered[place].value] if place is not None else []
        if state.asking:
            values += [
                str(ChoiceValue(kind, term.id))
                for kind, vocabulary in ((ChoiceKind.NEED, "needs"), (ChoiceKind.LAW, "laws"))
                for term in self._directory.terms(vocabulary).values()
                if said in {bare(label) for label in (*term.labels.values(), *term.names.values())}
            ]
        if not values or not said:
            return understanding
        return replace(understanding, intent=Intent.CHOICE, choice=ChoiceValue.parse(values[0]))

    def with_places(self, understanding: Understanding, state: ConversationState) -> Understanding:
        """The message with a municipality that it names, where the conversation is about one."""
        if understanding.choice is not None:
            return understanding
        known, named = self._directory.municipalities(), understanding.named(MentionKind.MUNICIPALITY)
        asked = state.asking == MUNICIPALITY_SLOT and understanding.words <= _PLACE_ANSWER_WORDS
        expected = asked or state.topic in _ABOUT_PLACES or understanding.needs
        said = places(understanding.text, known, any_case=asked)
        found: tuple[str, ...] = ()
        if asked or not named:
            denied = understanding.denied(MentionKind.MUNICIPALITY)
            # Where no place is expected, only a village counts that is clearly named as one: it is in no training data.
            found = tuple(
                name
                for place in said
                if expected or (place.village and place.placed)
                for name in place.municipalities
                if name not in denied
            )
        elif (place := _written_instead(named, said)) is not None:
            named, found = (), place.municipalities
        wrong = elsewhere(understanding.text, known) if named else frozenset()
        names = dict.fromkeys((*(name for name in named if name not in wrong), *found))
        heard = understanding.with_municipalities(tuple(names))
        if not found or heard.intent not in {Intent.DOUBT, Intent.OUT_OF_SCOPE}:
            return heard
        villages = [item for item in said if item.village and item.placed]
        if any(item.whole for item in villages):
            return replace(heard, intent=Intent.GIVEN)  # as for a municipality that is all that is said
        return replace(heard, intent=Intent.QUESTION) if villages and _heard_through(heard) else heard


def _heard_through(heard: Understanding) -> bool:
    """Whether the question is one about a place that was not understood because of the village: its name is a strange word.

    A question about something else ('het weer in …') leaves next to nothing for any topic.
    """
    first, second = (*heard.candidates, Candidate("", 0.0), Candidate("", 0.0))[:2]
    clear = first.confidence >= max(_TRACE, _AHEAD * second.confidence)
    return first.topic in _ABOUT_PLACES and clear


def in_language(understanding: Understanding, state: ConversationState) -> ConversationState:
    """The conversation follows the language that is written where that is clear, else the page when that was changed."""
    page = understanding.asked_language or state.page
    turned = page if state.page not in {None, page} else None
    return replace(state, page=page, language=understanding.language or turned or state.language)


def _written_instead(named: tuple[str, ...], said: tuple[Place, ...]) -> Place | None:
    """The place that the message names, where the municipality was only resembled ('Bornerbroek' is not Borne), or is one of several."""
    written = {name for place in said if place.own_name for name in place.municipalities}
    if written & set(named):
        return None
    others = (place for place in said if place.placed and not place.own_name)
    return next((place for place in others if not set(place.municipalities) <= set(named)), None)
