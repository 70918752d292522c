"""The need finder's form: `validate_aanbieder_form` takes in a message, `action_ask_<slot>` asks what is missing."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.tracker_reading import slots_for, state_of, understanding_of
from bot.adapters.dialogue.reply_json import to_json
from bot.core.conversation.conversation import Conversation


class ValidateAanbiederForm(Action):
    """Gives Rasa the slots that a message fills; none at all when the message is about something else."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_aanbieder_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[DomainDict]:  # noqa: ARG002
        """The changed slots. Rasa takes an empty list for 'not for the form' and has the message answered elsewhere."""
        state = state_of(tracker)
        taken = self._conversation.take(understanding_of(tracker), state)
        if taken is None:
            return []
        # A message that is for the form but changes nothing ('go on') must not look like one that is not for it.
        return slots_for(taken, tracker) or [SlotSet("taal", taken.language.value)]


class ActionAsk(Action):
    """Asks for one slot of the form."""

    def __init__(self, slot: str, conversation: Conversation) -> None:
        self._slot = slot
        self._conversation = conversation

    def name(self) -> str:
        """The action's name, by which Rasa finds it for the slot."""
        return f"action_ask_{self._slot}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[DomainDict]:  # noqa: ARG002
        """Say the question; after an answer in the same turn it is remembered together with that."""
        answered_first = tracker.latest_action_name == "action_antwoord"
        said = self._conversation.ask(
            self._slot, state_of(tracker), understanding_of(tracker), after_reply=answered_first
        )
        dispatcher.utter_message(json_message=to_json(said.reply))
        return slots_for(said.state, tracker)
