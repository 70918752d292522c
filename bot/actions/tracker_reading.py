"""Rasa's tracker as the core's understanding and state, and the state back as slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.types import DomainDict

from bot.adapters.dialogue.remembered import from_metadata
from bot.adapters.dialogue.reply_json import from_json, to_json
from bot.contract import DEFAULT_LANGUAGE, DENIED, Intent, Language, MentionKind
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Mention, NearFacet, Understanding
from bot.core.errors import InvalidChoiceError
from bot.core.reply.choices import ChoiceValue
from bot.core.topics.candidate import Candidate

FORM = "aanbieder_form"
"""Name of the need finder's form."""


def understanding_of(tracker: Tracker) -> Understanding:
    """The latest message as Rasa understood it. What cannot be read counts as out of scope."""
    return _understood(tracker.latest_message or {}, (tracker.latest_message or {}).get("metadata") or {})


def _understood(message: Mapping[str, Any], metadata: Mapping[str, Any]) -> Understanding:
    """A message, or a part of one, as the language model reports it."""
    entities = message.get("entities") or []
    name = str((message.get("intent") or {}).get("name"))
    choice = _choice(entities)
    known = name in set(Intent) and (name != Intent.CHOICE or choice is not None)
    return Understanding(
        intent=Intent(name) if known else Intent.OUT_OF_SCOPE,
        text=message.get("text") or "",
        candidates=tuple(
            Candidate(item["topic"], float(item["confidence"])) for item in message.get("topic_ranking") or []
        ),
        mentions=tuple(
            Mention(MentionKind(item["entity"]), str(item["value"]), item.get("role") == DENIED)
            for item in entities
            if item.get("entity") in set(MentionKind)
        ),
        language=_language(message.get("language")),
        asked_language=_language(metadata.get("language")),
        choice=choice,
        acts=tuple((str(item["act"]), float(item["confidence"])) for item in message.get("acts") or []),
        in_context=tuple(
            Candidate(item["topic"], float(item["confidence"])) for item in message.get("in_context") or []
        ),
        facets=tuple(
            NearFacet(item["topic"], item["facet"], float(item["score"])) for item in message.get("facets") or []
        ),
        parts=tuple(_understood(part, metadata) for part in message.get("parts") or []),
    )


def state_of(tracker: Tracker) -> ConversationState:
    """What the slots remember; the language of the client's page where none was settled yet."""
    slots = tracker.slots
    metadata = (tracker.latest_message or {}).get("metadata") or {}
    form = tracker.active_loop or {}
    reply = slots.get("vorig_antwoord")
    if metadata.get("last") and slots.get("taal") is None:
        # Nothing was said here yet, and the person did see a reply: Rasa has lost its memory since.
        fresh = ConversationState(language=_language(metadata.get("language")) or DEFAULT_LANGUAGE)
        return replace(from_metadata(fresh, metadata["last"]), asking=None)
    return ConversationState(
        language=_language(slots.get("taal")) or _language(metadata.get("language")) or DEFAULT_LANGUAGE,
        need=slots.get("behoefte"),
        law=slots.get("wet"),
        municipality=slots.get("gemeente"),
        organisation=slots.get("aanbieder"),
        function=slots.get("functie"),
        topic=slots.get("onderwerp"),
        offered=tuple(slots.get("genoemd") or ()),
        last_reply=from_json(reply) if reply else None,
        doubts=tuple(slots.get("twijfels") or ()),
        questions=tuple((topic, facet) for topic, facet in slots.get("vragen") or ()),
        discussed=tuple(slots.get("besproken") or ()),
        page=_language(slots.get("pagina")),
        asking=slots.get("requested_slot") if form.get("name") == FORM else None,
    )


def slots_for(state: ConversationState, tracker: Tracker) -> list[DomainDict]:
    """Events that make the slots hold this state: those that differ from what the tracker holds."""
    wanted = {
        "taal": state.language.value,
        "pagina": state.page.value if state.page else None,
        "behoefte": state.need,
        "wet": state.law,
        "gemeente": state.municipality,
        "aanbieder": state.organisation,
        "functie": state.function,
        "onderwerp": state.topic,
        "genoemd": list(state.offered) or None,
        "twijfels": list(state.doubts) or None,
        "vragen": [list(question) for question in state.questions] or None,
        "besproken": list(state.discussed) or None,
        "vorig_antwoord": to_json(state.last_reply) if state.last_reply else None,
    }
    return [SlotSet(name, value) for name, value in wanted.items() if tracker.slots.get(name) != value]


def _choice(entities: list[dict[str, Any]]) -> ChoiceValue | None:
    for entity in entities:
        if entity.get("entity") == "choice":
            try:
                return ChoiceValue.parse(str(entity.get("value")))
            except InvalidChoiceError:
                return None
    return None


def _language(code: object) -> Language | None:
    return Language(code) if isinstance(code, str) and code in set(Language) else None
